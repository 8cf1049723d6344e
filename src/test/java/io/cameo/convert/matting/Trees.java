package io.cameo.convert.matting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares folders. */
final class Trees {
    private Trees() {}

    /** Every file by its name, and every empty folder by its name and a slash. */
    static Map<String, byte[]> contents(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                String name = root.relativize(path).toString();
                if (Files.isRegularFile(path)) {
                    files.put(name, Files.readAllBytes(path));
                } else {
                    try (Stream<Path> below = Files.list(path)) {
                        if (below.findAny().isEmpty()) {
                            files.put(name + "/", new byte[0]);
                        }
                    }
                }
            }
        }
        return files;
    }

    static void copy(Path from, Path to) throws IOException {
        for (Map.Entry<String, byte[]> file : contents(from).entrySet()) {
            Path target = to.resolve(file.getKey());
            if (file.getKey().endsWith("/")) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.resolveSibling(""));
                Files.write(target, file.getValue());
            }
        }
    }
}
