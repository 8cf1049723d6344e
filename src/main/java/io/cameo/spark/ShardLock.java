package io.cameo.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to a folder of shards, for as long as this process has it: a lock on {@code lock} in it, which the system takes
 * back when the process ends, however it does.
 *
 * <p>It holds between the processes of one machine on any disk. Between machines it holds where the shared disk passes locks
 * on, and not everywhere does it: who finds a folder free that another machine had must ask before taking it, see
 * {@link ShardFolder#open}.
 */
final class ShardLock implements AutoCloseable {
    private static final String NAME = "lock";
    private static final int MAX_ATTEMPTS = 100;

    /** Those of this process: to open and close a file that it has locked would unlock it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ShardLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made if it is not there.
     *
     * @throws IOException if a living run has it, or it is no folder of shards
     */
    static ShardLock take(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NoSuchFileException(String.valueOf(parent));
        }
        @Nullable IOException last = null;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                create(folder);
                ShardLock lock = tryTake(folder);
                if (lock != null) {
                    return lock;
                }
            } catch (NoSuchFileException justGone) {
                last = justGone; // the run that had it ended between two steps of ours
            }
        }
        throw new IOException("folder of shards comes and goes: folder=" + folder, last);
    }

    /** Whether a file in the folder is the one that is locked, and must stay. */
    static boolean isOf(Path file) {
        return file.getFileName().toString().equals(NAME);
    }

    private static void create(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            throw isForeign(folder);
        }
        if (Files.notExists(folder)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException another) {
                return; // was faster; the lock decides
            }
        }
    }

    /** Null if the folder went while it was taken. */
    private static @Nullable ShardLock tryTake(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve(NAME);
        if (!HELD.add(file)) {
            throw inUse(folder);
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            createFile(folder, file);
            Object before = keyOf(file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw inUse(folder);
            }
            taken = Objects.equals(before, keyOf(file)); // else it is the lock of a folder that is going
            return taken ? new ShardLock(file, channel) : null;
        } finally {
            if (!taken) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(file);
            }
        }
    }

    private static IOException isForeign(Path folder) {
        return new IOException("is not a folder of shards, move it out of the way: folder=" + folder);
    }

    private static void createFile(Path folder, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        String[] others = folder.toFile().list();
        if (others != null && others.length > 0 && Files.notExists(file)) {
            throw isForeign(folder);
        }
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException another) {
            return; // was faster; the lock decides
        }
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static IOException inUse(Path folder) throws IOException {
        ShardOwner owner = ShardOwner.read(folder);
        return new IOException(
                "another run is making this file: folder=" + folder + (owner == null ? "" : ", " + owner.text()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
