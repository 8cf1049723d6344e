package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads files of mattes as they are meant: gray planes of 8 or 16 bits, and gray ones stored as colours. */
final class MatteFile {
    private MatteFile() {}

    /**
     * The plane in a file, or null with a finding added.
     *
     * @param pool whose memory it gets
     */
    static @Nullable Image read(
            TreeReader reader, TreeFile file, ImageCodec codec, PlanePool pool, List<ScoreFinding> findings) {
        Image image;
        try {
            image = codec.decode(reader.read(file), ColorMode.UNCHANGED);
        } catch (BadImageException bad) {
            findings.add(new ScoreFinding(ScoreFault.UNREADABLE, file.name(), bad.reason()));
            return null;
        } catch (IOException unreadable) {
            findings.add(new ScoreFinding(ScoreFault.UNREADABLE, file.name(), String.valueOf(unreadable.getMessage())));
            return null;
        }
        PixelFormat format = image.format();
        if (format.channels() == 1) {
            return pool.keep(image);
        }
        if (format.channels() == 4) {
            findings.add(new ScoreFinding(
                    ScoreFault.CHANNELS, file.name(), "has an alpha channel of its own: channels=4 (RGBA)"));
            return null;
        }
        Image gray = gray(image, pool);
        if (gray == null) {
            findings.add(new ScoreFinding(ScoreFault.CHANNELS, file.name(), "has colours: channels=3 (RGB)"));
        }
        return gray;
    }

    private static @Nullable Image gray(Image image, PlanePool pool) {
        boolean bytes = image.format() == PixelFormat.BGR8;
        Image gray = pool.take(image.widthPx(), image.heightPx(), bytes ? PixelFormat.GRAY8 : PixelFormat.GRAY16);
        for (int y = 0; y < image.heightPx(); y++) {
            for (int x = 0; x < image.widthPx(); x++) {
                int sample = image.sample(x, y, 0);
                if (image.sample(x, y, 1) != sample || image.sample(x, y, 2) != sample) {
                    return null;
                }
                if (bytes) {
                    gray.pixels().set(ValueLayout.JAVA_BYTE, y * gray.strideBytes() + x, (byte) sample);
                } else {
                    gray.pixels()
                            .set(ValueLayout.JAVA_SHORT_UNALIGNED, y * gray.strideBytes() + 2L * x, (short) sample);
                }
            }
        }
        return gray;
    }
}
