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

/**
 * A whole file mapped read-only, of any size, in one shared arena.
 *
 * <p>Any number of threads may read {@link #segment()}. The mapping ends with {@link #close()}: slices taken before it
 * then throw {@link IllegalStateException}. The file must not shrink while it is mapped.
 */
public final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment segment;

    private MappedFile(Path path, Arena arena, MemorySegment segment) {
        this.path = path;
        this.arena = arena;
        this.segment = segment;
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

    @Override
    public void close() {
        arena.close();
    }
}
