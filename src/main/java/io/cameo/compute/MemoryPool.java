package io.cameo.compute;

import io.cameo.nativelib.NativeException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a device, or pinned memory of the host, that is leased and comes back, up to a hard cap: so much is queued at
 * a time and no more.
 *
 * <pre>{@code
 * try (MemoryLease<MemorySegment> up = pinned.lease(bytes, stream);
 *         MemoryLease<DeviceMemory> on = device.lease(bytes, stream)) {
 *     fill(up.memory());
 *     stream.upload(up.memory(), 0, on.memory(), 0, bytes);
 *     kernel.run(on.memory(), stream);
 * }                                  // back in the pools, but nobody's before the stream is there
 * }</pre>
 *
 * <p>A lease that is closed leaves an event on its stream, and on those it was {@link MemoryLease#usedBy}; its memory is leased
 * again, to whom ever, when they have all come to pass. At the cap, {@link #lease} waits for memory to come back, {@link
 * #tryLease} does not. Memory that lies idle is kept for the next of about its size, and freed where another size needs the
 * room; the cap counts it, too.
 *
 * <p>Any thread may lease and close; those that share a pool of device memory have selected the same device.
 *
 * @param <M> {@link DeviceMemory} or {@link MemorySegment}
 */
public final class MemoryPool<M> implements AutoCloseable {
    private final CudaLibrary library;
    private final PooledBlock.Allocation<M> allocation;
    private final Beginning<M> first;
    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The longest in the pool first. */
    private final List<PooledBlock<M>> idle = new ArrayList<>();

    private long reservedBytes;
    private long peakBytes;
    private long leasedBytes;
    private long leases;
    private long allocations;
    private long waits;
    private long refusals;
    private boolean closed;

    /**
     * What a pool has done so far.
     *
     * @param reservedBytes allocated now, leased or idle; never above the capacity
     * @param peakBytes the most that was allocated at a time
     * @param leasedBytes of leases that are not closed
     * @param leases given so far
     * @param allocations of these, those that needed new memory
     * @param waits leases that had to wait at the cap
     * @param refusals of {@link #tryLease}
     */
    public record Statistics(
            long capacityBytes,
            long reservedBytes,
            long peakBytes,
            long leasedBytes,
            long leases,
            long allocations,
            long waits,
            long refusals) {}

    /** The first bytes of what was allocated, for one who asked for no more. */
    private interface Beginning<M> {
        M of(M memory, long sizeBytes);
    }

    private MemoryPool(
            CudaLibrary library, PooledBlock.Allocation<M> allocation, Beginning<M> first, long capacityBytes) {
        if (capacityBytes <= 0) {
            throw new IllegalArgumentException("pool has no bytes: capacity=" + capacityBytes);
        }
        this.library = library;
        this.allocation = allocation;
        this.first = first;
        this.capacityBytes = capacityBytes;
    }

    /** Of a device's memory. Nothing is allocated before it is leased. */
    public static MemoryPool<DeviceMemory> device(CudaLibrary library, long capacityBytes) {
        return new MemoryPool<>(library, DeviceMemory::allocate, DeviceMemory::first, capacityBytes);
    }

    /** Of pinned memory of the host, which devices copy from and to by themselves. */
    public static MemoryPool<MemorySegment> pinned(CudaLibrary library, long capacityBytes) {
        return new MemoryPool<>(
                library, DeviceMemory::pinned, (memory, sizeBytes) -> memory.asSlice(0, sizeBytes), capacityBytes);
    }

    /** Whose memory it is. */
    public CudaLibrary library() {
        return library;
    }

    public long capacityBytes() {
        return capacityBytes;
    }

    /**
     * Memory for work on a stream; at the cap, waits until enough has come back. Who holds a lease and asks for another may
     * wait for one who does the same: lease in one piece, or use {@link #tryLease}.
     *
     * @param sizeBytes more than 0; the memory starts at a multiple of 256 bytes and is not cleared
     * @throws IllegalArgumentException if that is more than the pool's capacity, or the stream is of another library
     * @throws IllegalStateException if the pool is closed, also meanwhile
     * @throws NativeException if the device has no more memory
     */
    public MemoryLease<M> lease(long sizeBytes, CudaStream stream) throws InterruptedException {
        long rounded = checked(sizeBytes, stream);
        boolean waited = false;
        lock.lockInterruptibly();
        try {
            while (true) {
                requireOpen();
                PooledBlock<M> found = take(rounded);
                if (found != null) {
                    return given(found, sizeBytes, stream);
                }
                waits += waited ? 0 : 1;
                waited = true;
                PooledBlock<M> pending = claim(rounded);
                if (pending == null) {
                    changed.await();
                } else {
                    settle(pending);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #lease}, but empty where it would wait. */
    public Optional<MemoryLease<M>> tryLease(long sizeBytes, CudaStream stream) {
        long rounded = checked(sizeBytes, stream);
        lock.lock();
        try {
            requireOpen();
            PooledBlock<M> found = take(rounded);
            if (found == null) {
                refusals++;
                return Optional.empty();
            }
            return Optional.of(given(found, sizeBytes, stream));
        } finally {
            lock.unlock();
        }
    }

    private long checked(long sizeBytes, CudaStream stream) {
        if (sizeBytes <= 0 || sizeBytes > capacityBytes) {
            throw new IllegalArgumentException(
                    "pool has no such memory: size=" + sizeBytes + ", capacity=" + capacityBytes);
        }
        if (stream.library() != library) {
            throw new IllegalArgumentException(
                    "pool and stream are of two libraries: pool=" + library + ", stream=" + stream.library());
        }
        return Math.min(capacityBytes, PooledBlock.rounded(sizeBytes));
    }

    /** A block that nothing works on, reused or new; null at the cap. */
    private @Nullable PooledBlock<M> take(long sizeBytes) {
        PooledBlock<M> fitting = idleFor(sizeBytes, 2 * sizeBytes);
        if (fitting == null && reservedBytes + sizeBytes > capacityBytes) {
            fitting = idleFor(sizeBytes, Long.MAX_VALUE);
            if (fitting == null && !makeRoom(sizeBytes)) {
                return null;
            }
        }
        if (fitting != null) {
            idle.remove(fitting);
            return fitting;
        }
        PooledBlock<M> made = new PooledBlock<>(library, allocation, sizeBytes);
        reservedBytes += sizeBytes;
        peakBytes = Math.max(peakBytes, reservedBytes);
        allocations++;
        return made;
    }

    /** The smallest idle block of these sizes whose work is done. */
    private @Nullable PooledBlock<M> idleFor(long leastBytes, long mostBytes) {
        PooledBlock<M> best = null;
        for (PooledBlock<M> block : idle) {
            long size = block.sizeBytes();
            boolean fits = size >= leastBytes && size <= mostBytes && (best == null || size < best.sizeBytes());
            if (fits && block.isDone()) {
                best = block;
            }
        }
        return best;
    }

    /** Frees idle blocks, the oldest first, until a new one has room under the cap; frees none if that is not enough. */
    private boolean makeRoom(long sizeBytes) {
        List<PooledBlock<M>> surplus = new ArrayList<>();
        long needed = reservedBytes + sizeBytes - capacityBytes;
        for (PooledBlock<M> block : idle) {
            if (needed > 0 && block.isDone()) {
                surplus.add(block);
                needed -= block.sizeBytes();
            }
        }
        if (needed > 0) {
            return false;
        }
        surplus.forEach(this::free);
        return true;
    }

    /** Takes an idle block out that a stream still works on, best one that fits, so that only one thread waits for it. */
    private @Nullable PooledBlock<M> claim(long sizeBytes) {
        PooledBlock<M> claimed = idle.stream()
                .filter(block -> block.sizeBytes() >= sizeBytes)
                .findFirst()
                .orElse(idle.isEmpty() ? null : idle.getFirst());
        idle.remove(claimed);
        return claimed;
    }

    /** Waits for a claimed block's streams, while others may lease, and puts it back as one of whom nothing is awaited. */
    private void settle(PooledBlock<M> claimed) {
        lock.unlock();
        try {
            claimed.await();
        } finally {
            lock.lock();
            if (closed) {
                reservedBytes -= claimed.sizeBytes();
                claimed.free();
            } else {
                idle.addFirst(claimed);
            }
            changed.signalAll();
        }
    }

    private MemoryLease<M> given(PooledBlock<M> block, long sizeBytes, CudaStream stream) {
        leases++;
        leasedBytes += block.sizeBytes();
        return new MemoryLease<>(this, block, first.of(block.memory(), sizeBytes), stream);
    }

    /** A lease's block comes back, its events recorded. */
    void release(PooledBlock<M> block) {
        lock.lock();
        try {
            leasedBytes -= block.sizeBytes();
            idle.addLast(block);
            if (closed) {
                free(block);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A lease's block of which nobody can tell when it is free: it is lost, and no longer counted. */
    void lose(PooledBlock<M> block) {
        lock.lock();
        try {
            leasedBytes -= block.sizeBytes();
            reservedBytes -= block.sizeBytes();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void free(PooledBlock<M> block) {
        idle.remove(block);
        reservedBytes -= block.sizeBytes();
        block.free();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("pool is closed");
        }
    }

    public Statistics statistics() {
        lock.lock();
        try {
            return new Statistics(
                    capacityBytes, reservedBytes, peakBytes, leasedBytes, leases, allocations, waits, refusals);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Frees what is idle, once the streams have done with it; what is leased is freed when its lease is closed. Who waits for
     * memory is refused. Closing twice does nothing.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            while (!idle.isEmpty()) {
                free(idle.getLast());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
