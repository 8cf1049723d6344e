package io.cameo.pipeline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A running pipeline that is drawn from: {@link #next()} waits for one finished output, which stays the caller's until
 * the following call.
 *
 * <pre>{@code
 * try (Tap<Path, Pixels> tap = pipeline.open(paths::poll)) {
 *     while (tap.next()) {
 *         use(tap.item(), tap.out());
 *     }
 * }
 * }</pre>
 *
 * <p><b>Order, memory</b> as {@link Pipeline} says; workers run ahead by at most {@code window} outputs, the one that the
 * caller holds among them.
 *
 * <p><b>Failures.</b> What source, stage, scratch or output throw ends the run at once: {@link #next()} throws that very
 * exception when no thread is left, or {@link #close()} does if next is not called any more.
 *
 * <p><b>Interrupts</b> end a wait, not the run: one may go on drawing, or close.
 *
 * <p>One thread draws; {@link #close()} may be called from any thread, also while another waits in {@link #next()}, which
 * then throws {@link IllegalStateException}. Workers stop only then, so close it.
 */
public final class Tap<I, O> implements AutoCloseable {
    private final String name;
    private final long heaviestKeptBytes;
    private final long errorLimit;
    private final Ring<I, O> ring;
    private final FirstFailure failure;
    private final Crew<I, ?, O> crew;
    private final Slot<I, O>[] slots;
    private final Slot<I, O>[] taken = Slot.array(1);
    private final Object shutting = new Object();
    private long rejected;
    // Guarded by this, so that no slot is looked at while its output is being closed.
    private @Nullable Slot<I, O> held;
    private boolean closed;
    // Guarded by shutting.
    private boolean shut;

    Tap(Settings<I, ?, O> settings, Ring<I, O> ring, FirstFailure failure, Crew<I, ?, O> crew, Slot<I, O>[] slots) {
        name = settings.name();
        heaviestKeptBytes = settings.heaviestKeptBytes();
        errorLimit = settings.errorLimit();
        this.ring = ring;
        this.failure = failure;
        this.crew = crew;
        this.slots = slots;
    }

    /** Starts the workers; what cannot be started is taken down again. */
    void start() throws IOException {
        try {
            crew.start();
        } catch (Throwable e) {
            failure.record(e);
            close();
        }
    }

    /**
     * Gives the output that is held back and waits for the next one, accepted or rejected.
     *
     * @return false at the end of the source, behind the rejected item that exceeds the error limit, or when the pipeline
     *     was cancelled and what was done before is drawn; true if there is one, which {@link #out()} and others show
     * @throws IOException what source or stage threw; unchecked exceptions and errors likewise pass through
     * @throws InterruptedException if the thread is interrupted while it waits; nothing is lost
     * @throws IllegalStateException if the tap is closed, or gets closed meanwhile
     */
    public boolean next() throws IOException, InterruptedException {
        giveBack();
        long waitNanos = Ring.LINGER_NANOS;
        while (!failure.happened() && rejected <= errorLimit) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for an output: name=" + name);
            }
            int count = ring.take(taken, waitNanos);
            if (count == Ring.FINISHED) {
                break;
            }
            if (count == 1) {
                hold(taken[0]);
                return true;
            }
            requireOpen();
            // The longer nothing came, the more rarely it is worth looking unasked.
            waitNanos = Math.min(2 * waitNanos, Delivery.LONGEST_WAIT_NANOS);
        }
        requireOpen();
        if (failure.happened()) {
            close();
            requireOpen(); // somebody else closed it and got the exception
        }
        return false;
    }

    /** The place of the held item in the source, from 0. */
    public synchronized long sequence() {
        return requireHeld().sequence;
    }

    /** The item that the held output was made of. */
    public synchronized I item() {
        return requireHeld().item();
    }

    /** The held output; the pipeline's again when {@link #next()} is called. Undefined where {@link #rejection()} is not null. */
    public synchronized O out() {
        return requireHeld().out();
    }

    /** Why the stage called the held item bad; null if it did not. */
    public synchronized @Nullable String rejection() {
        return requireHeld().rejection();
    }

    /**
     * Ends the run: workers finish the item that they are at, and when this returns no thread is left and every scratch and
     * output that is {@link AutoCloseable} has been closed. Closing twice does nothing. An interrupt does not shorten it;
     * the flag is set again.
     *
     * @throws IOException what failed since the last call of {@link #next()}; unchecked exceptions likewise
     */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            held = null;
        }
        ring.cut();
        synchronized (shutting) {
            if (shut) {
                return;
            }
            shut = true;
            boolean interrupted = crew.join();
            closeOutputs(slots, failure);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        failure.rethrow(name);
    }

    static void closeOutputs(Slot<?, ?>[] slots, FirstFailure failure) {
        for (Slot<?, ?> slot : slots) {
            try {
                slot.closeOut();
            } catch (Throwable e) {
                failure.record(e);
            }
        }
    }

    private void giveBack() {
        Slot<I, O> slot;
        synchronized (this) {
            requireOpen();
            slot = held;
            held = null;
            if (slot == null) {
                return;
            }
            slot.clearItem();
            try {
                if (slot.weightBytes > heaviestKeptBytes) {
                    slot.closeOut();
                }
            } catch (Exception e) {
                failure.record(e);
            }
        }
        taken[0] = slot;
        ring.release(taken, 1);
    }

    private synchronized void hold(Slot<I, O> slot) {
        requireOpen();
        held = slot;
        if (slot.rejection() != null) {
            rejected++;
        }
    }

    private Slot<I, O> requireHeld() {
        requireOpen();
        if (held == null) {
            throw new IllegalStateException("no output is held: name=" + name);
        }
        return held;
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("tap is closed: name=" + name);
        }
    }
}
