package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageKind;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.image.RawPayload;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One worker's tools: makes a row of a batch of a record. One thread at a time; allocates nothing for JPEGs once it has grown. */
final class RowWriter implements AutoCloseable {
    private static final short JPEG_START = (short) 0xd8ff;
    private static final short JPEG_END = (short) 0xd9ff;

    private final SampleLook look;
    private final StepClock clock;
    private final JpegDecoder jpeg = JpegDecoder.create();
    private final ScratchImages decoded = new ScratchImages();
    private final @Nullable AugmentScratch scratch;
    private final SampleRandom random = new SampleRandom();
    private final PixelScale scale = new PixelScale();
    private final RawPayload raw = new RawPayload();
    private @Nullable PixelPack pack;
    private @Nullable PixelPack rawPack;
    private @Nullable ImageCodec codec;

    RowWriter(SampleLook look, StepClock clock) {
        this.look = look;
        this.clock = clock;
        scratch = look.augment() == null ? null : AugmentScratch.create();
    }

    /** Starts the random choices of one sample. */
    void choose(long seed, long epoch, long key) {
        random.reset(seed, epoch, key);
    }

    /**
     * Writes image and labels of a record.
     *
     * @throws BadImageException if the record cannot be used
     */
    void write(RecordView view, TensorSpec spec, BatchMemory out, int row) {
        requirePayload(view);
        writeLabels(view, out, row);
        if (look.isPlain(spec) && isJpeg(view)) {
            // Straight to where it belongs: no copy.
            jpeg.read(view.segment(), view.payloadOffset(), view.payloadLength());
            requireSize(spec, jpeg.widthPx(), jpeg.heightPx());
            clock.lap(LoadStep.READ);
            long strideBytes = (long) spec.widthPx() * spec.channels();
            jpeg.decode(out.images, out.imageOffset(row), strideBytes, spec.order(), 1);
            clock.lap(LoadStep.DECODE);
            return;
        }
        if (look.augment() == null && writeRaw(view, spec, out, row)) {
            return;
        }
        Image image = image(view);
        requireSize(spec, image.widthPx(), image.heightPx());
        if (pack == null) {
            pack = PixelPack.create(spec);
        }
        pack(pack, image, out, row);
    }

    /** Raw pixels of the right size need no codec; false if these are not such. */
    private boolean writeRaw(RecordView view, TensorSpec spec, BatchMemory out, int row) {
        if (isJpeg(view) || !RawPayload.isRaw(view.payload())) {
            return false;
        }
        raw.wrap(view.payload());
        requireSize(spec, raw.widthPx(), raw.heightPx());
        if (raw.channels() != spec.channels()) {
            return false;
        }
        if (look.isPlain(spec) && spec.order() != ChannelOrder.BGR) {
            raw.read(out.images, out.imageOffset(row));
            clock.lap(LoadStep.READ);
            return true;
        }
        Image image = decoded.image(raw.widthPx(), raw.heightPx(), spec.pixelFormat());
        raw.read(image.pixels(), 0);
        clock.lap(LoadStep.READ);
        if (rawPack == null) {
            rawPack = PixelPack.create(fromRgb(spec));
        }
        pack(rawPack, image, out, row);
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

    private void pack(PixelPack to, Image image, BatchMemory out, int row) {
        long outer = random.enter(1);
        look.normalization().choose(random, scale);
        random.leave(outer);
        to.pack(image, scale, out.images, out.imageOffset(row));
        clock.lap(LoadStep.PACK);
    }

    /** The image of a record with all steps taken; valid until the next call. */
    Image image(RecordView view) {
        Image image = isJpeg(view) ? decodeJpeg(view) : decodeOther(view);
        clock.lap(LoadStep.DECODE);
        Augment augment = look.augment();
        if (augment == null || scratch == null) {
            return image;
        }
        long outer = random.enter(0);
        Image result = augment.apply(image, random, scratch);
        random.leave(outer);
        clock.lap(LoadStep.AUGMENT);
        return result;
    }

    static void requirePayload(RecordView view) {
        if (!view.hasHeader()) {
            throw new BadImageException("record has no image header: length=" + view.contentLength());
        }
        if (view.payloadLength() == 0) {
            throw new BadImageException("record has no payload: labels=" + view.labelCount());
        }
    }

    private static void requireSize(TensorSpec spec, int widthPx, int heightPx) {
        if (widthPx != spec.widthPx() || heightPx != spec.heightPx()) {
            throw new BadImageException("image has another size, and no step of augmentation makes it fit: expected="
                    + spec.widthPx() + "x" + spec.heightPx() + ", actual=" + widthPx + "x" + heightPx);
        }
    }

    private static void writeLabels(RecordView view, BatchMemory out, int row) {
        if (view.labelCount() < out.labelWidth) {
            throw new BadImageException(
                    "record has too few labels: expected=" + out.labelWidth + ", actual=" + view.labelCount());
        }
        for (int i = 0; i < out.labelWidth; i++) {
            out.labels.set(LittleEndian.FLOAT, ((long) row * out.labelWidth + i) * Float.BYTES, view.label(i));
        }
    }

    /** Raw pixels may begin like a JPEG, but never end like one. */
    private static boolean isJpeg(RecordView view) {
        long offset = view.payloadOffset();
        int length = view.payloadLength();
        if (length < 4 || view.segment().get(LittleEndian.SHORT, offset) != JPEG_START) {
            return false;
        }
        return view.segment().get(LittleEndian.SHORT, offset + length - Short.BYTES) == JPEG_END
                || ImageKind.of(view.payload()) == ImageKind.JPEG;
    }

    private Image decodeJpeg(RecordView view) {
        jpeg.read(view.segment(), view.payloadOffset(), view.payloadLength());
        clock.lap(LoadStep.READ);
        boolean gray = look.channels() == ChannelOrder.GRAY;
        PixelFormat format = gray ? PixelFormat.GRAY8 : PixelFormat.BGR8;
        // Steps may write to an image in their scratch without copying it.
        Image image = scratch == null
                ? decoded.image(jpeg.widthPx(), jpeg.heightPx(), format)
                : scratch.spare(jpeg.widthPx(), jpeg.heightPx(), format);
        jpeg.decode(image.pixels(), 0, image.strideBytes(), gray ? ChannelOrder.GRAY : ChannelOrder.BGR, 1);
        return image;
    }

    private Image decodeOther(RecordView view) {
        // The other decoders read the bytes themselves, which must not be those of a file that somebody may cut.
        view.detach();
        clock.lap(LoadStep.READ);
        if (codec == null) {
            codec = ImageCodec.create();
        }
        MemorySegment bytes = view.payload();
        return codec.decode(bytes, look.channels() == ChannelOrder.GRAY ? ColorMode.GRAY : ColorMode.COLOR);
    }

    @Override
    public void close() {
        jpeg.close();
        decoded.close();
        if (scratch != null) {
            scratch.close();
        }
        if (codec != null) {
            codec.close();
        }
    }
}
