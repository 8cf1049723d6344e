package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.record.RecordView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one batch, used again and again: filled by one worker, then read by whoever draws the batches. The pipeline
 * says whose it is.
 */
final class BatchMemory implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    final MemorySegment images;
    final MemorySegment labels;
    final MemorySegment exactLabels;
    final MemorySegment keys;
    final MemorySegment validity;
    final long[] places;
    final long[] samples;
    private final MemorySegment[] imageRows;
    List<BadSample> badSamples = new ArrayList<>();
    /** What its worker spent on each {@link LoadStep}; zeros where nobody asked. */
    final long[] stepNanos = new long[LoadStep.COUNT];

    final int labelWidth;
    final int sampleBytes;
    int valid;
    /** Why this batch cannot be given. */
    @Nullable
    RuntimeException failure;

    private final BatchPool pool;

    BatchMemory(Arena arena, TensorSpec spec, int rows, int labelWidth, BatchPool pool) {
        this.pool = pool;
        this.labelWidth = labelWidth;
        sampleBytes = spec.sampleBytes();
        images = arena.allocate((long) rows * sampleBytes, ALIGNMENT);
        labels = arena.allocate((long) rows * labelWidth * Float.BYTES, ALIGNMENT);
        exactLabels = arena.allocate((long) rows * Double.BYTES, ALIGNMENT);
        keys = arena.allocate((long) rows * Long.BYTES, ALIGNMENT);
        validity = arena.allocate(rows, ALIGNMENT);
        places = new long[rows];
        samples = new long[rows];
        imageRows = new MemorySegment[rows];
        for (int row = 0; row < rows; row++) {
            imageRows[row] = images.asSlice((long) row * sampleBytes, sampleBytes);
        }
    }

    int rows() {
        return places.length;
    }

    /** Forgets the batch that was here before, but for the bytes of its rows, every one of which is written anew. */
    void begin() {
        if (!badSamples.isEmpty()) {
            badSamples = new ArrayList<>(); // not cleared: somebody may be late and copy it just now
        }
        valid = 0;
        failure = null;
    }

    /** Where the image of a row goes: made once, because decoders take slices and those are objects. */
    MemorySegment image(int row) {
        return imageRows[row];
    }

    /** Notes the labels of a row; the record has at least as many as there is room for. */
    void label(int row, RecordView view) {
        for (int i = 0; i < labelWidth; i++) {
            labels.set(LittleEndian.FLOAT, ((long) row * labelWidth + i) * Float.BYTES, view.label(i));
        }
    }

    void accept(int row, long key, double exactLabel) {
        keys.set(LittleEndian.LONG, (long) row * Long.BYTES, key);
        exactLabels.set(LittleEndian.DOUBLE, (long) row * Double.BYTES, exactLabel);
        validity.set(LittleEndian.BYTE, row, (byte) 1);
        valid++;
    }

    /** Makes a row one without sample: zeros, and key -1. */
    void blank(int row) {
        image(row).fill((byte) 0);
        labels.asSlice((long) row * labelWidth * Float.BYTES, (long) labelWidth * Float.BYTES)
                .fill((byte) 0);
        keys.set(LittleEndian.LONG, (long) row * Long.BYTES, -1);
        exactLabels.set(LittleEndian.DOUBLE, (long) row * Double.BYTES, 0);
        validity.set(LittleEndian.BYTE, row, (byte) 0);
    }

    /** Keeps it from being freed. Every loan is given back once, by {@link #giveLoanBack}. */
    void lend() {
        pool.lend();
    }

    void giveLoanBack() {
        pool.giveLoanBack();
    }

    /** Goes back to where it came from. */
    @Override
    public void close() {
        pool.giveBack(this);
    }
}
