package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads files of a folder. */
final class FolderReader implements TreeReader {
    private static final long FIRST_BYTES = 1 << 16;

    private final Path root;
    private Arena arena = Arena.ofConfined();
    private MemorySegment buffer = arena.allocate(FIRST_BYTES);

    FolderReader(Path root) {
        this.root = root;
    }

    @Override
    public MemorySegment read(TreeFile file) throws IOException {
        Path path = root.resolve(file.name());
        TreeReader.requireSize(path, file);
        if (buffer.byteSize() < file.sizeBytes()) {
            arena.close();
            arena = Arena.ofConfined();
            buffer = arena.allocate(Math.max(file.sizeBytes(), 2 * buffer.byteSize()));
        }
        MemorySegment bytes = buffer.asSlice(0, file.sizeBytes());
        ByteBuffer unread = bytes.asByteBuffer();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (unread.hasRemaining() && channel.read(unread) >= 0) {
                // until full or at the end
            }
            if (unread.hasRemaining() || channel.size() != file.sizeBytes()) {
                throw new CorruptDataException(
                        path,
                        unread.position(),
                        "file has changed its size: expected=" + file.sizeBytes() + ", actual=" + channel.size());
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
