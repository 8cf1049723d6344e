package io.cameo.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Scratch or output that notices misuse: counts itself open and closed, and remembers the thread that made it. */
final class Resource implements AutoCloseable {
    private final Count count;
    private final Thread maker = Thread.currentThread();
    private boolean closed;
    /** What the stage left here; plain on purpose, so that a missing happens-before edge shows as a wrong value. */
    long value;

    long capacityBytes;

    Resource(Count count) {
        this.count = count;
        count.made.incrementAndGet();
    }

    boolean isMine() {
        return Thread.currentThread().equals(maker);
    }

    void grow(long bytes) {
        if (bytes > capacityBytes) {
            long retained = count.retainedBytes.addAndGet(bytes - capacityBytes);
            count.mostRetainedBytes.accumulateAndGet(retained, Math::max);
            capacityBytes = bytes;
        }
    }

    @Override
    public void close() {
        if (closed) {
            count.misuse.incrementAndGet();
        }
        closed = true;
        if (!isMine()) {
            count.closedElsewhere.incrementAndGet();
        }
        count.retainedBytes.addAndGet(-capacityBytes);
        count.closed.incrementAndGet();
    }

    /** What became of all resources of one kind in one run. */
    static final class Count {
        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger closedElsewhere = new AtomicInteger();
        final AtomicInteger misuse = new AtomicInteger();
        final AtomicLong retainedBytes = new AtomicLong();
        final AtomicLong mostRetainedBytes = new AtomicLong();

        Resource make() {
            return new Resource(this);
        }
    }
}
