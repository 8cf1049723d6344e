package io.cameo.face;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Photographs and model weights, which are not part of this project: tests that need them are skipped without them. */
final class Photographs {
    private static final Path SHARED = Path.of("..", "shared");
    private static final Path PHOTOGRAPHS = SHARED.resolve("golden").resolve("faces");
    private static final Path MODELS = SHARED.resolve("models");

    private Photographs() {}

    /** The folder of models, or the test is skipped. */
    static DetectorModels models() {
        assumeTrue(Files.isDirectory(MODELS), "no model weights beside the project: " + MODELS);
        return DetectorModels.in(MODELS);
    }

    /** A file beside the photographs, or the test is skipped. */
    static Path file(String name) {
        Path file = PHOTOGRAPHS.resolve(name);
        assumeTrue(Files.isRegularFile(file), "no photograph beside the project: " + file);
        return file;
    }

    /** A decoded photograph, or the test is skipped. */
    static Image image(String name, Arena arena) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        try (ImageCodec codec = ImageCodec.create()) {
            return codec.decode(MemorySegment.ofArray(bytes), ColorMode.COLOR).copy(arena);
        }
    }

    static String sha256(Image image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image.toBytes()));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
