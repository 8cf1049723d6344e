package io.cameo.bytes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: written beside its final name as {@code NAME.partial}, forced to disk,
 * renamed.
 *
 * <p>Until {@link #commit()} the final name is untouched, whatever happens to the process. {@link #close()} without a
 * commit deletes the partial file unless {@link #keepPartial()} was called. One thread at a time.
 */
public final class AtomicFile implements AutoCloseable {
    /** What a file carries behind its name until it is whole. */
    public static final String PARTIAL_SUFFIX = ".partial";

    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private boolean keepPartial;
    private boolean done;

    private AtomicFile(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    /**
     * Starts an empty partial file, replacing one that an earlier run left. Where the target is a link, what it points to
     * is replaced, not the link.
     *
     * @throws IOException if the target is there and is no regular file: a folder, a device, a pipe
     */
    public static AtomicFile create(Path name) throws IOException {
        Path target = replaceable(name);
        Path partial = partialOf(target);
        FileChannel channel = open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.truncate(0);
            return new AtomicFile(target, partial, channel);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /**
     * Goes on with the partial file that an earlier run left, cut back to a size that is known to be good.
     *
     * @throws IOException if there is no partial file or it is shorter than {@code sizeBytes}
     */
    public static AtomicFile resume(Path name, long sizeBytes) throws IOException {
        Path target = replaceable(name);
        Path partial = partialOf(target);
        FileChannel channel = open(partial, StandardOpenOption.WRITE);
        try {
            if (channel.size() < sizeBytes) {
                throw new IOException("partial file is shorter than its journal says: file=" + partial + ", expected>="
                        + sizeBytes + ", actual=" + channel.size());
            }
            channel.truncate(sizeBytes);
            channel.position(sizeBytes);
            return new AtomicFile(target, partial, channel);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /** The name under which a file is written until it is whole. */
    public static Path partialOf(Path target) {
        return target.resolveSibling(target.getFileName() + PARTIAL_SUFFIX);
    }

    /** Where the bytes go; owned by this object. */
    public FileChannel channel() {
        return channel;
    }

    public Path target() {
        return target;
    }

    /** From now on, closing without a commit leaves the partial file for a later {@link #resume}. */
    public void keepPartial() {
        keepPartial = true;
    }

    /** From now on, closing without a commit deletes the partial file again. */
    public void dropPartial() {
        keepPartial = false;
    }

    /** Forces the bytes to disk and gives the file its name, replacing what stood there. */
    public void commit() throws IOException {
        if (done) {
            throw new IllegalStateException("already committed or closed: file=" + target);
        }
        channel.force(true);
        channel.close();
        done = true;
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(target);
    }

    @Override
    public void close() throws IOException {
        if (done) {
            return;
        }
        done = true;
        channel.close();
        if (!keepPartial) {
            Files.deleteIfExists(partial);
        }
    }

    private static Path replaceable(Path name) throws IOException {
        if (!Files.exists(name)) {
            return name;
        }
        if (!Files.isRegularFile(name)) {
            throw new FileSystemException(
                    name.toString(), null, Files.isDirectory(name) ? "is a folder" : "is not a regular file");
        }
        return Files.isSymbolicLink(name) ? name.toRealPath() : name;
    }

    /** Opens and locks, so that two runs never write one partial file. */
    private static FileChannel open(Path partial, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(partial, options);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException held) {
            // by this process: the same answer as if another held it
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw new IOException("another run is writing this file: file=" + partial);
    }

    private static void forceDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel handle = FileChannel.open(directory, StandardOpenOption.READ)) {
                handle.force(true);
            }
        }
    }
}
