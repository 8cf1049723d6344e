package io.cameo.pipeline;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.io.IOException;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The first failure ends a run and is the one that is thrown; later ones hang on it. */
public final class FailureStress {
    private FailureStress() {}

    private static String told(FirstFailure failure) {
        try {
            failure.rethrow("stress");
            return "none";
        } catch (IOException e) {
            return e.getMessage()
                    + Arrays.stream(e.getSuppressed())
                            .map(other -> "+" + other.getMessage())
                            .reduce("", String::concat);
        }
    }

    @JCStressTest
    @Description("Two threads fail at once.")
    @Outcome(
            id = {"here\\+there", "there\\+here"},
            expect = ACCEPTABLE,
            desc = "One wins, the other hangs on it.")
    @State
    public static class TwoFailures {
        private final FirstFailure failure = new FirstFailure();

        @Actor
        public void here() {
            failure.record(new IOException("here"));
        }

        @Actor
        public void there() {
            failure.record(new IOException("there"));
        }

        @Arbiter
        public void tell(L_Result result) {
            result.r1 = told(failure);
        }
    }

    @JCStressTest
    @Description(
            "Two workers of which each item is the end: whoever draws gets one exception, and the other on it or not"
                    + " at all.")
    @Outcome(
            id = {"1", "2", "1\\+2", "2\\+1"},
            expect = ACCEPTABLE,
            desc = "The first one, and nothing else.")
    @State
    public static class TwoWorkersFail {
        private final Parts parts = new Parts(9, 2, 16, (item, scratch, out) -> {
            throw new IOException(item.toString());
        });

        @Actor
        public void workHere() {
            parts.work(0);
        }

        @Actor
        public void workThere() {
            parts.work(1);
        }

        @Arbiter
        public void tell(L_Result result) {
            String drawn = parts.drawAll();
            String told = told(parts.failure);
            result.r1 = told.startsWith(drawn) ? told : drawn + " but " + told;
        }
    }

    @JCStressTest
    @Description("A worker fails while another thread draws what it did before.")
    @Outcome(id = "(1 (2 )?)?3", expect = ACCEPTABLE, desc = "Whole outputs from before the failure, then the failure.")
    @State
    public static class FailWhileDrawing {
        private final Parts parts = new Parts(9, 1, 2, (item, scratch, out) -> {
            if (item == 3) {
                throw new IOException(item.toString());
            }
            Parts.fill(item, out);
        });

        @Actor
        public void work() {
            parts.work(0);
        }

        @Actor
        public void draw(L_Result result) {
            result.r1 = parts.drawAll();
        }
    }
}
