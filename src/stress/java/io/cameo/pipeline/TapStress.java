package io.cameo.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Whole pipelines with threads of their own, ended by somebody else: whoever draws is let go, and no worker is left. */
public final class TapStress {
    private static final String LET_GO = "Whoever drew was let go.";
    private static final String STUCK = "Whoever draws waits for ever.";

    private TapStress() {}

    /** A run without end. */
    private static Pipeline<Long, Object, Whole> pipeline(int workers, int window) {
        AtomicInteger closed = new AtomicInteger();
        return Pipeline.<Long, Object, Whole>builder(
                        "stress", Object::new, () -> new Whole(closed), (item, scratch, out) -> Parts.fill(item, out))
                .workers(workers)
                .window(window)
                .build();
    }

    private static Tap<Long, Whole> open(Pipeline<Long, Object, Whole> pipeline) {
        long[] pulled = {0};
        try {
            return pipeline.open(() -> ++pulled[0]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @JCStressTest(Mode.Termination)
    @Description("A tap is closed by one thread while another draws from it.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = LET_GO)
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = STUCK)
    @State
    public static class CloseWhileDrawing {
        private final Tap<Long, Whole> tap = open(pipeline(2, 3));

        @Actor
        public void draw() {
            long drawn = 0;
            try {
                while (tap.next()) {
                    if (tap.item() != ++drawn) {
                        throw new AssertionError("item out of order: expected=" + drawn);
                    }
                }
                throw new AssertionError("an endless source ended");
            } catch (IllegalStateException closed) {
                // as documented
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Signal
        public void close() {
            try {
                tap.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @JCStressTest(Mode.Termination)
    @Description("A pipeline is cancelled by one thread while another draws from it.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = LET_GO)
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = STUCK)
    @State
    public static class CancelWhileDrawing {
        private final Pipeline<Long, Object, Whole> pipeline = pipeline(2, 3);
        private final Tap<Long, Whole> tap = open(pipeline);

        @Actor
        public void draw() {
            try (tap) {
                long drawn = 0;
                while (tap.next()) {
                    String read = tap.out().read();
                    if (!read.equals(Long.toString(++drawn))) {
                        throw new AssertionError("output is not whole: expected=" + drawn + ", actual=" + read);
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Signal
        public void cancel() {
            pipeline.cancel();
        }
    }
}
