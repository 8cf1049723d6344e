package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The fourth channel of an image, as a plane of its own. */
final class AlphaChannel {
    private AlphaChannel() {}

    /** A new plane of the same depth. */
    static Image of(Image image) {
        int step = image.format().bytesPerSample();
        int widthPx = image.widthPx();
        int pixelBytes = image.format().bytesPerPixel();
        byte[] row = new byte[Math.toIntExact(image.rowBytes())];
        byte[] plane = new byte[Math.multiplyExact(widthPx * step, image.heightPx())];
        int to = 0;
        for (int y = 0; y < image.heightPx(); y++) {
            MemorySegment.copy(image.pixels(), ValueLayout.JAVA_BYTE, y * image.strideBytes(), row, 0, row.length);
            for (int at = 3 * step; at < row.length; at += pixelBytes) {
                for (int i = 0; i < step; i++) {
                    plane[to++] = row[at + i];
                }
            }
        }
        return Image.wrap(
                MemorySegment.ofArray(plane),
                widthPx,
                image.heightPx(),
                (long) widthPx * step,
                step == 1 ? PixelFormat.GRAY8 : PixelFormat.GRAY16);
    }
}
