package io.cameo.pipeline;

import java.util.concurrent.atomic.AtomicInteger;

/** An output of two values that are one in every output that is whole: a slot that two threads hold shows two. */
final class Whole implements AutoCloseable {
    private final AtomicInteger closed;
    private long left;
    private long right;

    Whole(AtomicInteger closed) {
        this.closed = closed;
    }

    void fill(long value) {
        left = value;
        right = value;
    }

    /** The value, or both of them. */
    String read() {
        long first = left;
        long second = right;
        return first == second ? Long.toString(first) : first + "/" + second;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        fill(-1);
    }
}
