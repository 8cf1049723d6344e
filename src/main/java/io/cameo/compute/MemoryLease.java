package io.cameo.compute;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory of a {@link MemoryPool} until it is closed. Closing does not wait: the memory comes back as soon as the streams are
 * where they stood then. Whoever still has the memory then must not touch it. One thread at a time, and closed by the one
 * that queues on its streams.
 *
 * @param <M> what the pool leases
 */
public final class MemoryLease<M> implements AutoCloseable {
    private final MemoryPool<M> pool;
    private final PooledBlock<M> block;
    private final M memory;
    private final List<CudaStream> streams = new ArrayList<>(1);
    private boolean closed;

    MemoryLease(MemoryPool<M> pool, PooledBlock<M> block, M memory, CudaStream stream) {
        this.pool = pool;
        this.block = block;
        this.memory = memory;
        streams.add(stream);
    }

    /**
     * The memory, as long as was asked for.
     *
     * @throws IllegalStateException if the lease is closed
     */
    public M memory() {
        requireOpen();
        return memory;
    }

    /**
     * Says that another stream's work uses the memory, too: then closing waits for that one as well. Between the streams this
     * makes no order; for that see {@link CudaStream#follow}.
     *
     * @return this
     * @throws IllegalArgumentException if the stream is of another library
     * @throws IllegalStateException if the lease is closed
     */
    public MemoryLease<M> usedBy(CudaStream stream) {
        requireOpen();
        if (stream.library() != pool.library()) {
            throw new IllegalArgumentException(
                    "pool and stream are of two libraries: pool=" + pool.library() + ", stream=" + stream.library());
        }
        if (!streams.contains(stream)) {
            streams.add(stream);
        }
        return this;
    }

    /**
     * Gives the memory back, for use when the streams have done all that is queued on them now. Closing twice does nothing.
     *
     * @throws io.cameo.nativelib.NativeException if the device does not even take that; the memory is then lost
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean marked = false;
        try {
            streams.forEach(block::usedUpTo);
            marked = true;
        } finally {
            if (marked) {
                pool.release(block);
            } else {
                pool.lose(block);
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("lease is closed");
        }
    }
}
