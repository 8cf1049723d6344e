package io.cameo.loader;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Draws batches while there is demand, on the thread that asks for them. A request from within {@code onNext} adds to the
 * demand of the loop that is at work already, so that depth does not grow. Rules: the Reactive Streams specification 1.0.
 */
final class BatchSubscription implements Flow.Subscription {
    private final Iterator<Batch> batches;
    private final Flow.Subscriber<? super Batch> subscriber;
    // Guarded by this.
    private long demand;
    private boolean drawing;
    private boolean done;

    private BatchSubscription(Iterator<Batch> batches, Flow.Subscriber<? super Batch> subscriber) {
        this.batches = batches;
        this.subscriber = subscriber;
    }

    static void begin(Iterator<Batch> batches, Flow.Subscriber<? super Batch> subscriber) {
        BatchSubscription subscription = new BatchSubscription(batches, Objects.requireNonNull(subscriber));
        subscriber.onSubscribe(subscription);
        subscription.draw();
    }

    @Override
    public void request(long count) {
        synchronized (this) {
            if (done) {
                return;
            }
            if (count > 0) {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            } else {
                done = true;
            }
        }
        if (count <= 0) {
            subscriber.onError(new IllegalArgumentException("demand must be positive: requested=" + count));
        } else {
            draw();
        }
    }

    @Override
    public synchronized void cancel() {
        done = true;
    }

    private void draw() {
        synchronized (this) {
            if (drawing || done) {
                return;
            }
            drawing = true;
        }
        while (true) {
            Batch batch;
            try {
                if (!batches.hasNext()) {
                    finish(null);
                    return;
                }
                if (!takeDemand()) {
                    return;
                }
                batch = batches.next();
            } catch (RuntimeException | Error e) {
                finish(e);
                return;
            }
            subscriber.onNext(batch);
        }
    }

    /** False, and drawing ends, if nothing is wanted. */
    private synchronized boolean takeDemand() {
        if (done || demand == 0) {
            drawing = false;
            return false;
        }
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        return true;
    }

    private void finish(@Nullable Throwable failure) {
        synchronized (this) {
            drawing = false;
            if (done) {
                return;
            }
            done = true;
        }
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }
}
