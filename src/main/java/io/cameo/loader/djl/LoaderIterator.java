package io.cameo.loader.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.Batchifier;
import io.cameo.loader.Batch;
import io.cameo.loader.Batches;
import io.cameo.loader.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Copies batches of a loader into arrays, row by row that holds a sample. One thread at a time. */
final class LoaderIterator implements Iterator<ai.djl.training.dataset.Batch> {
    private final Iterator<Batch> batches;
    private final long count;
    private final NDManager manager;
    private @Nullable Batch waiting;

    LoaderIterator(Batches batches, NDManager manager) {
        this.batches = batches.iterator();
        count = batches.count();
        this.manager = manager;
    }

    @Override
    public boolean hasNext() {
        while (waiting == null && batches.hasNext()) {
            Batch batch = batches.next();
            waiting = batch.samples() > 0 ? batch : null;
        }
        return waiting != null;
    }

    @Override
    public ai.djl.training.dataset.Batch next() {
        Batch batch = hasNext() ? waiting : null;
        if (batch == null) {
            throw new NoSuchElementException("no more batches: count=" + count);
        }
        waiting = null;
        NDManager owner = manager.newSubManager();
        try {
            return arrays(batch, owner);
        } catch (Throwable failure) {
            owner.close();
            throw failure;
        }
    }

    private ai.djl.training.dataset.Batch arrays(Batch batch, NDManager owner) {
        int samples = batch.samples();
        int labelWidth = batch.labelWidth();
        ArrayMemory images = ArrayMemory.allocate(
                owner, typeOf(batch.spec().type()), batch.spec().shape(samples));
        ArrayMemory labels = ArrayMemory.allocate(
                owner, DataType.FLOAT32, labelWidth == 1 ? new long[] {samples} : new long[] {samples, labelWidth});
        copyRows(batch, batch.images(), batch.spec().sampleBytes(), images.memory());
        copyRows(batch, batch.labels(), (long) labelWidth * Float.BYTES, labels.memory());
        List<Long> keys = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            if (batch.isValid(row)) {
                keys.add(batch.key(row));
            }
        }
        return new ai.djl.training.dataset.Batch(
                owner,
                new NDList(images.finish()),
                new NDList(labels.finish()),
                samples,
                Batchifier.STACK,
                Batchifier.STACK,
                (batch.number() + 1) * batch.rows(),
                count * batch.rows(),
                keys);
    }

    private static void copyRows(Batch batch, MemorySegment src, long rowBytes, MemorySegment dst) {
        long dstOffset = 0;
        int row = 0;
        while (row < batch.rows()) {
            int end = row;
            while (end < batch.rows() && batch.isValid(end)) {
                end++;
            }
            MemorySegment.copy(src, row * rowBytes, dst, dstOffset, (end - row) * rowBytes);
            dstOffset += (end - row) * rowBytes;
            row = end + 1;
        }
    }

    static DataType typeOf(TensorType type) {
        return switch (type) {
            case UINT8 -> DataType.UINT8;
            case INT8 -> DataType.INT8;
            case FLOAT32 -> DataType.FLOAT32;
            case FLOAT16 -> DataType.FLOAT16;
        };
    }
}
