package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * One batch: images and what belongs to them, off the heap, one row per sample.
 *
 * <p><b>Ownership.</b> The memory is the loader's and is written again: a batch is valid until the next one is asked for, an
 * epoch is begun, or the loader is closed. Its methods throw {@link IllegalStateException} from then on, also on a thread that
 * is in one of them just then: a number that they return is this batch's. Segments that were taken from it before show
 * another batch, so copy what you keep. Who hands an address in it to others takes a {@link #lend() loan}: no other batch is
 * drawn before that is given back.
 *
 * <p>Rows that hold no sample (the end of an epoch, or samples left out under {@link ErrorPolicy#SKIP}) are zeros, have key -1
 * and are marked 0 in {@link #validity()}. All numbers are little-endian. Any number of threads may read while it is valid.
 */
public final class Batch {
    private final BatchMemory memory;
    private final TensorSpec spec;
    private final long number;
    private final Position position;
    private volatile boolean over;
    // Guarded by this.
    private int loans;

    Batch(BatchMemory memory, TensorSpec spec, long number, Position position) {
        this.memory = memory;
        this.spec = spec;
        this.number = number;
        this.position = position;
    }

    /** The images, of type, layout and size as {@link #spec()} says, row after row without gaps; aligned to 64 bytes. */
    public MemorySegment images() {
        return current().images;
    }

    /** Labels as the records have them: float32, {@link #labelWidth()} to a row. */
    public MemorySegment labels() {
        return current().labels;
    }

    /** The first label of each row as float64: exact beyond 2^24 where an {@code .ids} lies beside the record file. */
    public MemorySegment exactLabels() {
        return current().exactLabels;
    }

    /** The key of each row's record as int64; where keys are text, its place in the index. */
    public MemorySegment keys() {
        return current().keys;
    }

    /** One byte to a row: 1 if it holds a sample, else 0. */
    public MemorySegment validity() {
        return current().validity;
    }

    /** How many rows it has: the same for every batch of a loader. */
    public int rows() {
        return current().rows();
    }

    /** How many rows hold a sample. */
    public int samples() {
        int samples = current().valid;
        requireStillCurrent();
        return samples;
    }

    public int labelWidth() {
        return current().labelWidth;
    }

    /** What one image looks like. */
    public TensorSpec spec() {
        return spec;
    }

    public boolean isValid(int row) {
        boolean valid = current().validity.get(LittleEndian.BYTE, row) != 0;
        requireStillCurrent();
        return valid;
    }

    /** The first label of a row. */
    public float label(int row) {
        return label(row, 0);
    }

    /** Label {@code i} of a row. */
    public float label(int row, int i) {
        float label = current().labels.get(LittleEndian.FLOAT, ((long) row * labelWidth() + i) * Float.BYTES);
        requireStillCurrent();
        return label;
    }

    /** The first label of a row, exact where an {@code .ids} says it. */
    public double exactLabel(int row) {
        double label = current().exactLabels.get(LittleEndian.DOUBLE, (long) row * Double.BYTES);
        requireStillCurrent();
        return label;
    }

    public long key(int row) {
        long key = current().keys.get(LittleEndian.LONG, (long) row * Long.BYTES);
        requireStillCurrent();
        return key;
    }

    /** What could not be used, in the order of the rows; empty unless the error policy is another than FAIL. */
    public List<BadSample> badSamples() {
        List<BadSample> badSamples = List.copyOf(current().badSamples);
        requireStillCurrent();
        return badSamples;
    }

    /**
     * Nanoseconds by the clock that the one worker that made this batch spent on a step, all rows together; what it waited
     * between two batches is in none. 0 unless {@link LoaderBuilder#timed()} was called.
     */
    public long nanos(LoadStep step) {
        long nanos = current().stepNanos[step.place];
        requireStillCurrent();
        return nanos;
    }

    public long epoch() {
        return position.epoch();
    }

    /** Its place among the batches that its {@link Batches} give of this epoch, from 0. */
    public long number() {
        return number;
    }

    /** The position behind this batch: where a run goes on that is done with it. Valid for ever. */
    public Position position() {
        return position;
    }

    /**
     * Lends its memory to somebody who reads by address, where no check is made: native code, above all. Until the loan is
     * closed, the memory holds this batch and is not freed: drawing the next batch or beginning an epoch throws {@link
     * IllegalStateException}, before anything has changed; {@link Loader#close()} ends all else, and leaves the memory to the
     * last loan. There may be several loans at once.
     *
     * @throws IllegalStateException if the batch is over
     */
    public synchronized BatchLoan lend() {
        BatchLoan loan = new BatchLoan(this, current());
        loans++;
        return loan;
    }

    synchronized void giveLoanBack() {
        loans--;
    }

    /** Ends it because others are to come. */
    synchronized void makeWay() {
        if (loans > 0) {
            throw new IllegalStateException("batch is lent: close what was made of it first: epoch=" + epoch()
                    + ", number=" + number + ", loans=" + loans);
        }
        over = true;
    }

    /** Ends it, lent or not. */
    synchronized void end() {
        over = true;
    }

    private BatchMemory current() {
        if (over) {
            throw new IllegalStateException("batch is over: epoch=" + epoch() + ", number=" + number);
        }
        return memory;
    }

    /** Refuses what was read if the batch ended meanwhile: the memory may have been another batch's by then. */
    private void requireStillCurrent() {
        VarHandle.loadLoadFence(); // what was read was read before this
        current();
    }
}
