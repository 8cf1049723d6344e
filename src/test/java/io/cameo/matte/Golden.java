package io.cameo.matte;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** The planes in testdata, and planes made up. */
final class Golden {
    static final Path DATA = Path.of("testdata/matte");

    private Golden() {}

    static Image read(String name) throws IOException {
        try (ImageCodec codec = ImageCodec.create()) {
            byte[] file = Files.readAllBytes(DATA.resolve(name));
            return codec.decode(MemorySegment.ofArray(file), ColorMode.UNCHANGED)
                    .copy(Arena.ofAuto());
        }
    }

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(DATA.resolve(name).toFile());
    }

    static Image blank(Image like) {
        return Image.allocate(Arena.ofAuto(), like.widthPx(), like.heightPx(), PixelFormat.GRAY8);
    }

    static String sha256(Image image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image.toBytes()));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Mostly 0 and the largest sample in runs, with soft samples between, and gaps between rows. */
    static Image drawn(SplittableRandom random, int widthPx, int heightPx, PixelFormat format) {
        long stride = (long) widthPx * format.bytesPerPixel() + random.nextInt(3) * 2L;
        Image image = Image.wrap(Arena.ofAuto().allocate(stride * heightPx), widthPx, heightPx, stride, format);
        int unit = format == PixelFormat.GRAY8 ? 255 : 65535;
        int left = 0;
        int value = 0;
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                if (left-- <= 0) {
                    left = random.nextInt(1, 40);
                    value = switch (random.nextInt(4)) {
                        case 0 -> unit;
                        case 1 -> random.nextInt(unit + 1);
                        default -> 0;
                    };
                }
                set(image, x, y, value);
            }
        }
        return image;
    }

    static void set(Image image, int x, int y, int value) {
        if (image.format() == PixelFormat.GRAY8) {
            image.pixels().set(ValueLayout.JAVA_BYTE, y * image.strideBytes() + x, (byte) value);
        } else {
            image.pixels().set(ValueLayout.JAVA_SHORT_UNALIGNED, y * image.strideBytes() + 2L * x, (short) value);
        }
    }
}
