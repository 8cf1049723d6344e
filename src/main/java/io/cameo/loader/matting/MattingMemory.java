package io.cameo.loader.matting;

import io.cameo.bytes.LittleEndian;
import io.cameo.loader.BadSample;
import io.cameo.matte.CoarseMask;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The memory of one batch, used again and again: filled by one worker, then read by whoever draws the batches. */
final class MattingMemory implements AutoCloseable {
    private static final long ALIGNMENT = 64;
    private static final CoarseMask.Recipe NOTHING = new CoarseMask.Recipe(List.of());

    final BatchShape shape;
    final MemorySegment images;
    final PlaneTensor alphas;
    final PlaneTensor masks;
    final PlaneTensor maps;
    final MemorySegment validity;
    final MemorySegment ids;
    final MemorySegment keys;
    final MemorySegment frames;
    final MemorySegment sizes;
    final long[] places;
    final long[] samples;
    final boolean[] valid;
    final String[] names;
    final String[] histories;
    final CoarseMask.Recipe[] recipes;
    final ClipWindow[] windows;
    List<BadSample> badSamples = new ArrayList<>();
    /** Why this batch cannot be given. */
    @Nullable
    RuntimeException failure;

    private final MattingPool pool;

    MattingMemory(Arena arena, BatchShape shape, MattingPool pool) {
        this.shape = shape;
        this.pool = pool;
        int rows = shape.rows();
        int planes = shape.planeCount();
        images = arena.allocate((long) shape.imageCount() * shape.images().sampleBytes(), ALIGNMENT);
        alphas = new PlaneTensor(arena, planes, shape.planes().sampleBytes());
        masks = new PlaneTensor(
                arena, shape.hasMasks() ? planes : 0, shape.masks().sampleBytes());
        maps = new PlaneTensor(arena, shape.hasMaps() ? planes : 0, shape.mapBytes());
        validity = arena.allocate(planes, ALIGNMENT);
        ids = arena.allocate((long) rows * shape.instances() * Long.BYTES, ALIGNMENT);
        keys = arena.allocate((long) shape.imageCount() * Long.BYTES, ALIGNMENT);
        frames = arena.allocate((long) shape.imageCount() * Integer.BYTES, ALIGNMENT);
        sizes = arena.allocate(2L * rows * Integer.BYTES, ALIGNMENT);
        places = new long[rows];
        samples = new long[rows];
        valid = new boolean[rows];
        names = new String[rows * shape.instances()];
        histories = new String[rows];
        recipes = new CoarseMask.Recipe[rows];
        windows = new ClipWindow[rows];
        for (int row = 0; row < rows; row++) {
            forget(row);
        }
    }

    /** Forgets the batch that was here before, but for the bytes of its rows, every one of which is written anew. */
    void begin() {
        if (!badSamples.isEmpty()) {
            badSamples = new ArrayList<>(); // not cleared: somebody may be late and copy it just now
        }
        failure = null;
    }

    /** All but the tensors of a row as if it held no sample. */
    void forget(int row) {
        int instances = shape.instances();
        valid[row] = false;
        histories[row] = "";
        recipes[row] = NOTHING;
        windows[row] = ClipWindow.NONE;
        Arrays.fill(names, row * instances, (row + 1) * instances, "");
        for (int slot = 0; slot < instances; slot++) {
            ids.set(LittleEndian.LONG, ((long) row * instances + slot) * Long.BYTES, -1);
        }
        for (int frame = 0; frame < shape.frames(); frame++) {
            setFrame(row, frame, -1, -1);
        }
        setSize(row, 0, 0);
        part(validity, row, 1L * shape.frames() * instances).fill((byte) 0);
    }

    /** Makes a row one without sample: zeros, and keys -1. */
    void blank(int row) {
        forget(row);
        part(images, row, (long) shape.frames() * shape.images().sampleBytes()).fill((byte) 0);
        for (int frame = 0; frame < shape.frames(); frame++) {
            for (int slot = 0; slot < shape.instances(); slot++) {
                clear(shape.plane(row, frame, slot));
            }
        }
    }

    /** Makes zeros of what belongs to one person in one frame. */
    void clear(int plane) {
        alphas.clear(plane);
        if (shape.hasMasks()) {
            masks.clear(plane);
        }
        if (shape.hasMaps()) {
            maps.clear(plane);
        }
    }

    private static MemorySegment part(MemorySegment all, int row, long rowBytes) {
        return all.asSlice(row * rowBytes, rowBytes);
    }

    void setFrame(int row, int frame, long key, int number) {
        int image = shape.image(row, frame);
        keys.set(LittleEndian.LONG, (long) image * Long.BYTES, key);
        frames.set(LittleEndian.INT, (long) image * Integer.BYTES, number);
    }

    void setSize(int row, int heightPx, int widthPx) {
        sizes.set(LittleEndian.INT, 2L * row * Integer.BYTES, heightPx);
        sizes.set(LittleEndian.INT, (2L * row + 1) * Integer.BYTES, widthPx);
    }

    void setPerson(int row, int slot, String id, long number) {
        int place = row * shape.instances() + slot;
        names[place] = id;
        ids.set(LittleEndian.LONG, (long) place * Long.BYTES, number);
    }

    void setValid(int plane) {
        validity.set(LittleEndian.BYTE, plane, (byte) 1);
    }

    /** Goes back to where it came from. */
    @Override
    public void close() {
        pool.giveBack(this);
    }
}
