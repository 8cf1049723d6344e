package io.cameo.loader.matting;

import io.cameo.loader.EpochRun;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The batches of an epoch, or of several, or what is left of them. Nothing runs before one of its methods is called; each call
 * begins at the beginning, and ends what another call on the same loader has begun.
 *
 * <p>Batches are drawn by one thread at a time; the next ones are made on the loader's workers meanwhile. Whoever stops early need
 * do nothing: the workers wait, and go with the loader.
 *
 * <p>Drawing throws {@link io.cameo.bytes.CorruptDataException} for a sample that cannot be used (see {@link
 * io.cameo.loader.ErrorPolicy}), in its place in the order; {@link java.util.concurrent.CancellationException}, with the flag
 * set, if the thread is interrupted while it waits, after which one may go on; {@link IllegalStateException} if the loader is
 * closed.
 */
public final class MattingBatches implements Iterable<MattingBatch> {
    private final MattingLoader loader;
    private final EpochRun run;

    MattingBatches(MattingLoader loader, EpochRun run) {
        this.loader = loader;
        this.run = run;
    }

    /** How many batches these are on this rank; {@link Long#MAX_VALUE} if there is no end. */
    public long count() {
        return run.batches();
    }

    @Override
    public Iterator<MattingBatch> iterator() {
        return loader.begin(run);
    }

    /** A stream, for one thread: each batch is valid until the next one is taken. */
    public Stream<MattingBatch> stream() {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliterator(iterator(), count(), characteristics), false);
    }
}
