package io.cameo.loader.matting;

import io.cameo.loader.BatchDraw;
import io.cameo.loader.BatchTicket;
import io.cameo.loader.Position;
import io.cameo.pipeline.Tap;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Draws batches from a running pipeline. {@link #close()} may be called from any thread, the rest from one at a time. */
final class MattingIterator implements Iterator<MattingBatch>, AutoCloseable {
    private final BatchDraw<MattingMemory> draw;
    private final MattingLoader loader;
    private volatile @Nullable MattingBatch current;

    MattingIterator(Tap<BatchTicket, MattingMemory> tap, MattingLoader loader, long count) {
        draw = new BatchDraw<>(tap, count, memory -> memory.failure);
        this.loader = loader;
    }

    /** Does not wait and does not end the current batch. */
    @Override
    public boolean hasNext() {
        return draw.hasNext();
    }

    @Override
    public MattingBatch next() {
        endCurrent();
        MattingMemory memory = draw.next();
        BatchTicket ticket = draw.ticket();
        Position position = loader.positionAt(ticket.plan().epoch(), ticket.unitsAfter());
        MattingBatch batch = new MattingBatch(memory, ticket.number(), position);
        current = batch;
        loader.drawn(this, position);
        return batch;
    }

    private void endCurrent() {
        MattingBatch batch = current;
        if (batch != null) {
            batch.end();
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        endCurrent();
        draw.close();
    }
}
