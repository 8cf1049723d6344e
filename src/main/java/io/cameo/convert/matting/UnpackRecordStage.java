package io.cameo.convert.matting;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.TreeTarget;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingNames;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.matte.PlaneHeader;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the files of a record. */
final class UnpackRecordStage implements Stage<Integer, UnpackRecordStage.Scratch, UnpackedRecord> {
    /** What Pillow and most others take. */
    private static final int PNG_LEVEL = 6;

    private final TreeTarget target;
    private final Set<String> wanted;

    /** @param wanted names of samples, with their split or without; empty for everything */
    UnpackRecordStage(TreeTarget target, Set<String> wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /** A worker's own. */
    static final class Scratch implements AutoCloseable {
        private final MattingRecords.Reader reader;
        private final ImageCodec codec = ImageCodec.create();
        private Arena arena = Arena.ofConfined();
        private MemorySegment samples = arena.allocate(1 << 20);

        Scratch(MattingRecords records) {
            reader = records.reader();
        }

        private MemorySegment samples(long bytes) {
            if (samples.byteSize() < bytes) {
                arena.close();
                arena = Arena.ofConfined();
                samples = arena.allocate(bytes);
            }
            return samples;
        }

        @Override
        public void close() {
            arena.close();
            codec.close();
            reader.close();
        }
    }

    @Override
    public void apply(Integer position, Scratch scratch, UnpackedRecord out) throws IOException, RejectedItemException {
        out.clear();
        try {
            MattingRecord record = scratch.reader.any(position);
            if (record.isSample()) {
                sample(record, scratch, out);
            } else if (wanted.isEmpty()) {
                others(record, out);
            }
        } catch (CorruptDataException damage) {
            throw new RejectedItemException(damage.reason() + ": offset=" + damage.offsetBytes(), damage);
        }
    }

    private void sample(MattingRecord record, Scratch scratch, UnpackedRecord out)
            throws IOException, RejectedItemException {
        MattingNames names = record.names();
        String whole = names.split().label() + "/" + names.sample();
        if (!wanted.isEmpty()) {
            if (!wanted.contains(names.sample()) && !wanted.contains(whole)) {
                return;
            }
            out.askedFor = wanted.contains(whole) ? whole : names.sample();
        }
        out.chosen = true;
        out.sample = whole;
        exact(names.image(), record.image(), out);
        boolean own = names.split().layout() == MattingLayout.RGBA;
        for (int i = 0; i < record.instances(); i++) {
            MattingNames.Instance instance = names.instances().get(i);
            if (!own) {
                MemorySegment file = record.alphaFile(i);
                if (file != null) {
                    exact(instance.alpha(), file, out);
                } else {
                    encoded(instance.alpha(), plane(record, i, false, scratch), scratch, out);
                }
            }
            mask(record, i, instance.mask(), scratch, out);
            optional(instance.foreground(), record.foreground(i), out);
        }
        optional(names.background(), record.background(), out);
    }

    private void mask(MattingRecord record, int i, @Nullable String name, Scratch scratch, UnpackedRecord out)
            throws IOException, RejectedItemException {
        if (name == null || !record.hasMask(i)) {
            return;
        }
        MemorySegment file = record.maskFile(i);
        if (file != null) {
            exact(name, file, out);
        } else {
            encoded(name, plane(record, i, true, scratch), scratch, out);
        }
    }

    private static Image plane(MattingRecord record, int i, boolean mask, Scratch scratch) {
        PlaneHeader header = mask ? record.maskHeader(i) : record.header(i);
        MemorySegment samples = scratch.samples(header.planeBytes());
        PlaneHeader _ =
                mask ? record.mask(i, samples, 0, header.rowBytes()) : record.plane(i, samples, 0, header.rowBytes());
        return Image.wrap(samples, header.widthPx(), header.heightPx(), header.rowBytes(), header.format());
    }

    private void exact(String name, MemorySegment bytes, UnpackedRecord out) throws IOException, RejectedItemException {
        target.write(name, bytes);
        out.exactFiles++;
    }

    private void encoded(String name, Image plane, Scratch scratch, UnpackedRecord out)
            throws IOException, RejectedItemException {
        target.write(name, scratch.codec.encode(plane, Encoding.PNG, PNG_LEVEL));
        out.encodedFiles++;
    }

    private void optional(@Nullable String name, @Nullable MemorySegment bytes, UnpackedRecord out)
            throws IOException, RejectedItemException {
        if (name != null && bytes != null) {
            exact(name, bytes, out);
        }
    }

    private void others(MattingRecord record, UnpackedRecord out) throws IOException, RejectedItemException {
        List<String> loose = record.looseFiles();
        for (int i = 0; i < loose.size(); i++) {
            exact(loose.get(i), record.looseFile(i), out);
        }
        MattingManifest manifest = record.manifest();
        if (manifest == null && loose.isEmpty()) {
            throw new RejectedItemException("record holds nothing of 'cameo matting pack'");
        }
        if (manifest != null) {
            for (String folder : manifest.emptyFolders()) {
                target.folder(folder);
            }
            out.manifest = manifest;
        }
    }
}
