package io.cameo.spark;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which process has, or had, a folder of shards: {@code owner} in it, a line each.
 *
 * @param host what the machine is called
 * @param machine what tells it from others of that name; empty where it has no such file
 * @param pid the process
 */
record ShardOwner(String host, String machine, long pid) {
    private static final String NAME = "owner";
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    /** This process. */
    static ShardOwner here() throws IOException {
        String machine =
                Files.isReadable(MACHINE_ID) ? Files.readString(MACHINE_ID).strip() : "";
        return new ShardOwner(hostName(), machine, ProcessHandle.current().pid());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unresolved) {
            return String.valueOf(unresolved.getMessage()); // begins with the name, and is the same each time
        }
    }

    /** Whether it is or was a process of this machine, so that a lock tells whether it lives. */
    boolean isHere() throws IOException {
        ShardOwner here = here();
        return host.equals(here.host) && machine.equals(here.machine);
    }

    void write(Path folder) throws IOException {
        byte[] text = (host + '\n' + machine + '\n' + pid + '\n').getBytes(StandardCharsets.UTF_8);
        try (AtomicFile file = AtomicFile.create(folder.resolve(NAME))) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                file.channel().write(bytes);
            }
            file.commit();
        }
    }

    /** Says that nobody has the folder. */
    static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }

    /** Who has a folder, or was killed when it had it; null for nobody. */
    static @Nullable ShardOwner read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        try {
            return new ShardOwner(lines.get(0), lines.get(1), Long.parseLong(lines.get(2)));
        } catch (IndexOutOfBoundsException | NumberFormatException damaged) {
            throw new IOException("file does not say whose the shards are: file=" + file, damaged);
        }
    }

    /** For complaints. */
    String text() {
        return "host=" + host + ", pid=" + pid;
    }
}
