package io.cameo.convert.insightface;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lists of everything that a device has to do with, or must leave to others: sound images, odd ones, bad lines. */
final class DeviceLines {
    private static final List<Path> FOLDERS = List.of(Path.of("testdata/face/src"), Path.of("testdata/image/src"));

    private DeviceLines() {}

    /** Copies the images there; damaged ones, and some that are none, are among them. */
    static Path images(Path root) throws IOException {
        Files.createDirectories(root);
        for (Path folder : FOLDERS) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (Files.isDirectory(file)) {
                        continue;
                    }
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(root.resolve(file.getFileName()), bytes);
                    Files.write(root.resolve("cut-" + file.getFileName()), Arrays.copyOf(bytes, bytes.length * 2 / 3));
                }
            }
        }
        Files.writeString(root.resolve("text.jpg"), "no image");
        return root;
    }

    /** So many lines, drawn at random. */
    static Path list(Path file, Path images, int lines, SplittableRandom random) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(images)) {
            files.forEach(image -> names.add(image.getFileName().toString()));
        }
        names.sort(null);
        names.removeIf(name -> name.startsWith("cut-") && random.nextInt(4) > 0);
        names.add("none.jpg");
        List<String> text = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String name = names.get(random.nextInt(names.size()));
            String start = (random.nextInt(8) == 0 ? 1 : 0) + "\t" + name + "\t" + i / 5;
            text.add(
                    switch (random.nextInt(12)) {
                        case 0 -> start;
                        case 1 -> start + landmarks(() -> 9);
                        case 2 -> start + landmarks(() -> 1e6 + random.nextDouble());
                        default -> {
                            double size = 40 + random.nextInt(300);
                            yield start + landmarks(() -> random.nextDouble() * size);
                        }
                    });
        }
        return Files.write(file, text);
    }

    private static String landmarks(DoubleSupplier number) {
        return "\t1\t2\t50\t60"
                + IntStream.range(0, 10)
                        .mapToObj(i -> String.format(Locale.ROOT, "\t%.4f", number.getAsDouble()))
                        .collect(Collectors.joining());
    }
}
