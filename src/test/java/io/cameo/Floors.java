package io.cameo;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The floor table of the README as data: which package stands on which floor and may import which of ours. */
final class Floors {
    static final Path MAIN_SOURCES = Path.of("src/main/java/io/cameo");

    private static final Set<String> BELOW_DATASETS = Set.of(
            "archive",
            "bytes",
            "nativelib",
            "bundle",
            "compute",
            "lst",
            "numpy",
            "record",
            "image",
            "face",
            "mask",
            "matte",
            "table",
            "texture",
            "torch");

    /** A package may import those named, which all stand on lower floors. */
    static final Map<String, Room> ROOMS = new TreeMap<>(Map.ofEntries(
            entry("bytes", new Room(0, Set.of())),
            entry("compute", new Room(1, Set.of("nativelib"))),
            entry("nativelib", new Room(0, Set.of())),
            entry("pipeline", new Room(0, Set.of())),
            entry("archive", new Room(1, Set.of("bytes"))),
            entry("bundle", new Room(1, Set.of("bytes"))),
            entry("lst", new Room(2, Set.of("archive", "bytes"))),
            entry("numpy", new Room(1, Set.of("bytes"))),
            entry("torch", new Room(2, Set.of("bytes", "numpy"))),
            entry("record", new Room(2, Set.of("bytes", "compute", "nativelib"))),
            entry("image", new Room(2, Set.of("bytes", "bundle", "compute", "nativelib"))),
            entry("face", new Room(3, Set.of("bytes", "compute", "image", "nativelib"))),
            entry("mask", new Room(3, Set.of("bytes", "compute", "image", "nativelib"))),
            entry("matte", new Room(3, Set.of("bytes", "compute", "image"))),
            entry("table", new Room(2, Set.of("bundle", "bytes"))),
            entry("texture", new Room(3, Set.of("bytes", "compute", "image"))),
            entry("scene", new Room(3, Set.of("image"))),
            entry("dataset", new Room(4, BELOW_DATASETS)),
            entry("convert", new Room(5, with(BELOW_DATASETS, "pipeline", "scene", "dataset"))),
            entry("loader", new Room(5, with(BELOW_DATASETS, "pipeline", "dataset"))),
            entry("spark", new Room(6, with(BELOW_DATASETS, "pipeline", "dataset", "convert", "loader"))),
            entry(
                    "cli",
                    new Room(7, with(BELOW_DATASETS, "pipeline", "scene", "dataset", "convert", "loader", "spark")))));

    private Floors() {}

    /** What the table says of a package, which must stand in it. */
    static Room room(String name) {
        Room room = ROOMS.get(name);
        if (room == null) {
            throw new AssertionError("package is not in the floor table: name=" + name);
        }
        return room;
    }

    /** The packages that stand in the source tree, by their name below {@code io.cameo}. */
    static List<String> standing() throws IOException {
        try (Stream<Path> folders = Files.list(MAIN_SOURCES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> with(Set<String> rooms, String... more) {
        Set<String> all = new TreeSet<>(rooms);
        Collections.addAll(all, more);
        return all;
    }

    record Room(int floor, Set<String> mayImport) {}
}
