package io.cameo.loader.matting;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.loader.Draws;
import io.cameo.loader.PixelPack;
import io.cameo.loader.PixelScale;
import io.cameo.loader.TensorSpec;
import io.cameo.loader.TensorType;
import io.cameo.matte.CoarseMask;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker's tools from records to a row of a batch. Everything that chance decides has a place of its own, so that what one
 * choice needs does not disturb the others.
 */
final class SampleMaker implements AutoCloseable {
    private static final int CLIP = 0;
    private static final int PEOPLE = 1;
    private static final int STEPS = 2;
    private static final int SLOTS = 3;
    private static final int MASKS = 4;
    private static final int MAPS = 5;
    /** What a sample is between 0 and 1. */
    private static final float[] UNITS = new float[256];

    static {
        for (int sample = 0; sample < UNITS.length; sample++) {
            UNITS[sample] = sample * (1 / 255f);
        }
    }

    private final ClipIndex index;
    private final MattingSettings settings;
    private final BatchShape shape;
    private final ClipReader reader;
    private final ClipPlanes planes = new ClipPlanes();
    private final StepTools tools = new StepTools();
    private final StepLog log = new StepLog();
    private final SampleRandom random = new SampleRandom();
    private final SlotPlan slots;
    private final @Nullable MaskMaker maskMaker;
    private final MapMaker mapMaker = new MapMaker();
    private final PixelPack imagePack;
    private final PixelScale imageScale = new PixelScale();
    private final float[] floats;
    private final PlaneSet small = new PlaneSet();

    SampleMaker(ClipIndex index, MattingSettings settings, BatchShape shape) {
        this.index = index;
        this.settings = settings;
        this.shape = shape;
        reader = new ClipReader(index, settings);
        slots = new SlotPlan(settings.instances());
        maskMaker = settings.hasMasks() ? new MaskMaker() : null;
        imagePack = PixelPack.create(shape.images());
        floats = new float[shape.widthPx()];
        settings.normalization().choose(random, imageScale);
    }

    /**
     * Makes a sample.
     *
     * @param unit the sample, as the index found it
     * @param randomKey what chance is keyed by
     * @throws io.cameo.image.BadImageException if it cannot be used; the row then holds anything
     * @throws io.cameo.bytes.CorruptDataException if a record is damaged; likewise
     */
    void make(long sample, ClipUnit unit, long epoch, long randomKey, MattingMemory out, int row) {
        prepare(sample, unit, epoch, randomKey);
        int height = planes.heightPx();
        int width = planes.widthPx();
        SizeSteps.pad(planes, shape.widthPx(), shape.heightPx());
        if (settings.alphaFloor() > 0) {
            floor();
        }
        long outer = random.enter(SLOTS);
        slots.assign(planes, settings.slots(), settings.leastArea(), random, tools);
        random.leave(outer);
        out.forget(row);
        describe(unit, out, row);
        out.setSize(row, height, width);
        out.windows[row] = unit.window;
        writeImages(out, row);
        writeAlphas(out, row);
        if (maskMaker != null) {
            outer = random.enter(MASKS);
            out.recipes[row] = maskMaker.make(settings.masks(), planes, slots, random);
            random.leave(outer);
            writeMasks(maskMaker, out, row);
        }
        if (shape.hasMaps()) {
            outer = random.enter(MAPS);
            mapMaker.write(settings.maps(), planes, slots, random, log, out, row);
            random.leave(outer);
        }
        out.histories[row] = log.toString();
        out.valid[row] = true;
    }

    /** Up to the last step. */
    private void prepare(long sample, ClipUnit unit, long epoch, long randomKey) {
        random.reset(settings.seed(), epoch, randomKey);
        log.clear();
        long outer = random.enter(CLIP);
        index.choose(sample, random, unit);
        random.leave(outer);
        List<MattingStep> steps = settings.steps();
        SizeSteps.ResizeShort first =
                !steps.isEmpty() && steps.getFirst() instanceof SizeSteps.ResizeShort resize ? resize : null;
        outer = random.enter(PEOPLE);
        reader.read(unit, first, random, planes, tools, log);
        random.leave(outer);
        outer = random.enter(STEPS);
        for (int i = first == null ? 0 : 1; i < steps.size(); i++) {
            long between = random.enter(i);
            switch (steps.get(i)) {
                case PlaneStep step -> step.apply(planes, random, tools, log);
            }
            random.leave(between);
        }
        random.leave(outer);
    }

    private void floor() {
        byte[] row = tools.row(planes.widthPx());
        for (int frame = 0; frame < planes.frames(); frame++) {
            for (int person = 0; person < planes.people(); person++) {
                Image matte = planes.matte(frame, person);
                for (int y = 0; planes.isPresent(frame, person) && y < matte.heightPx(); y++) {
                    StepTools.load(matte, y, row);
                    for (int x = 0; x < matte.widthPx(); x++) {
                        row[x] = Byte.toUnsignedInt(row[x]) < settings.alphaFloor() ? 0 : row[x];
                    }
                    StepTools.store(row, matte, y);
                }
            }
        }
    }

    private void describe(ClipUnit unit, MattingMemory out, int row) {
        for (int frame = 0; frame < unit.count; frame++) {
            out.setFrame(row, frame, reader.keys[frame], reader.frameNumbers[frame]);
        }
        for (int slot = 0; slot < slots.slots(); slot++) {
            int person = slots.person(slot);
            if (person == SlotPlan.NOBODY) {
                continue;
            }
            String id = reader.people.id(person);
            long number = Draws.mix(Draws.hash(id), reader.firstKey, unit.fileNumber) >>> 1;
            out.setPerson(row, slot, id, number);
            for (int frame = 0; frame < unit.count; frame++) {
                if (planes.isPresent(frame, person)) {
                    out.setValid(shape.plane(row, frame, slot));
                }
            }
        }
    }

    private void writeImages(MattingMemory out, int row) {
        int bytes = shape.images().sampleBytes();
        for (int frame = 0; frame < shape.frames(); frame++) {
            long at = (long) shape.image(row, frame) * bytes;
            if (frame < planes.frames()) {
                imagePack.pack(planes.image(frame), imageScale, out.images, at);
            } else {
                out.images.asSlice(at, bytes).fill((byte) 0);
            }
        }
    }

    private void writeAlphas(MattingMemory out, int row) {
        for (int frame = 0; frame < shape.frames(); frame++) {
            for (int slot = 0; slot < slots.slots(); slot++) {
                int plane = shape.plane(row, frame, slot);
                if (isValid(frame, slot)) {
                    write(planes.matte(frame, slots.person(slot)), out.alphas, plane);
                } else {
                    out.clear(plane);
                }
            }
        }
    }

    private boolean isValid(int frame, int slot) {
        int person = slots.person(slot);
        return frame < planes.frames() && person != SlotPlan.NOBODY && planes.isPresent(frame, person);
    }

    private void writeMasks(MaskMaker maker, MattingMemory out, int row) {
        int place = 0;
        for (int frame = 0; frame < shape.frames(); frame++) {
            for (int slot = 0; slot < slots.slots(); slot++) {
                if (isValid(frame, slot)) {
                    write(shrunk(maker.mask(place++)), out.masks, shape.plane(row, frame, slot));
                }
            }
        }
    }

    private Image shrunk(Image mask) {
        if (!settings.smallMasks()) {
            return mask;
        }
        TensorSpec spec = shape.masks();
        Image shrunk = small.shape(0, 1, spec.widthPx(), spec.heightPx()).gray(0);
        CoarseMask.shrink(mask, shrunk);
        return shrunk;
    }

    private void write(Image plane, PlaneTensor to, int number) {
        long at = to.begin(number);
        int width = plane.widthPx();
        if (settings.planeType() == TensorType.UINT8) {
            MemorySegment.copy(
                    plane.pixels(), 0, to.memory(), at, (long) width * plane.heightPx()); // rows have no gaps
            return;
        }
        byte[] row = tools.row(width);
        for (int y = 0; y < plane.heightPx(); y++) {
            StepTools.load(plane, y, row);
            for (int x = 0; x < width; x++) {
                floats[x] = UNITS[Byte.toUnsignedInt(row[x])];
            }
            MemorySegment.copy(floats, 0, to.memory(), LittleEndian.FLOAT, at + (long) y * width * Float.BYTES, width);
        }
    }

    @Override
    public void close() {
        reader.close();
        planes.close();
        tools.close();
        small.close();
        if (maskMaker != null) {
            maskMaker.close();
        }
    }
}
