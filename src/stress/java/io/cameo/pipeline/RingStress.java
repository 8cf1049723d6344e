package io.cameo.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The ring of slots, with its real workers, feed and tap. What is not named acceptable is forbidden. */
public final class RingStress {
    private static final String ALL = "1 2 3 4 5 end";
    private static final int ITEMS = 5;

    private RingStress() {}

    @JCStressTest
    @Description("One slot goes to and fro between a worker and who draws: nobody sees it while it is filled again.")
    @Outcome(id = ALL, expect = ACCEPTABLE, desc = "Every output whole, once, in order.")
    @State
    public static class OneSlot {
        private final Parts parts = new Parts(ITEMS, 1, 1, (item, scratch, out) -> Parts.fill(item, out));

        @Actor
        public void work() {
            parts.work(0);
        }

        @Actor
        public void draw(L_Result result) {
            result.r1 = parts.drawAll();
        }
    }

    @JCStressTest
    @Description("A few slots, many items: the worker runs ahead, is stopped by the full window and waked again.")
    @Outcome(id = "1 to 100, end", expect = ACCEPTABLE, desc = "Every output whole, once, in order.")
    @State
    public static class FewSlots {
        private final Parts parts = new Parts(100, 1, 8, (item, scratch, out) -> Parts.fill(item, out));

        @Actor
        public void work() {
            parts.work(0);
        }

        @Actor
        public void draw(L_Result result) {
            result.r1 = parts.drawRow();
        }
    }

    @JCStressTest
    @Description("Two workers share a feed and a window that has room for all.")
    @Outcome(id = ALL, expect = ACCEPTABLE, desc = "No item lost or done twice, in the order of the source.")
    @State
    public static class TwoWorkers {
        private final Parts parts = new Parts(ITEMS, 2, 16, (item, scratch, out) -> Parts.fill(item, out));

        @Actor
        public void workHere() {
            parts.work(0);
        }

        @Actor
        public void workThere() {
            parts.work(1);
        }

        @Arbiter
        public void draw(L_Result result) {
            result.r1 = parts.drawAll();
        }
    }

    @JCStressTest
    @Description(
            "The run is cut while a worker fills slots and waits for more: it comes home, and what is done is whole.")
    @Outcome(id = "(1 (2 )?)?end", expect = ACCEPTABLE, desc = "A beginning of the source, without a gap.")
    @State
    public static class Cancel {
        private final Parts parts = new Parts(Integer.MAX_VALUE, 1, 2, (item, scratch, out) -> Parts.fill(item, out));

        @Actor
        public void work() {
            parts.work(0);
        }

        @Actor
        public void cancel() {
            parts.ring.cut();
        }

        @Arbiter
        public void draw(L_Result result) {
            result.r1 = parts.drawAll();
        }
    }

    @JCStressTest
    @Description("The tap is closed while another thread draws what is there.")
    @Outcome(id = "(1 (2 (3 )?)?)?closed, 3", expect = ACCEPTABLE, desc = "What was drawn is right, then it says so.")
    @Outcome(id = "1 2 3 end, 3", expect = ACCEPTABLE, desc = "All was drawn before.")
    @State
    public static class CloseWhileDrawing {
        private final Parts parts = new Parts(3, 1, 4, (item, scratch, out) -> Parts.fill(item, out));

        public CloseWhileDrawing() {
            parts.work(0); // one slot is left over, so that the worker sees the end and goes home
        }

        @Actor
        public void draw(LL_Result result) {
            StringBuilder drawn = new StringBuilder();
            try {
                while (parts.tap.next()) {
                    // The item, not the output: that may be closed under the eyes of who reads it.
                    drawn.append(parts.tap.item()).append(' ');
                }
                result.r1 = drawn + "end";
            } catch (IllegalStateException closed) {
                result.r1 = drawn + Parts.CLOSED;
            } catch (IOException | InterruptedException e) {
                result.r1 = e.toString();
            }
        }

        @Actor
        public void close() {
            try {
                parts.tap.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Arbiter
        public void count(LL_Result result) {
            result.r2 = parts.closed.get();
        }
    }
}
