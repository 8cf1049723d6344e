package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageKind;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.image.RawPayload;
import io.cameo.image.Transforms;
import io.cameo.record.RecordView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** From a record to the numbers of a sample, with buffers that are used again. One thread at a time. */
final class SamplePixels implements AutoCloseable {
    private static final int VALUES = 256;
    /** The first two bytes of a JPEG, and the last two of one that nothing follows. */
    private static final short SOI = (short) 0xd8ff;

    private static final short EOI = (short) 0xd9ff;
    private static final int FIRST_BYTES = 1 << 16;

    private final SampleFormat format;
    private final int channels;
    private final JpegDecoder decoder = JpegDecoder.create();
    /** What each pixel becomes. */
    private final float[] floats = new float[VALUES];

    private Arena arena = Arena.ofShared();
    private MemorySegment scratch = arena.allocate(FIRST_BYTES);
    private final RawPayload raw = new RawPayload();
    private @Nullable ImageCodec codec;
    private int widthPx;
    private int heightPx;

    SamplePixels(SampleFormat format) {
        this.format = format;
        channels = format.order().channels();
        for (int value = 0; value < VALUES; value++) {
            floats[value] = (value - format.mean()) * format.scale();
        }
    }

    /** Size of the last image, before it was resized. */
    int widthPx() {
        return widthPx;
    }

    int heightPx() {
        return heightPx;
    }

    void write(RecordView view, MemorySegment dst, long dstOffset) {
        MemorySegment bytes = view.segment();
        long offset = view.payloadOffset();
        int length = view.payloadLength();
        if (isPlainJpeg(bytes, offset, length) || ImageKind.of(view.payload()) == ImageKind.JPEG) {
            decoder.read(bytes, offset, length);
            writeJpeg(dst, dstOffset);
        } else if (!writeRaw(bytes.asSlice(offset, length), dst, dstOffset)) {
            ColorMode mode = format.order() == ChannelOrder.GRAY ? ColorMode.GRAY : ColorMode.COLOR;
            Image image = codec().decode(bytes.asSlice(offset, length), mode);
            widthPx = image.widthPx();
            heightPx = image.heightPx();
            writeImage(image, dst, dstOffset);
        }
    }

    /** Told without an object. Raw pixels may begin like a JPEG, but never end like one: they end as bundles do. */
    private static boolean isPlainJpeg(MemorySegment bytes, long offset, int length) {
        return length >= 4
                && bytes.get(LittleEndian.SHORT, offset) == SOI
                && bytes.get(LittleEndian.SHORT, offset + length - Short.BYTES) == EOI;
    }

    private void writeJpeg(MemorySegment dst, long dstOffset) {
        widthPx = decoder.widthPx();
        heightPx = decoder.heightPx();
        int rowBytes = format.widthPx() * channels;
        if (widthPx == format.widthPx() && heightPx == format.heightPx()) {
            if (format.isPixels()) {
                decoder.decode(dst, dstOffset, rowBytes, format.order(), 1);
                return;
            }
            MemorySegment pixels = scratch((long) rowBytes * heightPx);
            decoder.decode(pixels, 0, rowBytes, format.order(), 1);
            spread(pixels, rowBytes, false, dst, dstOffset);
            return;
        }
        int denominator = JpegDecoder.denominatorFor(widthPx, heightPx, format.widthPx(), format.heightPx());
        int scaledWidthPx = JpegDecoder.scaledPx(widthPx, denominator);
        int scaledHeightPx = JpegDecoder.scaledPx(heightPx, denominator);
        PixelFormat pixelFormat = channels == 1 ? PixelFormat.GRAY8 : PixelFormat.BGR8;
        MemorySegment pixels = scratch((long) scaledWidthPx * scaledHeightPx * channels);
        ChannelOrder order = channels == 1 ? ChannelOrder.GRAY : ChannelOrder.BGR;
        decoder.decode(pixels, 0, (long) scaledWidthPx * channels, order, denominator);
        writeImage(
                Image.wrap(pixels, scaledWidthPx, scaledHeightPx, (long) scaledWidthPx * channels, pixelFormat),
                dst,
                dstOffset);
    }

    /** Raw pixels of the sample's size and number of channels need no codec; false if these are not such. */
    private boolean writeRaw(MemorySegment payload, MemorySegment dst, long dstOffset) {
        if (!RawPayload.isRaw(payload)) {
            return false;
        }
        raw.wrap(payload);
        if (raw.widthPx() != format.widthPx() || raw.heightPx() != format.heightPx() || raw.channels() != channels) {
            return false;
        }
        widthPx = raw.widthPx();
        heightPx = raw.heightPx();
        boolean backwards = format.order() == ChannelOrder.BGR;
        if (format.isPixels() && !backwards && dst.isNative()) {
            raw.read(dst, dstOffset);
        } else {
            MemorySegment pixels = scratch(raw.byteSize());
            raw.read(pixels, 0);
            spread(pixels, (long) widthPx * channels, backwards, dst, dstOffset);
        }
        return true;
    }

    /** Takes OpenCV's order of channels. */
    private void writeImage(Image image, MemorySegment dst, long dstOffset) {
        Image sized = image.widthPx() == format.widthPx() && image.heightPx() == format.heightPx()
                ? image
                : Transforms.resize(format.widthPx(), format.heightPx()).apply(image, 0, codec());
        if (sized.format().channels() != channels || sized.format().bytesPerSample() != 1) {
            throw new BadImageException("not an image of the sample's channels: image=" + sized);
        }
        spread(sized.pixels(), sized.strideBytes(), format.order() == ChannelOrder.RGB, dst, dstOffset);
    }

    /** Numbers out of pixels. */
    private void spread(MemorySegment pixels, long strideBytes, boolean backwards, MemorySegment dst, long dstOffset) {
        boolean planes = format.layout() == SampleFormat.Layout.NCHW;
        long planeSize = (long) format.widthPx() * format.heightPx();
        int step = planes ? 1 : channels;
        for (int channel = 0; channel < channels; channel++) {
            int from = backwards ? channels - 1 - channel : channel;
            long to = planes ? channel * planeSize : channel;
            for (int y = 0; y < format.heightPx(); y++) {
                long row = y * strideBytes + from;
                if (format.type() == SampleFormat.Type.UINT8) {
                    spreadBytes(pixels, row, dst, dstOffset + to, step);
                } else {
                    spreadFloats(pixels, row, dst, dstOffset + to * Float.BYTES, step);
                }
                to += (long) format.widthPx() * step;
            }
        }
    }

    private void spreadBytes(MemorySegment pixels, long row, MemorySegment dst, long to, int step) {
        for (int x = 0; x < format.widthPx(); x++) {
            dst.set(LittleEndian.BYTE, to + (long) x * step, pixels.get(LittleEndian.BYTE, row + (long) x * channels));
        }
    }

    private void spreadFloats(MemorySegment pixels, long row, MemorySegment dst, long to, int step) {
        for (int x = 0; x < format.widthPx(); x++) {
            int value = pixels.get(LittleEndian.BYTE, row + (long) x * channels) & 0xff;
            dst.set(LittleEndian.FLOAT, to + (long) x * step * Float.BYTES, floats[value]);
        }
    }

    private MemorySegment scratch(long bytes) {
        if (scratch.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            scratch = arena.allocate(Math.max(bytes, 2 * scratch.byteSize()));
        }
        return scratch;
    }

    private ImageCodec codec() {
        ImageCodec known = codec;
        if (known == null) {
            known = ImageCodec.create();
            codec = known;
        }
        return known;
    }

    @Override
    public void close() {
        decoder.close();
        arena.close();
        if (codec != null) {
            codec.close();
        }
    }
}
