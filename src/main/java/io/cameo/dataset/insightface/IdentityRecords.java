package io.cameo.dataset.insightface;

import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.IntToLongFunction;

/** The records of layouts A and B that have no image: record 0 and one for each run of equal labels. */
final class IdentityRecords {
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);
    private static final long UNKNOWN = -1;

    private final RecordWriter writer;
    private final int images;
    private final IntToLongFunction labels;
    private final boolean compat;
    private int written;
    private long rounded;

    /**
     * @param labels the label of each image
     * @param compat as {@code face2rec2.py}, which makes no run of label -1 at the start of the file, and one range that
     *     begins at -1 where there is no other
     */
    IdentityRecords(RecordWriter writer, int images, IntToLongFunction labels, boolean compat) {
        this.writer = writer;
        this.images = images;
        this.labels = labels;
        this.compat = compat;
    }

    /** How many identity records were written. */
    int written() {
        return written;
    }

    /** How many records have a key in them that float32 cannot hold. */
    long rounded() {
        return rounded;
    }

    /** Writes what the layout asks for; nothing in C and D. */
    void write(FaceLayout layout) throws IOException {
        long end = images + 1L;
        switch (layout) {
            case A -> {
                writer.write(0, pair(end, end + runs((number, begin, to) -> {}), 0), NOTHING);
                writeIdentities();
            }
            case B -> {
                writeIdentities();
                writer.write(0, pair(end, end + written, 0).withId2(1), NOTHING);
            }
            case C, D -> {}
        }
    }

    private void writeIdentities() throws IOException {
        written = runs((number, begin, end) -> {
            long key = images + 1L + number;
            writer.write(key, pair(begin, end, key), NOTHING);
        });
    }

    /** Keys of the images of a run. */
    @FunctionalInterface
    private interface Range {
        void of(int number, long begin, long end) throws IOException;
    }

    /** The loop of {@code read_list} in {@code face2rec2.py}, whose first label to differ from is -1. */
    private int runs(Range range) throws IOException {
        int count = 0;
        long last = UNKNOWN;
        long begin = UNKNOWN;
        for (int i = 0; i < images; i++) {
            long label = labels.applyAsLong(i);
            if (label != last || (i == 0 && !compat)) {
                if (begin >= 0) {
                    range.of(count++, begin, i + 1L);
                }
                last = label;
                begin = i + 1L;
            }
        }
        if (begin >= 0 || compat) {
            range.of(count++, begin, images + 1L);
        }
        return count;
    }

    /** A header of two labels, counted where float32 rounds one of them. */
    IrHeader pair(long first, long second, long id) {
        float[] values = {(float) first, (float) second};
        // As a double each is exact, so comparing there sees what float32 lost.
        rounded += (double) values[0] != first || (double) values[1] != second ? 1 : 0;
        return IrHeader.vector(values, id);
    }
}
