package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One worker's tools: makes a row of a batch of a record. One thread at a time; allocates nothing for JPEGs once it has grown. */
final class RowWriter implements AutoCloseable {
    private static final short JPEG_START = (short) 0xd8ff;

    private final SampleLook look;
    private final JpegDecoder jpeg = JpegDecoder.create();
    private final ScratchImages decoded = new ScratchImages();
    private final @Nullable AugmentScratch scratch;
    private final SampleRandom random = new SampleRandom();
    private final PixelScale scale = new PixelScale();
    private @Nullable PixelPack pack;
    private @Nullable ImageCodec codec;

    RowWriter(SampleLook look) {
        this.look = look;
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
            long strideBytes = (long) spec.widthPx() * spec.channels();
            jpeg.decode(out.images, out.imageOffset(row), strideBytes, spec.order(), 1);
            return;
        }
        Image image = image(view);
        requireSize(spec, image.widthPx(), image.heightPx());
        long outer = random.enter(1);
        look.normalization().choose(random, scale);
        random.leave(outer);
        if (pack == null) {
            pack = PixelPack.create(spec);
        }
        pack.pack(image, scale, out.images, out.imageOffset(row));
    }

    /** The image of a record with all steps taken; valid until the next call. */
    Image image(RecordView view) {
        Image image = isJpeg(view) ? decodeJpeg(view) : decodeOther(view);
        Augment augment = look.augment();
        if (augment == null || scratch == null) {
            return image;
        }
        long outer = random.enter(0);
        Image result = augment.apply(image, random, scratch);
        random.leave(outer);
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

    private static boolean isJpeg(RecordView view) {
        return view.payloadLength() > 2 && view.segment().get(LittleEndian.SHORT, view.payloadOffset()) == JPEG_START;
    }

    private Image decodeJpeg(RecordView view) {
        jpeg.read(view.segment(), view.payloadOffset(), view.payloadLength());
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
