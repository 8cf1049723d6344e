package io.cameo.oracle;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** Draws seeded pictures with edges, gradients and noise, and encodes them. */
final class SmallImages {
    private static final int MAGIC = 0xCED7230A;
    private static final int JPEG_START_BYTES = 2;
    private static final int SEGMENT_HEAD_BYTES = 4;

    private SmallImages() {}

    /** A BGR picture on the heap. */
    static Image draw(SplittableRandom random, int widthPx, int heightPx) {
        byte[] bgr = new byte[widthPx * heightPx * 3];
        double stripePx = random.nextDouble(2, 20);
        double angle = random.nextDouble(Math.PI);
        int[] base = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
        int noise = random.nextInt(1, 60);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                double along = (x * Math.cos(angle) + y * Math.sin(angle)) / stripePx;
                int stripe = ((int) Math.floor(along) & 1) * 120;
                for (int c = 0; c < 3; c++) {
                    int value = base[c] + stripe + x * (c + 1) - y + random.nextInt(noise);
                    bgr[(y * widthPx + x) * 3 + c] = (byte) Math.clamp(value, 0, 255);
                }
            }
        }
        return Image.wrap(MemorySegment.ofArray(bgr), widthPx, heightPx, widthPx * 3L, PixelFormat.BGR8);
    }

    /** The encoded picture in an array of its own. */
    static byte[] encode(ImageCodec codec, Image image, Encoding encoding, int quality) {
        return codec.encode(image, encoding, quality).toArray(LittleEndian.BYTE);
    }

    /**
     * The same JPEG with a comment that is full of magic words, at whatever alignment they come to lie: in a record file
     * some of them cut the record into parts.
     */
    static byte[] withMagicComment(byte[] jpeg, int words, int shift) {
        byte[] comment = new byte[SEGMENT_HEAD_BYTES + shift + 4 * words];
        comment[0] = (byte) 0xFF;
        comment[1] = (byte) 0xFE;
        int length = comment.length - 2;
        comment[2] = (byte) (length >>> 8);
        comment[3] = (byte) length;
        for (int w = 0; w < words; w++) {
            MemorySegment.ofArray(comment).set(LittleEndian.INT, SEGMENT_HEAD_BYTES + shift + 4L * w, MAGIC);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, JPEG_START_BYTES);
        out.writeBytes(comment);
        out.write(jpeg, JPEG_START_BYTES, jpeg.length - JPEG_START_BYTES);
        return out.toByteArray();
    }
}
