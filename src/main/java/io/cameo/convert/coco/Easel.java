package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import io.cameo.image.Transforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What a worker draws with: a reader, a codec, an overlay, and a canvas that is used again. */
final class Easel implements AutoCloseable {
    private final SampleSource.Reader reader;
    private final ImageCodec codec = ImageCodec.create();
    private final PersonOverlay overlay = new PersonOverlay();
    private byte[] memory = {};

    Easel(SampleSource source) {
        try {
            reader = source.reader();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    SampleSource.Reader reader() {
        return reader;
    }

    PersonOverlay overlay() {
        return overlay;
    }

    /**
     * The photograph of a sample, on the canvas, at the largest size that fits.
     *
     * @param largestScale how much a small one may be enlarged
     * @return valid until the next
     * @throws BadImageException if it does not decode or is not of the plane's size
     */
    Image photo(CocoSample sample, int widthPx, int heightPx, double largestScale) {
        Image stored = reader.pixels();
        Image decoded = stored != null ? stored : codec.decode(sample.encoded(), ColorMode.COLOR);
        Image plane = sample.plane().image();
        if (decoded.widthPx() != plane.widthPx() || decoded.heightPx() != plane.heightPx()) {
            throw new BadImageException("image and plane differ in size: image=" + decoded.widthPx() + "x"
                    + decoded.heightPx() + ", plane=" + plane.widthPx() + "x" + plane.heightPx());
        }
        double fit = Math.min((double) widthPx / plane.widthPx(), (double) heightPx / plane.heightPx());
        double scale = Math.min(fit, largestScale);
        Image canvas = canvas(
                Math.clamp(Math.round(plane.widthPx() * scale), 1, widthPx),
                Math.clamp(Math.round(plane.heightPx() * scale), 1, heightPx));
        Interpolation how = scale < 1 ? Interpolation.AREA : Interpolation.CUBIC;
        Image scaled =
                Transforms.resize(canvas.widthPx(), canvas.heightPx(), how, 0).apply(decoded, 0, codec);
        for (int y = 0; y < canvas.heightPx(); y++) {
            MemorySegment.copy(
                    scaled.pixels(),
                    y * scaled.strideBytes(),
                    canvas.pixels(),
                    y * canvas.strideBytes(),
                    canvas.rowBytes());
        }
        return canvas;
    }

    /** An encoded file, in a new array. */
    byte[] encode(Image image, Encoding encoding, int quality) {
        return codec.encode(image, encoding, quality).toArray(ValueLayout.JAVA_BYTE);
    }

    private Image canvas(int widthPx, int heightPx) {
        int bytes = Math.multiplyExact(3, Math.multiplyExact(widthPx, heightPx));
        memory = memory.length < bytes ? new byte[bytes] : memory;
        return Image.wrap(MemorySegment.ofArray(memory), widthPx, heightPx, 3L * widthPx, PixelFormat.BGR8);
    }

    @Override
    public void close() throws IOException {
        try (codec) {
            reader.close();
        }
    }
}
