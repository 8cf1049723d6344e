package io.cameo.convert.matting;

import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.Image;
import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import io.cameo.image.Integrity;
import io.cameo.image.JpegDecoder;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEGs of three channels straight into a pool, all of a picture or a part of it, with the pixels of {@link
 * io.cameo.image.ImageCodec} as stored, whatever EXIF says. Other files, and those that cannot be decoded, are left to that one,
 * which also knows what to say of them. One for each thread.
 */
final class ColourJpeg implements AutoCloseable {
    private static final int COLOURS = 3;
    /** Of a picture: cutting more than this out costs what it saves. */
    private static final double LARGEST_PART = 0.8;

    /** Bits are counted by ints. */
    private static final long MOST_BYTES = 1L << 27;

    private final JpegDecoder decoder = JpegDecoder.create();
    private final JpegCrop crop = new JpegCrop();

    /** All of a picture, {@code BGR8}, or null. */
    @Nullable
    Image whole(MemorySegment jpeg, PlanePool pool) {
        return isKnown(ImageHeader.of(jpeg)) ? decode(jpeg, pool) : null;
    }

    /**
     * A part of a picture, {@code BGR8}, or null.
     *
     * @param widthPx that the picture should have; null is given for another one
     */
    @Nullable
    Image part(MemorySegment jpeg, int widthPx, int heightPx, AlphaBox box, PlanePool pool) {
        ImageHeader header = ImageHeader.of(jpeg);
        boolean fits = header.widthPx() == widthPx && header.heightPx() == heightPx;
        if (!fits || !isKnown(header) || Integrity.fault(jpeg).isPresent()) {
            return null;
        }
        boolean most = (double) box.widthPx() * box.heightPx() > LARGEST_PART * widthPx * heightPx;
        MemorySegment part = most || header.progressive() || jpeg.byteSize() > MOST_BYTES ? null : crop.crop(jpeg, box);
        if (part == null) {
            Image whole = decode(jpeg, pool);
            return whole == null ? null : box.part(whole);
        }
        Image around = decode(part, pool);
        return around == null ? null : around.crop(crop.xPx(), crop.yPx(), box.widthPx(), box.heightPx());
    }

    private static boolean isKnown(ImageHeader header) {
        return header.kind() == ImageKind.JPEG && header.channels() == COLOURS && header.exifOrientation() == 1;
    }

    private @Nullable Image decode(MemorySegment jpeg, PlanePool pool) {
        try {
            decoder.read(jpeg, 0, jpeg.byteSize());
            Image image = pool.take(decoder.widthPx(), decoder.heightPx(), PixelFormat.BGR8);
            decoder.decode(image.pixels(), 0, image.strideBytes(), ChannelOrder.BGR, 1);
            return image;
        } catch (BadImageException bad) {
            return null; // the general decoder says what it is
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
