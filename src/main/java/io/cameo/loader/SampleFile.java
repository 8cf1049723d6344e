package io.cameo.loader;

import io.cameo.bytes.Checksum;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.dataset.insightface.ImageRecords;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * One record file as the loader sees it: the images in it that are wanted, counted from 0 in file order. Any number of
 * threads may read.
 *
 * <p>Labels are known beforehand only where an {@code .ids} lies beside the file, or where they decide something; else a
 * file opens without looking at its records.
 */
final class SampleFile implements AutoCloseable {
    private static final int END_BYTES = 4 << 10;
    private static final int PROBES = 64;

    private final RecordFile file;
    private final ImageRecords images;
    private final @Nullable FaceRecords faces;
    private final int[] kept;
    private final int size;

    private SampleFile(RecordFile file, ImageRecords images, @Nullable FaceRecords faces, int @Nullable [] kept) {
        this.file = file;
        this.images = images;
        this.faces = faces;
        this.kept = kept == null ? new int[0] : kept;
        size = kept == null ? images.images() : kept.length;
    }

    /**
     * Opens a file.
     *
     * @param labels which labels are wanted; null for all
     * @param needsLabels whether all labels must be known even so
     */
    static SampleFile open(Path rec, @Nullable DoublePredicate labels, boolean needsLabels) throws IOException {
        if (labels == null && !needsLabels && !Files.isRegularFile(FaceRecords.idsBesides(rec))) {
            RecordFile file = RecordFile.open(rec);
            try {
                return new SampleFile(file, ImageRecords.of(file), null, null);
            } catch (Throwable failure) {
                file.close();
                throw failure;
            }
        }
        FaceRecords faces = FaceRecords.open(rec, FaceRecords.Grouping.BY_LABEL, Watch.NONE);
        try {
            int[] kept = labels == null ? null : kept(faces, labels);
            return new SampleFile(faces.file(), ImageRecords.of(faces.file()), faces, kept);
        } catch (Throwable failure) {
            faces.close();
            throw failure;
        }
    }

    private static int[] kept(FaceRecords faces, DoublePredicate labels) {
        boolean[] wanted = new boolean[faces.identities()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = labels.test(faces.labelOf(i));
        }
        int[] kept = new int[faces.images()];
        int count = 0;
        for (int image = 0; image < kept.length; image++) {
            if (wanted[faces.identityOf(image)]) {
                kept[count++] = image;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    Path path() {
        return file.path();
    }

    RecordFile file() {
        return file;
    }

    /** How many samples are wanted. */
    int size() {
        return size;
    }

    boolean isFiltered() {
        return size < images.images();
    }

    /** The place of a sample in the index. */
    int position(int sample) {
        return images.position(image(sample));
    }

    /** The key of a sample; where keys are text, its place in the index. */
    long key(int sample) {
        int image = image(sample);
        return file.hasIndexFile() && file.index().hasTextKeys() ? images.position(image) : images.key(image);
    }

    /** The first label of a sample, exact where an {@code .ids} says it; {@code view} stands on its record. */
    double exactLabel(int sample, RecordView view) {
        return faces == null ? view.label(0) : faces.label(image(sample));
    }

    /** Its labels and who has which; only where they were asked for. */
    FaceRecords faces() {
        if (faces == null) {
            throw new IllegalStateException("labels are not known: file=" + path());
        }
        return faces;
    }

    /**
     * A number that changes when another file lies there, or other samples of it are wanted: from its size, its ends, 64
     * index entries, and all that were chosen if some were.
     */
    long fingerprint() throws IOException {
        long print = Draws.mix(file.sizeBytes(), size, images.images());
        print = Draws.mix(print, ends());
        for (int i = 0; i < Math.min(PROBES, size); i++) {
            int sample = (int) ((long) i * size / Math.min(PROBES, size));
            print = Draws.mix(print, key(sample), file.index().offset(position(sample)));
        }
        for (int image : kept) {
            print = Draws.mix(print, image);
        }
        return print;
    }

    private long ends() throws IOException {
        ByteBuffer ends = ByteBuffer.allocate(2 * END_BYTES);
        try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.READ)) {
            channel.read(ends.limit(END_BYTES), 0);
            channel.read(ends.limit(2 * END_BYTES), Math.max(0, channel.size() - END_BYTES));
        }
        return Checksum.crc32c(MemorySegment.ofBuffer(ends.flip()));
    }

    int image(int sample) {
        return kept.length == 0 ? sample : kept[sample];
    }

    @Override
    public void close() {
        if (faces != null) {
            faces.close();
        } else {
            file.close();
        }
    }
}
