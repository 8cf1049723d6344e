package io.cameo.bytes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole file mapped read-only, of any size, in one shared arena.
 *
 * <p>Any number of threads may read {@link #segment()}. The mapping ends with {@link #close()}: slices taken before it
 * then throw {@link IllegalStateException}. A thread that reads at that very moment gets it too, and JDK 25 may leave its
 * interrupt flag up; who goes on with that thread takes it down ({@link Thread#interrupted()}), else the next channel that it
 * uses is closed. The file should not shrink while it is mapped; what happens if it does says {@link PageFault}.
 */
public final class MappedFile implements AutoCloseable {
    private static volatile @Nullable Shrunk lastShrunk;

    private final Path path;
    private final Arena arena;
    private final MemorySegment segment;
    private final @Nullable Object fileKey;

    private MappedFile(Path path, Arena arena, MemorySegment segment) throws IOException {
        this.path = path;
        this.arena = arena;
        this.segment = segment;
        fileKey = attributes().fileKey();
    }

    /**
     * Maps a file as it is now. An empty file maps to an empty segment.
     *
     * @throws IOException if the file cannot be opened or mapped
     */
    public static MappedFile open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Opening a pipe would wait for its other end.
            throw new FileSystemException(
                    path.toString(), null, Files.isDirectory(path) ? "is a folder" : "is not a regular file");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            MemorySegment segment = size == 0 ? MemorySegment.NULL : channel.map(MapMode.READ_ONLY, 0, size, arena);
            return new MappedFile(path, arena, segment);
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }

    /** A file that was shorter when it was closed than when it was mapped: its name, and how long it was then. */
    record Shrunk(Path path, long sizeBytes) {}

    /** The file of this process that was last found cut; null if none ever was. Says which one a late error is about. */
    static @Nullable Shrunk lastShrunk() {
        return lastShrunk;
    }

    public Path path() {
        return path;
    }

    public long sizeBytes() {
        return segment.byteSize();
    }

    /** All bytes of the file; valid until {@link #close()}. */
    public MemorySegment segment() {
        return segment;
    }

    /** Whether the file is known to be shorter than when it was mapped. */
    public boolean isCut() {
        return presentSize() < sizeBytes();
    }

    /**
     * Refuses to go on if the file was cut since it was mapped: up to the end of a page its mapping then reads as zeros.
     *
     * @throws CorruptDataException if it is shorter than it was, at the place where it ends now
     */
    public void checkWhole() {
        long size = presentSize();
        if (size < sizeBytes()) {
            throw new CorruptDataException(
                    path,
                    size,
                    "file shrank while it was open: expected_size=" + sizeBytes() + ", actual_size=" + size);
        }
    }

    @Override
    public void close() {
        arena.close();
        long size = presentSize();
        if (size < sizeBytes()) {
            lastShrunk = new Shrunk(path, size);
        }
    }

    /** How long the file is now; {@link Long#MAX_VALUE} where its name is gone or of another file: then nothing is known. */
    private long presentSize() {
        try {
            BasicFileAttributes now = attributes();
            return Objects.equals(now.fileKey(), fileKey) ? now.size() : Long.MAX_VALUE;
        } catch (IOException gone) {
            return Long.MAX_VALUE;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }
}
