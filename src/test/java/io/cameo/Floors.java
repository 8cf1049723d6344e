package io.cameo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The floor table of the README as data: which package stands on which floor and may import which of ours. */
final class Floors {
    static final Path MAIN_SOURCES = Path.of("src/main/java/io/cameo");

    /** A package may import those named, which all stand on lower floors. */
    static final Map<String, Room> ROOMS = new TreeMap<>(Map.of(
            "bytes", new Room(0, Set.of()),
            "compute", new Room(0, Set.of()),
            "pipeline", new Room(0, Set.of()),
            "lst", new Room(1, Set.of("bytes")),
            "record", new Room(1, Set.of("bytes", "compute")),
            "image", new Room(2, Set.of("bytes", "compute")),
            "scene", new Room(3, Set.of("image")),
            "convert", new Room(5, Set.of("bytes", "pipeline", "compute", "record", "lst", "image")),
            "cli", new Room(6, Set.of("bytes", "pipeline", "compute", "record", "lst", "image", "scene", "convert"))));

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

    record Room(int floor, Set<String> mayImport) {}
}
