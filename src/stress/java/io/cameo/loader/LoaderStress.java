package io.cameo.loader;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.cameo.stress.Patience;
import io.cameo.stress.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Whole loaders over a real file, closed by one thread while another draws batches and reads them. */
public final class LoaderStress {
    private static final int ROWS = 2;

    private LoaderStress() {}

    private static Loader open() {
        try {
            return Loader.of(MadeFile.REC)
                    .size(MadeRecords.WIDTH_PX, MadeRecords.HEIGHT_PX)
                    .batch(ROWS)
                    .workers(1)
                    .prefetch(1)
                    .open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Loader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @JCStressTest
    @Description("A loader is closed while another thread draws an epoch and looks at every byte of it.")
    @Outcome(id = "right, closed", expect = ACCEPTABLE, desc = "All batches were whole.")
    @Outcome(
            id = "IllegalStateException, closed",
            expect = ACCEPTABLE,
            desc = "Whole batches, then told that it is closed.")
    @State
    public static class CloseWhileReading {
        private final Loader loader = open();

        @Actor
        public void draw(LL_Result result) {
            try {
                result.r1 = Patience.with(this::epochIsWhole) ? "right" : "wrong";
            } catch (RuntimeException e) {
                result.r1 = Told.by(e);
            }
        }

        private boolean epochIsWhole() {
            boolean whole = true;
            for (Batch batch : loader.epoch(0)) {
                whole &= MadeFile.isWhole(batch);
            }
            return whole;
        }

        @Actor
        public void close(LL_Result result) {
            try {
                Patience.with(() -> LoaderStress.close(loader));
                result.r2 = "closed";
            } catch (RuntimeException e) {
                result.r2 = Told.by(e);
            }
        }
    }

    @JCStressTest
    @Description("A batch is read by one thread while another draws the next ones, into the same memory.")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Read before it was over.")
    @Outcome(id = "IllegalStateException, 2", expect = ACCEPTABLE, desc = "Told that it is over.")
    @State
    public static class DrawWhileReading {
        private final Loader loader = open();
        private volatile @Nullable Batch first;

        @Actor
        public void draw(LL_Result result) {
            result.r2 = Patience.with(this::lastKey) / ROWS;
        }

        private Batch firstBatch() {
            Batch batch = first;
            while (batch == null) {
                Thread.onSpinWait();
                batch = first;
            }
            return batch;
        }

        private long lastKey() {
            Iterator<Batch> batches = loader.epoch(0).iterator();
            first = batches.next();
            batches.next();
            long key = batches.next().key(0);
            LoaderStress.close(loader);
            return key;
        }

        @Actor
        public void read(LL_Result result) {
            Batch batch = Patience.with(this::firstBatch);
            try {
                result.r1 = batch.key(0) / ROWS;
            } catch (IllegalStateException e) {
                result.r1 = Told.by(e);
            }
        }
    }

    @JCStressTest(Mode.Termination)
    @Description("A loader is closed while another thread draws epochs without end.")
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Whoever drew was let go.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "Whoever draws waits for ever.")
    @State
    public static class CloseEndsDrawing {
        private final Loader loader = open();

        @Actor
        public void draw() {
            try {
                for (Batch batch : loader.epochs(0, Long.MAX_VALUE)) {
                    if (batch.samples() != batch.rows()) {
                        throw new AssertionError("samples are missing: samples=" + batch.samples());
                    }
                }
                throw new AssertionError("endless epochs ended");
            } catch (IllegalStateException closed) {
                Told.by(closed); // as documented
            }
        }

        @Signal
        public void close() {
            LoaderStress.close(loader);
        }
    }
}
