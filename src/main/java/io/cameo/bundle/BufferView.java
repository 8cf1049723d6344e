package io.cameo.bundle;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Memory as the byte buffer that checksums and codecs want. The buffer over the memory that was asked for last is kept,
 * because most callers write many parts into one: those make no garbage. One thread at a time.
 */
final class BufferView {
    private MemorySegment memory = MemorySegment.NULL;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /**
     * Some bytes, from the buffer's position to its limit; until the next call. Of memory of 2 GiB and more, in a new buffer.
     *
     * @param of native, or over a {@code byte[]}
     */
    ByteBuffer slice(MemorySegment of, long offset, int length) {
        if (of.byteSize() > Integer.MAX_VALUE) {
            return of.asSlice(offset, length).asByteBuffer();
        }
        // Memory that was freed and allocated again has the same address in another scope.
        if (!of.equals(memory) || !of.scope().equals(memory.scope())) {
            buffer = of.asByteBuffer();
            memory = of;
        }
        return buffer.limit((int) offset + length).position((int) offset);
    }
}
