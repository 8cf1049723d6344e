package io.cameo.loader;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.ChannelOrder;
import io.cameo.stress.Told;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The memory of a batch, read by one thread while another ends the batch and fills it again, or frees it. */
public final class BatchStress {
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final TensorSpec SPEC = new TensorSpec(TensorLayout.NHWC, TensorType.UINT8, ChannelOrder.GRAY, 1, 1);

    private BatchStress() {}

    /** A batch of one row, filled as a worker does it. */
    private static final class OneRow {
        private final BatchMemory memory;
        private final Batch batch;

        OneRow(BatchPool pool) {
            memory = pool.take();
            batch = new Batch(memory, SPEC, 0, new Position(0, 0, 0, 0));
            fill(FIRST);
        }

        void fill(int value) {
            memory.begin();
            memory.labels.set(LittleEndian.FLOAT, 0, value);
            memory.accept(0, value, value);
        }

        /** What the batch says of its row; each accessor asks for itself whether it is over. */
        String read() {
            try {
                return batch.key(0) + " " + (int) batch.label(0) + " " + (int) batch.exactLabel(0);
            } catch (IllegalStateException over) {
                return Told.by(over);
            }
        }
    }

    @JCStressTest
    @Description("The batch is over, and its memory is filled with the next one.")
    @Outcome(id = "1 1 1", expect = ACCEPTABLE, desc = "Read before it was over.")
    @Outcome(id = "IllegalStateException", expect = ACCEPTABLE, desc = "Told that it is over.")
    @State
    public static class FillWhileReading {
        private static final BatchPool POOL = new BatchPool(SPEC, 1, 1);
        private final OneRow row = new OneRow(POOL);

        @Actor
        public void read(L_Result result) {
            result.r1 = row.read();
        }

        @Actor
        public void fill() {
            row.batch.end();
            VarHandle.fullFence(); // in a loader, the monitor of the ring through which the memory goes to a worker
            row.fill(SECOND);
        }

        @Arbiter
        public void giveBack() {
            row.memory.close();
        }
    }

    @JCStressTest
    @Description("The memory is freed under the eyes of a reader.")
    @Outcome(id = "1 1 1", expect = ACCEPTABLE, desc = "Read before it was freed.")
    @Outcome(id = "IllegalStateException", expect = ACCEPTABLE, desc = "Told that it is freed.")
    @State
    public static class FreeWhileReading {
        private final BatchPool pool = new BatchPool(SPEC, 1, 1);
        private final OneRow row = new OneRow(pool);

        @Actor
        public void read(L_Result result) {
            result.r1 = row.read();
        }

        @Actor
        public void free() {
            row.batch.end();
            pool.close();
        }
    }
}
