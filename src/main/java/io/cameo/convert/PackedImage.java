package io.cameo.convert;

import io.cameo.record.IrHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a worker hands to the writer: a header and a payload in a buffer that is used again. */
final class PackedImage implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 14;

    private @Nullable IrHeader header;
    private Arena arena = Arena.ofShared();
    private MemorySegment buffer = arena.allocate(FIRST_BYTES);
    private long length;

    void setHeader(IrHeader newHeader) {
        header = newHeader;
    }

    IrHeader header() {
        return Objects.requireNonNull(header, "nothing was packed");
    }

    /** A buffer of at least that many bytes; what it held is gone. */
    MemorySegment buffer(long atLeastBytes) {
        if (buffer.byteSize() < atLeastBytes) {
            arena.close();
            arena = Arena.ofShared();
            buffer = arena.allocate(Math.max(atLeastBytes, 2 * buffer.byteSize()));
        }
        return buffer;
    }

    void setLength(long bytes) {
        length = bytes;
    }

    void copyFrom(MemorySegment source) {
        MemorySegment.copy(source, 0, buffer(source.byteSize()), 0, source.byteSize());
        length = source.byteSize();
    }

    MemorySegment payload() {
        return buffer.asSlice(0, length);
    }

    /** What it takes while it waits for the writer. */
    long weightBytes() {
        return buffer.byteSize();
    }

    @Override
    public void close() {
        arena.close();
    }
}
