package io.cameo.loader;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.image.RawPayload;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One worker's tools up to the image: stands on one record after the other, looks what it holds, decodes it. One thread at a
 * time; allocates nothing for JPEGs and raw pixels once it has grown.
 */
final class SampleImages implements AutoCloseable {
    /** The first two bytes of a JPEG, the third, and the last two of one that nothing follows. */
    private static final short JPEG_START = (short) 0xd8ff;

    private static final byte JPEG_MARKER = (byte) 0xff;
    private static final short JPEG_END = (short) 0xd9ff;

    private final boolean gray;
    private final int leastWidthPx;
    private final int leastHeightPx;
    private final JpegDecoder jpeg = JpegDecoder.create();
    private final RawPayload raw = new RawPayload();
    private final ScratchImages decoded = new ScratchImages();
    private @Nullable AugmentScratch scratch;
    private @Nullable ImageCodec codec;
    private Kind kind = Kind.OTHER;
    private int storedWidthPx;
    private int storedHeightPx;
    private int denominator = 1;

    /** How the pixels of a record are got. */
    enum Kind {
        JPEG,
        RAW,
        /** By OpenCV, whatever it is. */
        OTHER
    }

    /**
     * @param leastWidthPx what must be left of a JPEG that is made smaller while it is decoded; {@link Integer#MAX_VALUE} to
     *     decode all of it
     * @param leastHeightPx likewise
     */
    SampleImages(ChannelOrder channels, int leastWidthPx, int leastHeightPx) {
        gray = channels == ChannelOrder.GRAY;
        this.leastWidthPx = leastWidthPx;
        this.leastHeightPx = leastHeightPx;
    }

    /** As a loader decodes images of this look. */
    static SampleImages of(SampleLook look) {
        int least = look.leastDecodedPx() == 0 ? Integer.MAX_VALUE : look.leastDecodedPx();
        return new SampleImages(look.channels(), least, least);
    }

    /**
     * Looks at the payload of a record, which must stay until its pixels were asked for.
     *
     * @throws BadImageException if it has none, or one that is damaged as far as can be seen already
     */
    Kind look(RecordView view) {
        requirePayload(view);
        MemorySegment bytes = view.segment();
        long offset = view.payloadOffset();
        int length = view.payloadLength();
        denominator = 1;
        if (isJpeg(bytes, offset, length)) {
            jpeg.read(bytes, offset, length);
            kind = Kind.JPEG;
            store(jpeg.widthPx(), jpeg.heightPx());
            denominator = JpegDecoder.denominatorFor(storedWidthPx, storedHeightPx, leastWidthPx, leastHeightPx);
        } else if (raw.moveTo(bytes, offset, length)) {
            kind = Kind.RAW;
            store(raw.widthPx(), raw.heightPx());
        } else {
            kind = Kind.OTHER;
            store(0, 0);
        }
        return kind;
    }

    private static void requirePayload(RecordView view) {
        if (!view.hasHeader()) {
            throw new BadImageException("record has no image header: length=" + view.contentLength());
        }
        if (view.payloadLength() == 0) {
            throw new BadImageException("record has no payload: labels=" + view.labelCount());
        }
    }

    /** Told without an object. Raw pixels may begin like a JPEG, but never end like one: they end as bundles do. */
    private boolean isJpeg(MemorySegment bytes, long offset, int length) {
        return length >= 4
                && bytes.get(LittleEndian.SHORT, offset) == JPEG_START
                && bytes.get(LittleEndian.BYTE, offset + Short.BYTES) == JPEG_MARKER
                && (bytes.get(LittleEndian.SHORT, offset + length - Short.BYTES) == JPEG_END
                        || !raw.moveTo(bytes, offset, length));
    }

    private void store(int widthPx, int heightPx) {
        storedWidthPx = widthPx;
        storedHeightPx = heightPx;
    }

    /** Of the image that was looked at, as it is stored; 0 before {@link #image} where that is not known. */
    int storedWidthPx() {
        return storedWidthPx;
    }

    int storedHeightPx() {
        return storedHeightPx;
    }

    /** Of the image that was looked at, once it is decoded; 0 where that is not known before {@link #image}. */
    int widthPx() {
        return JpegDecoder.scaledPx(storedWidthPx, denominator);
    }

    int heightPx() {
        return JpegDecoder.scaledPx(storedHeightPx, denominator);
    }

    /** Decodes the JPEG that was looked at into rows without gaps. */
    void decodeJpeg(MemorySegment dst, long dstOffset, ChannelOrder order) {
        jpeg.decode(dst, dstOffset, (long) widthPx() * order.channels(), order, denominator);
    }

    /** The pixels that were looked at. */
    RawPayload raw() {
        return raw;
    }

    /**
     * Decodes what was looked at.
     *
     * @param view the same record
     * @param isChanged whether steps follow, which then may write to the image without copying it
     * @return gray, or blue, green, red; valid until the next call
     */
    Image image(RecordView view, boolean isChanged) {
        if (kind != Kind.JPEG) {
            return decodeOther(view);
        }
        PixelFormat format = gray ? PixelFormat.GRAY8 : PixelFormat.BGR8;
        Image image = isChanged
                ? scratch().spare(widthPx(), heightPx(), format)
                : decoded.image(widthPx(), heightPx(), format);
        decodeJpeg(image.pixels(), 0, gray ? ChannelOrder.GRAY : ChannelOrder.BGR);
        return image;
    }

    private Image decodeOther(RecordView view) {
        // The other decoders read the bytes themselves, which must not be those of a file that somebody may cut.
        view.detach();
        ImageCodec known = codec;
        if (known == null) {
            known = ImageCodec.create();
            codec = known;
        }
        Image image = known.decode(view.payload(), gray ? ColorMode.GRAY : ColorMode.COLOR);
        store(image.widthPx(), image.heightPx());
        return image;
    }

    /** An image for pixels that come from elsewhere; valid until the next call for one, or the next image. */
    Image blank(int newWidthPx, int newHeightPx, PixelFormat format) {
        return decoded.image(newWidthPx, newHeightPx, format);
    }

    /** The image in another size, bilinear; itself if it has that size. */
    Image resize(Image image, int toWidthPx, int toHeightPx) {
        if (image.widthPx() == toWidthPx && image.heightPx() == toHeightPx) {
            return image;
        }
        return scratch()
                .resize(image, 0, 0, image.widthPx(), image.heightPx(), toWidthPx, toHeightPx, Interpolation.LINEAR);
    }

    /** Where steps are taken; made when it is first needed. */
    AugmentScratch scratch() {
        AugmentScratch known = scratch;
        if (known == null) {
            known = AugmentScratch.create();
            scratch = known;
        }
        return known;
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
