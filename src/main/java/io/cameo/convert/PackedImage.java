package io.cameo.convert;

import io.cameo.record.IrHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker hands to the writer: a header and a payload in a buffer that is used again. One thread at a time; owns its
 * buffer.
 */
public final class PackedImage implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 14;

    private @Nullable IrHeader header;
    private Arena arena = Arena.ofShared();
    private MemorySegment buffer = arena.allocate(FIRST_BYTES);
    private long length;

    /** Sets the header of the record. */
    public void setHeader(IrHeader newHeader) {
        header = newHeader;
    }

    /** The header of the record. */
    public IrHeader header() {
        return Objects.requireNonNull(header, "nothing was packed");
    }

    /** A buffer of at least that many bytes; what it held is gone. */
    public MemorySegment buffer(long atLeastBytes) {
        if (buffer.byteSize() < atLeastBytes) {
            arena.close();
            arena = Arena.ofShared();
            buffer = arena.allocate(Math.max(atLeastBytes, 2 * buffer.byteSize()));
        }
        return buffer;
    }

    /** Makes room for more; what the buffer holds stays. */
    public void grow(long atLeastBytes) {
        if (buffer.byteSize() < atLeastBytes) {
            Arena larger = Arena.ofShared();
            MemorySegment grown = larger.allocate(atLeastBytes);
            grown.copyFrom(payload());
            arena.close();
            arena = larger;
            buffer = grown;
        }
    }

    /** How many bytes of the buffer are the payload. */
    public void setLength(long bytes) {
        length = bytes;
    }

    /** Takes a copy as the payload. */
    public void copyFrom(MemorySegment source) {
        MemorySegment.copy(source, 0, buffer(source.byteSize()), 0, source.byteSize());
        length = source.byteSize();
    }

    /** The payload: a view of the buffer, valid until the next change. */
    public MemorySegment payload() {
        return buffer.asSlice(0, length);
    }

    /** What it takes while it waits for the writer. */
    public long weightBytes() {
        return buffer.byteSize();
    }

    @Override
    public void close() {
        arena.close();
    }
}
