package io.cameo.spark;

import io.cameo.bytes.Checksum;
import io.cameo.convert.RunJournal;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That an attempt at a part is done, and what it made: {@code shard.journal} in its folder, which appears whole when
 * everything else is on disk, with size and checksum of each file.
 *
 * @param folder of the attempt, on disks that all machines share
 * @param part which part
 * @param numbers what the job wants to know of it
 */
record ShardMark(String folder, int part, Map<String, Long> numbers) implements Serializable {
    private static final String STEM = "shard";
    private static final String NAME = "shard.journal";
    private static final String PART = "part";
    private static final String BYTES = "bytes of ";
    private static final String SUM = "crc32c of ";

    /** Marks an attempt as done; all its files have their names and are on disk. */
    static ShardMark write(Path folder, int part, Map<String, Long> numbers) throws IOException {
        Map<String, Long> all = new TreeMap<>(numbers);
        all.put(PART, (long) part);
        all.putAll(files(folder));
        journal(folder).write(all);
        return new ShardMark(folder.toString(), part, Map.copyOf(all));
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** Reads the mark of an attempt; null where there is none, or a file is not what it was when it was written. */
    static @Nullable ShardMark read(Path folder) throws IOException {
        RunJournal.Position found = journal(folder).read();
        if (found == null) {
            return null;
        }
        Map<String, Long> marked = found.numbers();
        Map<String, Long> expected = new TreeMap<>(marked);
        expected.keySet().removeIf(name -> !isOfFile(name));
        return expected.equals(files(folder))
                ? new ShardMark(folder.toString(), (int) found.number(PART), Map.copyOf(marked))
                : null;
    }

    private static RunJournal journal(Path folder) {
        return new RunJournal(folder.resolve(STEM), STEM, Map.of());
    }

    private static boolean isOfFile(String name) {
        return name.startsWith(BYTES) || name.startsWith(SUM);
    }

    private static Map<String, Long> files(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> !file.getFileName().toString().startsWith(NAME))
                    .toList();
        }
        Map<String, Long> found = new TreeMap<>();
        for (Path file : files) {
            found.put(BYTES + file.getFileName(), Files.size(file));
            found.put(SUM + file.getFileName(), Integer.toUnsignedLong(Checksum.crc32c(file)));
        }
        return found;
    }

    long number(String name) {
        Long value = numbers.get(name);
        if (value == null) {
            throw new IllegalStateException("mark of a part lacks a number: name=" + name + ", folder=" + folder);
        }
        return value;
    }

    /** A file of the attempt. */
    String file(String name) {
        return Path.of(folder).resolve(name).toString();
    }
}
