package io.cameo.loader.matting;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;

/** The batches of one loader, which outlive its epochs. Any thread may take and give back. */
final class MattingPool implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final BatchShape shape;
    private final ArrayDeque<MattingMemory> free = new ArrayDeque<>();

    MattingPool(BatchShape shape) {
        this.shape = shape;
    }

    synchronized MattingMemory take() {
        MattingMemory known = free.poll();
        return known == null ? new MattingMemory(arena, shape, this) : known;
    }

    synchronized void giveBack(MattingMemory memory) {
        free.push(memory);
    }

    /** Frees the memory of all batches, also of those that somebody reads: he gets an exception. */
    @Override
    public void close() {
        arena.close();
    }
}
