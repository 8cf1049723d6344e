package io.cameo.pipeline;

import io.cameo.stress.Patience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real parts of one run, without threads: the workers are run by the actors of a test. Items are 1, 2, 3 and so on, and
 * what is made of an item holds its number twice.
 */
final class Parts {
    static final String CLOSED = "closed";

    final FirstFailure failure = new FirstFailure();
    final AtomicInteger closed = new AtomicInteger();
    final Ring<Long, Whole> ring;
    final Tap<Long, Whole> tap;
    private final List<Worker<Long, Object, Whole>> workers = new ArrayList<>();

    Parts(int items, int workerCount, int window, Stage<Long, Object, Whole> stage) {
        Settings<Long, Object, Whole> settings = new Settings<>(
                "stress",
                Object::new,
                () -> new Whole(closed),
                stage,
                null,
                1,
                workerCount,
                window,
                true,
                0,
                Long.MAX_VALUE,
                null,
                Progress.NONE,
                Progress.UNKNOWN);
        Slot<Long, Whole>[] slots = Slot.array(window);
        for (int i = 0; i < window; i++) {
            slots[i] = new Slot<>();
        }
        ring = new Ring<>(slots, workerCount, true, Long.MAX_VALUE);
        long[] pulled = {0};
        Feed<Long> feed = new Feed<>(() -> pulled[0] == items ? null : ++pulled[0]);
        for (int i = 0; i < workerCount; i++) {
            workers.add(new Worker<>(settings, i, feed, ring, failure));
        }
        // This crew is never started: closing the tap waits for nobody.
        tap = new Tap<>(settings, ring, failure, new Crew<>(settings, feed, ring, failure), slots);
    }

    static void fill(long item, Whole out) {
        out.fill(item);
    }

    /** Does what a thread of the crew does, until there is nothing to do. */
    void work(int worker) {
        Patience.with(workers.get(worker));
    }

    /** Draws until the end, and says from where to where outputs came in a row. */
    String drawRow() {
        String drawn = drawAll();
        StringBuilder expected = new StringBuilder();
        long last = drawn.chars().filter(c -> c == ' ').count();
        for (long item = 1; item <= last; item++) {
            expected.append(item).append(' ');
        }
        return drawn.contentEquals(expected + "end") ? "1 to " + last + ", end" : drawn;
    }

    /** Draws until the end, and says what came, parted by blanks. */
    String drawAll() {
        return Patience.with(this::drawn);
    }

    private String drawn() {
        StringBuilder drawn = new StringBuilder();
        try {
            while (tap.next()) {
                drawn.append(tap.out().read()).append(' ');
            }
        } catch (IOException e) {
            return drawn + e.getMessage();
        } catch (IllegalStateException e) {
            return drawn + (String.valueOf(e.getMessage()).startsWith("tap is closed") ? CLOSED : e.toString());
        } catch (InterruptedException e) {
            return drawn + "interrupted";
        }
        return drawn + "end";
    }
}
