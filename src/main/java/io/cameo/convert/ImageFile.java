package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Reads and writes one image file; whatever is wrong with one that is read is a reason to reject it, in words. */
public final class ImageFile {
    /** Leaves room in a record for the header with thousands of labels. */
    public static final long MAX_BYTES = (1L << 29) - (1L << 20);

    private ImageFile() {}

    /** The file that a path of a list means. */
    public static Path resolve(Path root, String path) throws RejectedItemException {
        try {
            return root.resolve(path);
        } catch (InvalidPathException bad) {
            throw new RejectedItemException("path cannot be a file's: " + bad.getReason());
        }
    }

    /** The file that a path of a list means, or null if it can mean none. */
    public static @Nullable Path resolveOrNull(Path root, String path) {
        try {
            return root.resolve(path);
        } catch (InvalidPathException bad) {
            return null;
        }
    }

    /** Reads a file into a buffer of the output. */
    public static void read(Path file, PackedImage out) throws RejectedItemException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new RejectedItemException(attributes.isDirectory() ? "is a folder" : "is not a regular file");
            }
            checkSize(attributes.size());
            read(file, attributes.size(), out);
        } catch (NoSuchFileException missing) {
            throw new RejectedItemException("no such file");
        } catch (AccessDeniedException denied) {
            throw new RejectedItemException("permission denied");
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /**
     * Says why a file cannot be read, without the folder that it lies in: a list of rejects is the same on machines, and for
     * callers, that have another name for that.
     */
    static RejectedItemException unreadable(Exception failed) {
        String why = switch (failed) {
            case CorruptDataException damage ->
                damage.reason() + ": file=" + damage.file().getFileName() + ", offset=" + damage.offsetBytes();
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> String.valueOf(failed.getMessage());
        };
        return new RejectedItemException("cannot be read: " + why, failed);
    }

    static void checkSize(long bytes) throws RejectedItemException {
        if (bytes == 0) {
            throw new RejectedItemException("file is empty");
        }
        if (bytes > MAX_BYTES) {
            throw new RejectedItemException("file is too large for a record: limit=" + MAX_BYTES + ", actual=" + bytes);
        }
    }

    private static void read(Path file, long size, PackedImage out) throws IOException, RejectedItemException {
        MemorySegment buffer = out.buffer(size);
        ByteBuffer bytes = buffer.asSlice(0, size).asByteBuffer();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until full or at the end
            }
        }
        if (bytes.hasRemaining()) {
            throw new RejectedItemException(
                    "file shrank while it was read: expected=" + size + ", actual=" + bytes.position());
        }
        out.setLength(size);
    }

    /** Writes a file that appears under its name when it is whole; not forced to disk. */
    public static void write(Path target, MemorySegment payload) throws IOException {
        Path partial = AtomicFile.partialOf(target);
        try {
            try (FileChannel channel = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = payload.asByteBuffer();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (Throwable failure) {
            Files.deleteIfExists(partial);
            throw failure;
        }
    }
}
