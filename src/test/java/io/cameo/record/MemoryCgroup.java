package io.cameo.record;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Linux control group of its own with a limit on memory, page cache included: what a container is held by. Made in the
 * folder that {@code -Dcameo.cgroup} names, which belongs to whoever runs the tests; without it a test is skipped.
 *
 * <p>Files of version 2: <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup-v2.html</a>.
 */
final class MemoryCgroup implements AutoCloseable {
    private static final String PROPERTY = "cameo.cgroup";

    private final Path folder;

    private MemoryCgroup(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says why, where no group can be made. */
    static void assumePossible() {
        String parent = System.getProperty(PROPERTY, "");
        assumeTrue(!parent.isEmpty(), "no cgroup was given: -D" + PROPERTY + "=DIR, see docs/stress.md");
        Path controllers = Path.of(parent, "cgroup.subtree_control");
        assumeTrue(Files.isReadable(controllers), "not a cgroup of version 2: " + parent);
        try {
            assumeTrue(
                    List.of(Files.readString(controllers).strip().split(" ")).contains("memory"),
                    "cgroup does not hand its memory controller down: " + controllers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a group; the processes in it get no more memory than this, and no swap. */
    static MemoryCgroup of(long limitBytes) throws IOException {
        Path folder = Path.of(
                System.getProperty(PROPERTY), "cameo-" + ProcessHandle.current().pid());
        MemoryCgroup group = new MemoryCgroup(Files.createDirectory(folder));
        try {
            Files.writeString(folder.resolve("memory.max"), Long.toString(limitBytes));
            Path swap = folder.resolve("memory.swap.max");
            if (Files.exists(swap)) {
                Files.writeString(swap, "0");
            }
            return group;
        } catch (Throwable failure) {
            group.close();
            throw failure;
        }
    }

    /** A command that runs another one inside the group. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\""));
        all.add(folder.toString());
        all.addAll(command);
        return all;
    }

    Path folder() {
        return folder;
    }

    /** The most memory that was in use at any time, page cache included. */
    long peakBytes() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("memory.peak")).strip());
    }

    /** How often something happened, as {@code memory.events} counts it: {@code max} for the limit, {@code oom_kill}. */
    long events(String what) throws IOException {
        return number(folder.resolve("memory.events"), what);
    }

    /** Bytes of files in memory that the processes of a group brought there. */
    static long fileBytes(Path folder) throws IOException {
        return number(folder.resolve("memory.stat"), "file");
    }

    private static long number(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1).strip());
            }
        }
        throw new IOException("no such line: file=" + file + ", name=" + name);
    }

    /** Takes the group away, whose processes must have ended; the page cache that is left goes to the parent. */
    @Override
    public void close() throws IOException {
        Files.delete(folder);
    }
}
