package io.cameo.convert.archive;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that files are unpacked into. Links that lie in it are neither followed nor written through: who can put one
 * there must not choose where files go. Threads share one.
 */
final class TargetFolder {
    /** What a byte buffer can hold, rounded down to whole pages. */
    private static final long MOST_AT_ONCE = 1L << 30;

    private final Path root;
    private final String partialSuffix;
    private final Set<Path> sound = ConcurrentHashMap.newKeySet();

    private TargetFolder(Path root, String partialSuffix) {
        this.root = root;
        this.partialSuffix = partialSuffix;
    }

    /** Something that is no folder stands where one must be. */
    static final class BlockedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        BlockedException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** The folder itself may be reached through links: the user named it. */
    static TargetFolder open(Path folder, String partialSuffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        return new TargetFolder(folder.toRealPath(), partialSuffix);
    }

    /** Where a file goes, with the folders above it made. */
    Path place(String name) throws IOException, BlockedException {
        int slash = name.lastIndexOf('/');
        if (slash >= 0) {
            makeFolder(name.substring(0, slash));
        }
        return root.resolve(name);
    }

    void makeFolder(String name) throws IOException, BlockedException {
        Path whole = root.resolve(name);
        if (sound.contains(whole)) {
            return;
        }
        int slash = name.lastIndexOf('/');
        if (slash >= 0) {
            makeFolder(name.substring(0, slash));
        }
        try {
            Files.createDirectory(whole);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(whole, LinkOption.NOFOLLOW_LINKS)) {
                throw new BlockedException((Files.isSymbolicLink(whole) ? "a link" : "a file")
                        + " stands where a folder must be: path=" + whole);
            }
        }
        sound.add(whole);
    }

    /** Where bytes come from. */
    @FunctionalInterface
    interface Filling {
        void into(FileChannel channel) throws IOException;
    }

    /** Writes all of some bytes. */
    static void write(FileChannel channel, MemorySegment bytes) throws IOException {
        for (long done = 0; done < bytes.byteSize(); ) {
            ByteBuffer rest = bytes.asSlice(done, Math.min(MOST_AT_ONCE, bytes.byteSize() - done))
                    .asByteBuffer();
            done += channel.write(rest);
        }
    }

    /**
     * Refuses what the disk of a folder has no room for.
     *
     * @param folder need not be there yet
     */
    static void requireRoom(Path folder, long bytes) throws IOException {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        FileStore store = Files.getFileStore(there);
        long usable = store.getUsableSpace();
        boolean known = store.getTotalSpace() > 0; // not of every network disk
        if (known && bytes > usable) {
            throw new FileSystemException(
                    folder.toString(), null, "not enough room on the disk: needed=" + bytes + ", usable=" + usable);
        }
    }

    /** Writes a file beside its name and gives it the name when it is whole; not forced to disk. */
    void write(Path file, Filling filling, @Nullable Instant modified) throws IOException, BlockedException {
        Path partial = file.resolveSibling(file.getFileName() + partialSuffix);
        try {
            try (FileChannel channel = create(partial)) {
                filling.into(channel);
            }
            if (modified != null) {
                Files.setLastModifiedTime(partial, FileTime.from(modified));
            }
            // Replaces a link that has the name, not what it points to.
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable failure) {
            Files.deleteIfExists(partial);
            if (failure instanceof FileSystemException && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BlockedException("a folder stands where a file must be: path=" + file);
            }
            throw failure;
        }
    }

    /** In place of what a killed run left, or of somebody's link, which is not written through. */
    private static FileChannel create(Path partial) throws IOException {
        try {
            return FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException left) {
            Files.delete(partial);
            return FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
