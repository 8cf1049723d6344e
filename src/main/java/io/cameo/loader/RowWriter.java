package io.cameo.loader;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.RawPayload;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One worker's tools from a record to the numbers of a tensor. One thread at a time; allocates nothing for JPEGs and raw pixels
 * once it has grown.
 */
final class RowWriter implements AutoCloseable {
    private final SampleLook look;
    private final TensorSpec spec;
    private final boolean resizes;
    private final SampleImages images;
    private final StepClock clock;
    private final SampleRandom random = new SampleRandom();
    private final PixelScale scale = new PixelScale();
    private SampleImages.Kind kind = SampleImages.Kind.OTHER;
    private @Nullable PixelPack pack;
    private @Nullable PixelPack rawPack;
    private @Nullable DeviceRows deviceRows;
    private int deviceRow;

    private RowWriter(SampleLook look, TensorSpec spec, boolean resizes, SampleImages images, StepClock clock) {
        this.look = look;
        this.spec = spec;
        this.resizes = resizes;
        this.images = images;
        this.clock = clock;
    }

    /** For a loader: images that have another size behind the last step are refused. */
    static RowWriter of(SampleLook look, TensorSpec spec, StepClock clock) {
        return new RowWriter(look, spec, false, SampleImages.of(look), clock);
    }

    /** For single samples: images of another size are resized, and JPEGs made smaller while they are decoded. */
    static RowWriter of(SampleFormat format) {
        TensorSpec spec = format.spec();
        SampleLook look = new SampleLook(spec.order(), null, format.normalization(), 0);
        SampleImages images = new SampleImages(spec.order(), spec.widthPx(), spec.heightPx());
        return new RowWriter(look, spec, true, images, new StepClock(false));
    }

    /**
     * The size of a sample, told by one of them.
     *
     * @return width and height behind the last step
     * @throws BadImageException if the record cannot be used
     */
    static int[] sizeOf(RecordView view, SampleLook look, SampleRandom random) {
        try (SampleImages images = SampleImages.of(look)) {
            images.look(view);
            Image image = changed(view, look, random, images, new StepClock(false));
            return new int[] {image.widthPx(), image.heightPx()};
        }
    }

    /** Starts the random choices of one sample. */
    void choose(long seed, long epoch, long key) {
        random.reset(seed, epoch, key);
    }

    /** Size of the last image as it was stored. */
    int storedWidthPx() {
        return images.storedWidthPx();
    }

    int storedHeightPx() {
        return images.storedHeightPx();
    }

    /**
     * Looks at a record, which must stay until it is written.
     *
     * @throws BadImageException if the record has no image, or one that is damaged as far as can be seen already
     */
    void look(RecordView view) {
        kind = images.look(view);
    }

    /**
     * Writes the image of the record that was looked at.
     *
     * @param dst holds a sample from {@code dstOffset} on
     * @throws BadImageException if the record cannot be used
     */
    void write(RecordView view, MemorySegment dst, long dstOffset) {
        write(view, dst, dstOffset, null);
    }

    /**
     * As {@link #write}, to a row of a batch.
     *
     * @param device what takes images in place of this writer, as far as it can, and writes them later; null for none
     */
    void writeRow(RecordView view, BatchMemory out, int row, @Nullable DeviceRows device) {
        deviceRows = device;
        deviceRow = row;
        write(view, out.images, (long) row * out.sampleBytes, out.image(row));
    }

    /**
     * @param place the same place as a slice, if there is one: decoders take slices, and those are objects; checksums take
     *     buffers, and of those one over all of the memory does
     */
    private void write(RecordView view, MemorySegment dst, long dstOffset, @Nullable MemorySegment place) {
        clock.lap(LoadStep.READ);
        if (look.augment() == null && kind != SampleImages.Kind.OTHER) {
            boolean fits = images.widthPx() == spec.widthPx() && images.heightPx() == spec.heightPx();
            if (!fits && !resizes) {
                throw misfit(images.widthPx(), images.heightPx());
            }
            if (fits && (takeDecoded() || writeAtOnce(dst, dstOffset, place))) {
                return;
            }
        }
        Image image = changed(view, look, random, images, clock);
        if (resizes) {
            image = images.resize(image, spec.widthPx(), spec.heightPx());
        }
        if (image.widthPx() != spec.widthPx() || image.heightPx() != spec.heightPx()) {
            throw misfit(image.widthPx(), image.heightPx());
        }
        if (pack == null) {
            pack = PixelPack.create(spec);
        }
        pack(pack, image, dst, dstOffset);
    }

    /** Whether the device has decoded the row's JPEG already, and now has it as a row of the batch. */
    private boolean takeDecoded() {
        DeviceRows device = deviceRows;
        if (device == null || kind != SampleImages.Kind.JPEG || !device.hasDecoded(deviceRow)) {
            return false;
        }
        chooseScale();
        boolean taken = device.takeDecoded(deviceRow, scale, spec.order());
        clock.lap(LoadStep.PACK);
        return taken;
    }

    private void chooseScale() {
        long outer = random.enter(1);
        look.normalization().choose(random, scale);
        random.leave(outer);
    }

    /** Where nothing stands between the record's pixels and the tensor's; false if something does. */
    private boolean writeAtOnce(MemorySegment dst, long dstOffset, @Nullable MemorySegment place) {
        if (kind == SampleImages.Kind.RAW) {
            return writeRaw(images.raw(), dst, dstOffset);
        }
        if (!look.isPlain(spec)) {
            return false;
        }
        if (place != null) {
            images.decodeJpeg(place, 0, spec.order());
        } else {
            images.decodeJpeg(dst, dstOffset, spec.order());
        }
        clock.lap(LoadStep.DECODE);
        return true;
    }

    /** Raw pixels with the tensor's channels need no codec; false if they have others. */
    private boolean writeRaw(RawPayload raw, MemorySegment dst, long dstOffset) {
        if (raw.channels() != spec.channels()) {
            return false;
        }
        if (look.isPlain(spec) && spec.order() != ChannelOrder.BGR) {
            raw.read(dst, dstOffset);
            clock.lap(LoadStep.READ);
            return true;
        }
        Image image = images.blank(spec.widthPx(), spec.heightPx(), spec.pixelFormat());
        raw.read(image.pixels(), 0);
        clock.lap(LoadStep.READ);
        if (rawPack == null) {
            rawPack = PixelPack.create(fromRgb(spec));
        }
        pack(rawPack, image, dst, dstOffset);
        return true;
    }

    /** The tensor that comes out as wanted when pixels are R, G, B where B, G, R is said. */
    private static TensorSpec fromRgb(TensorSpec spec) {
        ChannelOrder order = switch (spec.order()) {
            case GRAY -> ChannelOrder.GRAY;
            case BGR -> ChannelOrder.RGB;
            case RGB -> ChannelOrder.BGR;
        };
        return new TensorSpec(spec.layout(), spec.type(), order, spec.heightPx(), spec.widthPx());
    }

    private void pack(PixelPack to, Image image, MemorySegment dst, long dstOffset) {
        chooseScale();
        DeviceRows device = deviceRows;
        if (device == null || !device.take(deviceRow, image, scale, to.spec().order())) {
            to.pack(image, scale, dst, dstOffset);
        }
        clock.lap(LoadStep.PACK);
    }

    /** The image that was looked at with all steps taken; valid until the next call. */
    private static Image changed(
            RecordView view, SampleLook look, SampleRandom random, SampleImages images, StepClock clock) {
        Augment augment = look.augment();
        Image image = images.image(view, augment != null);
        clock.lap(LoadStep.DECODE);
        if (augment == null) {
            return image;
        }
        long outer = random.enter(0);
        Image result = augment.apply(image, random, images.scratch());
        random.leave(outer);
        clock.lap(LoadStep.AUGMENT);
        return result;
    }

    private BadImageException misfit(int widthPx, int heightPx) {
        return new BadImageException("image has another size, and no step of augmentation makes it fit: expected="
                + spec.widthPx() + "x" + spec.heightPx() + ", actual=" + widthPx + "x" + heightPx);
    }

    @Override
    public void close() {
        images.close();
    }
}
