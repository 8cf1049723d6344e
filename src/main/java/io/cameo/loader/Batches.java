package io.cameo.loader;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The batches of an epoch, or of several, or what is left of them. Nothing runs before one of its methods is called; each call
 * begins at the beginning, and ends what another call on the same loader has begun.
 *
 * <p>Batches are drawn by one thread at a time, on which everything here runs; the next ones are made on the loader's
 * workers meanwhile. Whoever stops early need do nothing: the workers wait, and go with the loader.
 *
 * <p>Drawing throws {@link io.cameo.bytes.CorruptDataException} for a sample that cannot be used (see {@link ErrorPolicy}), in
 * its place in the order; {@link java.util.concurrent.CancellationException}, with the flag set, if the thread is interrupted
 * while it waits, after which one may go on; {@link IllegalStateException} if the loader is closed, or the batch before is
 * {@link Batch#lend() lent} still, after which one may go on, too.
 */
public final class Batches implements Iterable<Batch> {
    private final Loader loader;
    private final EpochRun run;

    Batches(Loader loader, EpochRun run) {
        this.loader = loader;
        this.run = run;
    }

    /** How many batches these are on this rank; {@link Long#MAX_VALUE} if there is no end. */
    public long count() {
        return run.batches();
    }

    @Override
    public Iterator<Batch> iterator() {
        return loader.begin(run);
    }

    /** A stream, for one thread: each batch is valid until the next one is taken. */
    public Stream<Batch> stream() {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliterator(iterator(), count(), characteristics), false);
    }

    /**
     * The same for a {@link Flow.Subscriber}, which is called on the thread that requests: batches are drawn there while there
     * is demand. A batch is valid until {@code onNext} returns and the next one is drawn. Subscribe once at a time.
     */
    public Flow.Publisher<Batch> publisher() {
        return subscriber -> BatchSubscription.begin(iterator(), subscriber);
    }
}
