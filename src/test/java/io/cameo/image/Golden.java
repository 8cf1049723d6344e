package io.cameo.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code testdata/image}. */
final class Golden {
    private static final Path ROOT = Path.of("testdata", "image");

    private Golden() {}

    /** One file under {@code testdata/image}, such as {@code src/one.jpg}. */
    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(ROOT.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static MemorySegment segment(String name) {
        return MemorySegment.ofArray(bytes(name));
    }

    /** The names of all odd images, relative to {@code testdata/image}. */
    static List<String> names() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
            if (names.size() != 36) {
                throw new IllegalStateException("golden images are missing: found=" + names.size());
            }
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The rows of a table, split at tabs, without its heading. */
    static List<String[]> table(String name) {
        try (Stream<String> lines = Files.lines(ROOT.resolve(name))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
