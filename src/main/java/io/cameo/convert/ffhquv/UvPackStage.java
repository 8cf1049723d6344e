package io.cameo.convert.ffhquv;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ImageFile;
import io.cameo.convert.PackedImage;
import io.cameo.dataset.ffhquv.FaceAttributes;
import io.cameo.dataset.ffhquv.FaceCoeffs;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.dataset.ffhquv.MsFace;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvRecordWriter;
import io.cameo.dataset.ffhquv.UvRow;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a record of all that there is of an id, of the template, or of the manifest. */
final class UvPackStage implements Stage<UvPackItem, UvPackScratch, PackedImage> {
    private static final long VALUES_BYTES = (long) FaceLatent.LENGTH * Float.BYTES;
    private static final long CONDITION_BYTES = (long) FaceLatent.CONDITION_LENGTH * Float.BYTES;
    /** torch puts storages at multiples of this. */
    private static final int STORAGE_ALIGNMENT = 64;
    /** For directory, names and what LZ4 might need. */
    private static final long BUNDLE_BYTES = 1 << 16;

    private final UvPack.Choice choice;
    private final byte @Nullable [] metaFile;
    private final Consumer<UvRow> rows;

    UvPackStage(UvPack.Choice choice, byte @Nullable [] metaFile, Consumer<UvRow> rows) {
        this.choice = choice;
        this.metaFile = metaFile;
        this.rows = rows;
    }

    /** A file that was kept; of a latent that is to be an array, where the values stand in it. */
    private record Kept(UvPart part, long offset, long bytes, long valuesAt, long rest, long condition) {}

    /** What of a sample was read. */
    private static final class Parts {
        private final List<Kept> kept = new ArrayList<>();
        private int mapPx;
        private long mapBytes;
        private long planeAt = -1;
        private long planeBytes;
        private int mapSum;
        private @Nullable FaceAttributes attributes;
        private @Nullable FaceLight light;
    }

    @Override
    public void apply(UvPackItem item, UvPackScratch scratch, PackedImage out) throws RejectedItemException {
        scratch.begin();
        switch (item) {
            case UvPackItem.Sample sample -> sample(sample, scratch, out);
            case UvPackItem.Template template -> {
                scratch.writer.template(MemorySegment.ofArray(Objects.requireNonNull(choice.template())));
                write(scratch, out);
                out.setHeader(UvRecordWriter.headerOfOthers(template.key()));
            }
            case UvPackItem.Manifest manifest -> {
                scratch.writer.manifest(manifest.manifest(), metaFile);
                write(scratch, out);
                out.setHeader(UvRecordWriter.headerOfOthers(manifest.key()));
            }
        }
    }

    private void sample(UvPackItem.Sample item, UvPackScratch scratch, PackedImage out) throws RejectedItemException {
        requireComplete(item);
        long files = item.parts().values().stream().mapToLong(UvFile::sizeBytes).sum();
        MemorySegment _ = out.buffer(files + files / 128 + BUNDLE_BYTES);
        Parts parts = new Parts();
        UvFile map = item.parts().get(UvPart.MAP);
        if (map == null) {
            out.setLength(0);
        } else {
            map(map, scratch, out, parts);
        }
        for (Map.Entry<UvPart, UvFile> part : item.parts().entrySet()) {
            if (part.getKey() != UvPart.MAP) {
                part(part.getKey(), part.getValue(), scratch, parts);
            }
        }
        assemble(item, parts, scratch, out);
        long most = scratch.writer.maxBytes();
        requireFits(most);
        if (out.weightBytes() < most) {
            out.grow(most);
            assemble(item, parts, scratch, out); // the map stands elsewhere now
        }
        long stored = out.payload().byteSize() + parts.planeBytes;
        out.setLength(scratch.writer.writeTo(out.buffer(most), 0));
        out.setHeader(UvRecordWriter.header(item.names()));
        rows.accept(new UvRow(
                item.names(),
                item.parts().keySet(),
                parts.mapPx,
                parts.mapBytes,
                stored,
                parts.attributes,
                parts.light));
    }

    private void requireComplete(UvPackItem.Sample item) throws RejectedItemException {
        if (!choice.complete()) {
            return;
        }
        for (UvPart part : List.of(UvPart.MAP, UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT)) {
            if (!item.parts().containsKey(part)) {
                throw new RejectedItemException("sample is not complete: missing=" + part.word());
            }
        }
        if (item.names().meta() == null) {
            throw new RejectedItemException("sample is not complete: missing=meta entry");
        }
    }

    /** Reads the map to where it will stand in the record, which begins with it. */
    private static void map(UvFile file, UvPackScratch scratch, PackedImage out, Parts parts)
            throws RejectedItemException {
        MemorySegment bytes = scratch.read(file);
        requireWhole("map", file, bytes);
        ImageHeader header = ImageHeader.of(bytes);
        if (header.kind() != ImageKind.PNG || header.channels() != 3 || header.bitsPerSample() != 8) {
            throw new RejectedItemException("map is no PNG of three channels of 8 bits: path=" + file.path() + ", kind="
                    + header.kind() + ", channels=" + header.channels() + ", bits=" + header.bitsPerSample());
        }
        if (header.widthPx() != header.heightPx()) {
            throw new RejectedItemException("map is not square: path=" + file.path() + ", width=" + header.widthPx()
                    + ", height=" + header.heightPx());
        }
        parts.mapPx = header.widthPx();
        parts.mapBytes = bytes.byteSize();
        UvPackScratch.Reduced reduced = scratch.reduce(file, bytes);
        if (reduced == null) {
            out.copyFrom(bytes);
            return;
        }
        out.copyFrom(reduced.png());
        parts.planeAt = scratch.keep(reduced.plane());
        parts.planeBytes = reduced.plane().byteSize();
        parts.mapSum = reduced.sum();
    }

    private static void requireWhole(String what, UvFile file, MemorySegment bytes) throws RejectedItemException {
        Optional<String> fault = Integrity.fault(bytes);
        if (fault.isPresent()) {
            throw new RejectedItemException(
                    what + " is cut off, damaged or none: path=" + file.path() + ", " + fault.get());
        }
    }

    private void part(UvPart part, UvFile file, UvPackScratch scratch, Parts parts) throws RejectedItemException {
        MemorySegment bytes = scratch.read(file);
        try {
            if (part.isLatent()) {
                parts.kept.add(latent(part, file, bytes, scratch));
                return;
            }
            switch (part) {
                case ATTRIBUTES ->
                    parts.attributes = FaceAttributes.read(file.path(), bytes.toArray(ValueLayout.JAVA_BYTE));
                case LIGHT -> parts.light = FaceLight.read(file.path(), bytes);
                case MS_FACE -> MsFace.read(file.path(), bytes);
                case COEFFS -> FaceCoeffs.read(file.path(), bytes);
                default -> requireWhole("image", file, bytes);
            }
        } catch (CorruptDataException bad) {
            throw new RejectedItemException(
                    part.word() + " is damaged or of another form: path=" + file.path() + ", " + bad.reason()
                            + ", offset=" + bad.offsetBytes(),
                    bad);
        }
        parts.kept.add(new Kept(part, scratch.keep(bytes), bytes.byteSize(), -1, -1, -1));
    }

    /** An array of a file is what stands in one piece in it; then the rest of the file makes it whole again. */
    private Kept latent(UvPart part, UvFile file, MemorySegment bytes, UvPackScratch scratch)
            throws RejectedItemException {
        FaceLatent latent = FaceLatent.read(file.path(), bytes);
        int bad = latent.firstNotFinite();
        if (bad >= 0) {
            throw new RejectedItemException(part.word() + " has a value that is not finite: path=" + file.path()
                    + ", layer=" + bad / FaceLatent.LAYER_LENGTH + ", place=" + bad % FaceLatent.LAYER_LENGTH
                    + ", value=" + latent.w()[bad]);
        }
        long size = bytes.byteSize();
        long offset = scratch.keep(bytes);
        if (choice.keepPt()) {
            return new Kept(part, offset, size, -1, -1, -1);
        }
        long wanted = scratch.keep(latent.w());
        long at = find(scratch.kept(offset, size), scratch.kept(wanted, VALUES_BYTES));
        if (at < 0) {
            return new Kept(part, offset, size, -1, -1, -1);
        }
        float[] condition = latent.condition();
        long conditionAt = condition == null ? -1 : scratch.keep(condition);
        long rest = scratch.keep((int) at);
        scratch.keep(bytes.asSlice(0, at));
        scratch.keep(bytes.asSlice(at + VALUES_BYTES));
        return new Kept(part, offset, size, at, rest, conditionAt);
    }

    /** Where values stand in a file, in one piece; -1 if nowhere. */
    private static long find(MemorySegment file, MemorySegment values) {
        for (long at = 0; at + VALUES_BYTES <= file.byteSize(); at += STORAGE_ALIGNMENT) {
            if (MemorySegment.mismatch(file, at, at + VALUES_BYTES, values, 0, VALUES_BYTES) < 0) {
                return at;
            }
        }
        return -1;
    }

    private static void assemble(UvPackItem.Sample item, Parts parts, UvPackScratch scratch, PackedImage out) {
        UvRecordWriter writer = scratch.writer;
        if (parts.planeAt >= 0) {
            writer.begin(
                    out.payload(),
                    scratch.kept(parts.planeAt, parts.planeBytes),
                    parts.mapBytes,
                    parts.mapSum,
                    scratch.templateSum());
        } else {
            writer.begin(parts.mapBytes == 0 ? null : out.payload());
        }
        for (Kept kept : parts.kept) {
            if (kept.valuesAt() >= 0) {
                writer.latent(kept.part(), scratch.kept(kept.offset() + kept.valuesAt(), VALUES_BYTES));
            }
        }
        for (Kept kept : parts.kept) {
            if (kept.valuesAt() < 0) {
                writer.file(kept.part(), scratch.kept(kept.offset(), kept.bytes()));
                continue;
            }
            if (kept.condition() >= 0) {
                writer.condition(kept.part(), scratch.kept(kept.condition(), CONDITION_BYTES));
            }
            writer.restOfLatent(kept.part(), scratch.kept(kept.rest(), kept.bytes() - VALUES_BYTES + Integer.BYTES));
        }
        writer.end(item.names());
    }

    private static void write(UvPackScratch scratch, PackedImage out) throws RejectedItemException {
        long most = scratch.writer.maxBytes();
        requireFits(most);
        out.setLength(scratch.writer.writeTo(out.buffer(most), 0));
    }

    private static void requireFits(long most) throws RejectedItemException {
        if (most > ImageFile.MAX_BYTES) {
            throw new RejectedItemException(
                    "sample is too large for a record: limit=" + ImageFile.MAX_BYTES + ", actual=" + most);
        }
    }
}
