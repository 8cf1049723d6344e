package io.cameo.dataset.insightface;

import io.cameo.bytes.MappedFile;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceLstWriter;
import io.cameo.record.CixFile;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a face data set: {@code .rec}, {@code .idx} (not in layout D), {@code .cix}, {@code .ids}, and the {@code property}
 * and {@code .lst} files if asked for.
 *
 * <p>Images come in order, each with its line of a list. Nothing has its name until {@link #commit()}; closing without one
 * deletes what was written, unless a {@link #checkpoint()} was taken: then it stays for {@link #resume}. Takes the same
 * memory for ten images and for ten million until the commit, and then 4 to 8 bytes an identity, and the size of the
 * {@code .ids} off the heap. Not thread-safe.
 */
public final class FaceRecordWriter implements AutoCloseable {
    /** Labels beyond this are not whole numbers that a double tells apart. */
    public static final long MAX_LABEL = 1L << 53;

    private final Path rec;
    private final Options options;
    private final RecordWriter records;
    private final LabelLog labels;
    private final @Nullable FaceLstWriter list;
    private boolean closed;

    private FaceRecordWriter(
            Path rec, Options options, RecordWriter records, LabelLog labels, @Nullable FaceLstWriter list) {
        this.rec = rec;
        this.options = options;
        this.records = records;
        this.labels = labels;
        this.list = list;
    }

    /**
     * What to write.
     *
     * @param layout of the record file
     * @param compat identity records as {@code face2rec2.py} makes them of label -1: none for a run of it at the start of
     *     the file, and one that begins at key -1 where there are no others. Otherwise -1 is a label like any other
     * @param list whether to write the lines of the images as {@code .lst} beside the record file, in its place where
     *     there is one
     * @param property what the {@code property} file says besides the number of classes, which is not known yet, or null for
     *     no such file
     */
    public record Options(
            FaceLayout layout,
            boolean compat,
            boolean list,
            @Nullable Property property) {
        /** The record file and its indexes. */
        public static Options of(FaceLayout layout) {
            return new Options(layout, false, false, null);
        }

        /** The same and a {@code .lst}. */
        public Options withList() {
            return new Options(layout, compat, true, property);
        }

        /** The same and a {@code property} file for images of a size. */
        public Options withProperty(int heightPx, int widthPx) {
            return new Options(layout, compat, list, Property.of(0, heightPx, widthPx));
        }

        /** The same with identity records as {@code face2rec2.py} makes them. */
        public Options withCompat() {
            return new Options(layout, true, list, property);
        }
    }

    /**
     * A place up to which all files are whole and on disk.
     *
     * @param records of the record file: as many as images
     * @param listBytes size of the {@code .lst}; 0 where none is written
     */
    public record Checkpoint(RecordWriter.Checkpoint records, long listBytes) {}

    /** Starts a data set. What stands under its names stays until {@link #commit()}. */
    public static FaceRecordWriter create(Path rec, Options options) throws IOException {
        RecordWriter records = RecordWriter.create(rec); // first, for its lock says that nobody else is at it
        LabelLog labels = null;
        try {
            labels = LabelLog.create(rec);
            FaceLstWriter list = options.list() ? FaceLstWriter.create(listOf(rec)) : null;
            return new FaceRecordWriter(rec, options, records, labels, list);
        } catch (Throwable failure) {
            close(records, labels);
            throw failure;
        }
    }

    /** Whether the partial files of a writer that was stopped are all there and reach as far as its checkpoint. */
    public static boolean canResume(Path rec, Options options, Checkpoint from) throws IOException {
        return RecordWriter.canResume(rec, from.records())
                && LabelLog.canResume(rec, from.records().records())
                && (!options.list() || FaceLstWriter.canResume(listOf(rec), from.listBytes()));
    }

    /**
     * Goes on behind a checkpoint of a writer that was stopped; whatever it wrote later is cut off. What is committed in
     * the end has the bytes that one run would have written.
     *
     * @param options those of the stopped writer
     * @throws IOException if partial files are gone or shorter than the checkpoint says
     */
    public static FaceRecordWriter resume(Path rec, Options options, Checkpoint from) throws IOException {
        RecordWriter records = RecordWriter.resume(rec, from.records());
        LabelLog labels = null;
        try {
            labels = LabelLog.resume(rec, from.records().records());
            FaceLstWriter list = options.list() ? FaceLstWriter.resume(listOf(rec), from.listBytes()) : null;
            return new FaceRecordWriter(rec, options, records, labels, list);
        } catch (Throwable failure) {
            close(records, labels);
            throw failure;
        }
    }

    /** Where the {@code .lst} goes: beside the record file, with its name. */
    public static Path listOf(Path rec) {
        return IdsFile.besides(rec, ".lst");
    }

    /** Where the {@code .ids} goes: beside the record file, with its name. */
    public static Path idsOf(Path rec) {
        return IdsFile.besides(rec);
    }

    /**
     * Appends an image.
     *
     * @param face its label, its path for the {@code .lst}, and, for layout A, whether the file was aligned already
     * @param payload the bytes of the image, taken as they are
     * @throws IllegalArgumentException if the label is beyond {@link #MAX_LABEL}, the path cannot stand in a list that is to
     *     be written, or the image is too long for RecordIO; nothing is written then
     */
    public void write(FaceLine face, MemorySegment payload) throws IOException {
        long label = face.label();
        if (Math.abs(label) > MAX_LABEL || label == Long.MIN_VALUE) {
            throw new IllegalArgumentException("label is beyond 2^53: label=" + label + ", path=" + face.path());
        }
        long key = records.records() + options.layout().firstKey();
        IrHeader header = options.layout() == FaceLayout.A
                ? IrHeader.vector(new float[] {(float) label, face.aligned() ? 1 : 0}, key)
                : IrHeader.scalar((float) label, key);
        FaceLstWriter lines = list;
        if (lines != null) {
            lines.checkPath(face);
        }
        records.write(key, header, payload);
        labels.add(label);
        if (lines != null) {
            lines.write(face);
        }
    }

    /** Brings records to disk in steps of so many bytes, see {@link RecordWriter#forceEvery}. */
    public void forceEvery(long bytes) {
        records.forceEvery(bytes);
    }

    /** Images written so far, those before a {@link #resume} included. */
    public long images() {
        return records.records();
    }

    /** Bytes of the record file so far. */
    public long sizeBytes() {
        return records.sizeBytes();
    }

    /** Brings everything written so far to disk and says how far that is. */
    public Checkpoint checkpoint() throws IOException {
        labels.checkpoint();
        long listBytes = list == null ? 0 : list.checkpoint();
        return new Checkpoint(records.checkpoint(), listBytes);
    }

    /** Leaves nothing behind when this is closed, whatever checkpoints were taken. */
    public void discard() {
        records.discard();
        labels.drop();
        if (list != null) {
            list.discard();
        }
    }

    /**
     * Writes the records that have no image and gives all files their names: {@code property} and {@code .lst} first, then
     * the record file with its indexes, the {@code .ids} last. A crash in between leaves files that fit each other, and a
     * record file without {@code .ids} at worst. Nothing can be written after it.
     */
    public FaceWriteReport commit() throws IOException {
        int images = Math.toIntExact(records.records());
        try (MappedFile log = labels.map();
                Arena arena = Arena.ofShared()) {
            MemorySegment logged = log.segment();
            IdentityTableBuilder builder =
                    new IdentityTableBuilder(rec, images, i -> (double) LabelLog.label(logged, i));
            IdentityTable table = builder.byLabel(arena);
            IdentityRecords meta =
                    new IdentityRecords(records, images, i -> LabelLog.label(logged, i), options.compat());
            meta.write(options.layout());
            long classes = table.identities() == 0 ? 0 : (long) table.label(table.identities() - 1) + 1;
            commitFiles(new IdsFile.Facts(options.layout(), records.records(), builder.runs()), table, classes);
            labels.drop();
            return new FaceWriteReport(
                    images,
                    table.identities(),
                    meta.written(),
                    splitIdentities(table, builder.runs()),
                    roundedLabels(table),
                    meta.rounded(),
                    Math.max(0, classes),
                    records.sizeBytes());
        }
    }

    private void commitFiles(IdsFile.Facts facts, IdentityTable table, long classes) throws IOException {
        Property property = options.property();
        if (property != null) {
            new Property(Math.max(0, classes), property.heightPx(), property.widthPx(), property.extras())
                    .write(Property.besides(rec));
        }
        if (list != null) {
            list.commit();
        }
        Files.deleteIfExists(IdsFile.besides(rec));
        records.commit();
        if (options.layout() == FaceLayout.D) {
            Files.deleteIfExists(RecordIndex.besides(rec));
        }
        IdsFile.write(rec, Files.isRegularFile(CixFile.besides(rec)), facts, table);
    }

    private static int splitIdentities(IdentityTable table, int runs) {
        if (runs == table.identities()) {
            return 0;
        }
        BitSet met = new BitSet(table.identities());
        BitSet split = new BitSet(table.identities());
        int last = -1;
        for (int i = 0; i < table.images(); i++) {
            int identity = table.identityOf(i);
            if (identity != last) {
                split.set(identity, met.get(identity));
                met.set(identity);
                last = identity;
            }
        }
        return split.cardinality();
    }

    private static long roundedLabels(IdentityTable table) {
        long rounded = 0;
        for (int i = 0; i < table.identities(); i++) {
            double label = table.label(i);
            rounded += (float) label == label ? 0 : table.count(i);
        }
        return rounded;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (FaceLstWriter _ = list) {
                close(records, labels);
            }
        }
    }

    private static void close(RecordWriter records, @Nullable LabelLog labels) throws IOException {
        try (LabelLog _ = labels) {
            records.close();
        }
    }
}
