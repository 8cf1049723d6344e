package io.cameo.loader.matting;

import io.cameo.bytes.LittleEndian;
import io.cameo.loader.BadSample;
import io.cameo.loader.Position;
import io.cameo.loader.TensorSpec;
import io.cameo.matte.CoarseMask;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;

/**
 * One batch: N rows, each a clip of T frames with I slots for people, off the heap; T is 1 for images. All tensors lie without
 * gaps, the last letter changing fastest, numbers little-endian, aligned to 64 bytes.
 *
 * <p><b>Ownership.</b> The memory is the loader's and is written again: a batch is valid until the next one is asked for, an
 * epoch is begun, or the loader is closed. Its methods throw {@link IllegalStateException} from then on. Segments that were
 * taken from it before show another batch, so copy what you keep. Those of images, mattes, masks and maps are read-only.
 *
 * <p><b>What is not there</b> is 0 in every tensor: rows without sample (the end of an epoch, or samples left out under {@link
 * io.cameo.loader.ErrorPolicy#SKIP}), frames that a short clip does not have, slots without a person, people who are not in a
 * frame. Keys, frame numbers and ids are -1 there. {@link #validity()} tells for each plane. Any number of threads may read while
 * the batch is valid.
 */
public final class MattingBatch {
    private final MattingMemory memory;
    private final long number;
    private final Position position;
    private volatile boolean over;

    MattingBatch(MattingMemory memory, long number, Position position) {
        this.memory = memory;
        this.number = number;
        this.position = position;
    }

    /** The images: [N, T, C, H, W] or [N, T, H, W, C], one as {@link #imageSpec()} says. */
    public MemorySegment images() {
        return current().images.asReadOnly();
    }

    /** The mattes: [N, T, I, H, W], uint8 from 0 to 255, or float32 from 0 to 1. */
    public MemorySegment alphas() {
        return current().alphas.view();
    }

    /**
     * The masks: as {@link #alphas()}, or an eighth as high and wide.
     *
     * @throws IllegalStateException if none were asked for
     */
    public MemorySegment masks() {
        return asked(current().masks.view(), current().shape.hasMasks(), "masks");
    }

    /**
     * The maps: uint8 [N, T, I, H, W], for the values see {@link MapKind}.
     *
     * @throws IllegalStateException if none were asked for
     */
    public MemorySegment maps() {
        return asked(current().maps.view(), current().shape.hasMaps(), "maps");
    }

    /** Whether there is somebody: uint8 [N, T, I], 1 or 0. */
    public MemorySegment validity() {
        return current().validity;
    }

    /**
     * Who is in a slot: int64 [N, I], -1 where nobody is. A number that the same person of the same video or image has in every
     * frame, clip, epoch and run, not negative; made of the id, so that two people share one with a chance of 2^-63.
     */
    public MemorySegment ids() {
        return current().ids;
    }

    /** Keys of the records: int64 [N, T]. */
    public MemorySegment keys() {
        return current().keys;
    }

    /** Numbers of the frames in their videos, from 0: int32 [N, T]. */
    public MemorySegment frames() {
        return current().frames;
    }

    /** Height and width of what the steps made, before it was padded at the bottom and on the right: int32 [N, 2]. */
    public MemorySegment sizes() {
        return current().sizes;
    }

    /** N: the same for every batch of a loader. */
    public int rows() {
        return current().shape.rows();
    }

    /** T. */
    public int clipLength() {
        return current().shape.frames();
    }

    /** I. */
    public int instances() {
        return current().shape.instances();
    }

    /** What one image looks like. */
    public TensorSpec imageSpec() {
        return current().shape.images();
    }

    /** What one matte looks like. */
    public TensorSpec alphaSpec() {
        return current().shape.planes();
    }

    /** What one mask looks like. */
    public TensorSpec maskSpec() {
        return current().shape.masks();
    }

    /** Whether a row holds a sample. */
    public boolean isValid(int row) {
        return checked(current().valid[row]);
    }

    /** How many rows hold a sample. */
    public int samples() {
        int samples = 0;
        for (boolean valid : current().valid) {
            samples += valid ? 1 : 0;
        }
        return checked(samples);
    }

    /** Whether a person is in a frame. */
    public boolean isValid(int row, int frame, int slot) {
        return checked(current().validity.get(LittleEndian.BYTE, plane(row, frame, slot)) != 0);
    }

    /** The id of the person in a slot, as the tree has it, or an empty text. */
    public String id(int row, int slot) {
        return checked(current().names[Objects.checkIndex(row, rows()) * instances() + slot(slot)]);
    }

    /** As {@link #ids()}. */
    public long idNumber(int row, int slot) {
        long place = (long) Objects.checkIndex(row, rows()) * instances() + slot(slot);
        return checked(current().ids.get(LittleEndian.LONG, place * Long.BYTES));
    }

    /** The key of a frame's record, or -1. */
    public long key(int row, int frame) {
        return checked(current().keys.get(LittleEndian.LONG, image(row, frame) * Long.BYTES));
    }

    /** The number of a frame in its video, or -1. */
    public int frame(int row, int frame) {
        return checked(current().frames.get(LittleEndian.INT, image(row, frame) * Integer.BYTES));
    }

    /** As {@link #sizes()}. */
    public int heightPx(int row) {
        return checked(current().sizes.get(LittleEndian.INT, 2L * row * Integer.BYTES));
    }

    /** As {@link #sizes()}. */
    public int widthPx(int row) {
        return checked(current().sizes.get(LittleEndian.INT, (2L * row + 1) * Integer.BYTES));
    }

    /** Where the row's sample stands in its video. */
    public ClipWindow window(int row) {
        return checked(current().windows[row]);
    }

    /**
     * What was done to the row's sample, in order and with everything that chance decided, as text: steps apart by semicolons, {@code
     * name key=value}.
     */
    public String history(int row) {
        return checked(current().histories[row]);
    }

    /**
     * What was done to the row's mattes to make its masks, which {@link CoarseMask#apply} does again: its planes are those of
     * {@link #alphas()} that are valid, as uint8, frame by frame and slots upwards. Empty for stored masks, and for none.
     */
    public CoarseMask.Recipe maskRecipe(int row) {
        return checked(current().recipes[row]);
    }

    /** What could not be used, in the order of the rows; empty unless the error policy is another than FAIL. */
    public List<BadSample> badSamples() {
        return checked(List.copyOf(current().badSamples));
    }

    public long epoch() {
        return position.epoch();
    }

    /** Its place among the batches that its {@link MattingBatches} give of this epoch, from 0. */
    public long number() {
        return number;
    }

    /** The position behind this batch: where a run goes on that is done with it. Valid for ever. */
    public Position position() {
        return position;
    }

    void end() {
        over = true;
    }

    private int slot(int slot) {
        return Objects.checkIndex(slot, instances());
    }

    private long image(int row, int frame) {
        return current().shape.image(Objects.checkIndex(row, rows()), Objects.checkIndex(frame, clipLength()));
    }

    private long plane(int row, int frame, int slot) {
        return image(row, frame) * instances() + slot(slot);
    }

    private static MemorySegment asked(MemorySegment segment, boolean isThere, String what) {
        if (!isThere) {
            throw new IllegalStateException("loader makes no " + what + ": ask for them when it is set up");
        }
        return segment;
    }

    private MattingMemory current() {
        if (over) {
            throw new IllegalStateException("batch is over: epoch=" + epoch() + ", number=" + number);
        }
        return memory;
    }

    /** Refuses what was read if the batch ended meanwhile: the memory may have been another batch's by then. */
    private <T> T checked(T read) {
        VarHandle.loadLoadFence(); // what was read was read before this
        current();
        return read;
    }
}
