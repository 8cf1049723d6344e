package io.cameo.loader;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceJpegs;
import io.cameo.image.DeviceLane;
import io.cameo.image.DeviceSlab;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.PackCuda;
import io.cameo.nativelib.NativeException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker's batch on a device: takes images one by one, which travel while the next is decoded, or has them decoded there
 * beforehand, and writes all their rows at once. Opened when it is first needed. One thread; makes a little garbage for each row.
 */
final class DeviceRows implements AutoCloseable {
    private final DeviceRun run;
    private final DeviceRun.Turns turns;
    private final DeviceSettings settings;
    private final TensorSpec spec;
    private final int rows;
    private final List<Row> pending = new ArrayList<>();
    /** Of each row the image that the device decoded for it; null if it did not. */
    private final @Nullable DeviceImage[] decoded;

    private @Nullable Tools tools;

    /** An image that waits for its kernel. */
    private record Row(int row, DeviceImage image, PixelScale scale, boolean reversed) {}

    /** @param jpegs null if the CPU decodes */
    private record Tools(
            DeviceLane lane, DeviceSlab slab, @Nullable DeviceJpegs jpegs, PackCuda kernel) {
        void close() {
            try (DeviceSlab _ = slab;
                    DeviceJpegs _ = jpegs) {
                lane.close();
            }
        }
    }

    /**
     * Opens nothing.
     *
     * @param run on the device that the settings name
     * @param rows of a batch
     */
    DeviceRows(DeviceRun run, DeviceSettings settings, TensorSpec spec, int rows) {
        this.run = run;
        this.settings = settings;
        decoded = new DeviceImage[rows];
        this.spec = spec;
        this.rows = rows;
        turns = run.turns();
    }

    DeviceRun.Turns turns() {
        return turns;
    }

    /** Begins a batch. */
    void begin() {
        pending.clear();
        Arrays.fill(decoded, null);
        Tools known = tools;
        if (known == null) {
            CudaLibrary library = run.select();
            long imageBytes = DeviceSlab.placed((long) spec.widthPx() * spec.heightPx() * spec.channels());
            known = new Tools(
                    DeviceLane.open(library, rows),
                    new DeviceSlab(library, Math.multiplyExact(imageBytes, (long) rows)),
                    DeviceJpegs.open(settings.decode(), library, rows, settings.memoryBytes()),
                    new PackCuda(library));
            tools = known;
        }
        known.slab.clear();
    }

    /**
     * Decodes what the device takes of a batch that has begun, all else is left.
     *
     * @param files of rows, null for those that are none
     */
    void decode(@Nullable MemorySegment[] files) {
        Tools known = tools;
        DeviceJpegs jpegs = known == null ? null : known.jpegs;
        if (known == null || jpegs == null) {
            return;
        }
        List<MemorySegment> some = new ArrayList<>();
        for (MemorySegment file : files) {
            if (file != null) {
                some.add(file);
            }
        }
        ColorMode mode = spec.channels() == 1 ? ColorMode.GRAY : ColorMode.COLOR;
        @Nullable DeviceImage[] images = jpegs.decode(some, mode, known.lane.stream());
        int next = 0;
        int count = 0;
        for (int row = 0; row < files.length; row++) {
            if (files[row] != null) {
                decoded[row] = images[next++];
                count += decoded[row] == null ? 0 : 1;
            }
        }
        run.decoded(count);
    }

    /**
     * Takes the image that was decoded for a row.
     *
     * @param scale copied
     * @param order as {@link #take} has it
     * @return false if there is none, or one of another size
     */
    boolean takeDecoded(int row, PixelScale scale, ChannelOrder order) {
        DeviceImage image = decoded[row];
        if (image == null || !hasDecoded(row)) {
            return false;
        }
        pending.add(new Row(row, image, scale.copy(), order == ChannelOrder.RGB));
        return true;
    }

    /** Whether an image of the sample's size was decoded for a row. */
    boolean hasDecoded(int row) {
        DeviceImage image = decoded[row];
        return image != null && image.widthPx() == spec.widthPx() && image.heightPx() == spec.heightPx();
    }

    /**
     * Takes an image of the sample's size.
     *
     * @param scale copied
     * @param order of the channels that are wanted, as a {@link TensorSpec} for pixels in this order has it
     * @return false if it cannot be had: by its format, or because rows were tried too often
     */
    boolean take(int row, Image image, PixelScale scale, ChannelOrder order) {
        Tools known = tools;
        boolean fits = image.format() == spec.pixelFormat()
                && image.widthPx() <= ImageBatch.MAX_SIDE_PX
                && image.heightPx() <= ImageBatch.MAX_SIDE_PX;
        if (known == null || !fits) {
            return false;
        }
        DeviceImage there = known.slab.upload(image, known.lane.stream());
        if (there == null) {
            return false;
        }
        pending.add(new Row(row, there, scale.copy(), order == ChannelOrder.RGB));
        return true;
    }

    /** Forgets what was taken or decoded for a row, if it was. */
    void drop(int row) {
        decoded[row] = null;
        if (!pending.isEmpty() && pending.getLast().row == row) {
            pending.removeLast();
        }
    }

    /**
     * Writes the rows that were taken.
     *
     * @return how many
     * @throws NativeException if the device fails
     */
    int finish(BatchMemory out) {
        Tools known = tools;
        if (known == null) {
            return 0;
        }
        for (boolean reversed : new boolean[] {false, true}) {
            List<Row> some =
                    pending.stream().filter(row -> row.reversed == reversed).toList();
            if (!some.isEmpty()) {
                write(known, some, reversed, out);
            }
        }
        return pending.size();
    }

    private void write(Tools with, List<Row> some, boolean reversed, BatchMemory out) {
        ImageBatch images = with.lane.batch(spec.channels());
        for (Row row : some) {
            int image = images.add(row.image);
            PixelScale scale = row.scale;
            for (int channel = 0; channel < PixelScale.MAX_CHANNELS; channel++) {
                images.setScale(image, channel, scale.mean[channel], scale.factor[channel], scale.offset[channel]);
            }
            images.setMirrored(image, scale.isMirrored());
        }
        DeviceTensor room = with.lane.room(
                some.size(),
                spec.heightPx(),
                spec.widthPx(),
                spec.channels(),
                PixelPackCuda.type(spec.type()),
                PixelPackCuda.layout(spec.layout()),
                reversed);
        with.kernel.run(images, room, with.lane.stream());
        MemorySegment samples = with.lane.fetch(room);
        for (int i = 0; i < some.size(); i++) {
            MemorySegment.copy(samples, i * room.sampleBytes(), out.image(some.get(i).row), 0, room.sampleBytes());
        }
    }

    /** Gives the device up for the whole run. */
    void failed(NativeException why) {
        run.failed(why);
        close();
    }

    @Override
    public void close() {
        Tools last = tools;
        tools = null;
        pending.clear();
        Arrays.fill(decoded, null);
        if (last != null) {
            try {
                last.close();
            } catch (NativeException lost) {
                // A device that is lost takes nothing back; what it made is not missed.
                run.failed(lost);
            }
        }
    }
}
