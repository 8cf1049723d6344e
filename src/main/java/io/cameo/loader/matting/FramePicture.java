package io.cameo.loader.matting;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.JpegDecoder;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the image files of records as they are stored: an EXIF tag that says to turn one is not followed, because the mattes
 * are not turned. One worker's own.
 */
final class FramePicture implements AutoCloseable {
    private static final short START = (short) 0xd8ff;
    private static final int APP1 = 0xe1;
    private static final int SCAN = 0xda;
    private static final int EXIF = 'E' | 'x' << 8 | 'i' << 16 | 'f' << 24;

    private final JpegDecoder jpeg = JpegDecoder.create();
    private @Nullable ImageCodec codec;

    /**
     * Decodes a file.
     *
     * @param file the caller's own copy, which is changed
     * @param to of the size that the record says
     * @throws BadImageException if it cannot be decoded, or has another size
     */
    void decode(MemorySegment file, Image to) {
        if (file.byteSize() >= Short.BYTES && file.get(LittleEndian.SHORT, 0) == START) {
            hideExif(file);
            jpeg.read(file, 0, file.byteSize());
            requireSize(jpeg.widthPx(), jpeg.heightPx(), to);
            jpeg.decode(to.pixels(), 0, to.strideBytes(), ChannelOrder.BGR, 1);
            return;
        }
        ImageCodec known = codec;
        if (known == null) {
            known = ImageCodec.create();
            codec = known;
        }
        Image image = known.decode(file, ColorMode.COLOR);
        requireSize(image.widthPx(), image.heightPx(), to);
        StepTools.place(image, 0, 0, to, 0, 0);
    }

    private static void requireSize(int widthPx, int heightPx, Image to) {
        if (widthPx != to.widthPx() || heightPx != to.heightPx()) {
            throw new BadImageException("image has another size than its record says: expected=" + to.widthPx() + "x"
                    + to.heightPx() + ", actual=" + widthPx + "x" + heightPx);
        }
    }

    /** Spoils the mark of every EXIF block before the first scan, so that no decoder knows it. */
    static void hideExif(MemorySegment file) {
        long at = Short.BYTES;
        while (at + 10 <= file.byteSize() && file.get(LittleEndian.BYTE, at) == (byte) 0xff) {
            int marker = Byte.toUnsignedInt(file.get(LittleEndian.BYTE, at + 1));
            if (marker == SCAN) {
                return;
            }
            if (marker == APP1 && file.get(LittleEndian.INT, at + 4) == EXIF) {
                file.set(LittleEndian.BYTE, at + 4, (byte) '-');
            }
            int length = Short.toUnsignedInt(Short.reverseBytes(file.get(LittleEndian.SHORT, at + 2)));
            at += marker == 0xff ? 1 : 2L + length;
        }
    }

    @Override
    public void close() {
        jpeg.close();
        if (codec != null) {
            codec.close();
        }
    }
}
