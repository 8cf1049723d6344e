package io.cameo.bundle;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/** LZ4 blocks; the only class that knows the library. Keeps a buffer: one for each thread. */
final class Lz4 {
    private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

    private final LZ4Compressor compressor = FACTORY.fastCompressor();
    private final LZ4SafeDecompressor decompressor = FACTORY.safeDecompressor();
    private byte[] block = new byte[1 << 12];
    private ByteBuffer blockBuffer = ByteBuffer.wrap(block);

    /** The longest block that so many bytes become. */
    static long most(long plainBytes) {
        return plainBytes + plainBytes / 255 + 16;
    }

    /**
     * Compresses.
     *
     * @param src native, or over a {@code byte[]}
     * @param dst the same, with {@link #most} bytes of room
     * @return the length of the block
     */
    int compress(MemorySegment src, MemorySegment dst) {
        ByteBuffer from = src.asByteBuffer();
        ByteBuffer to = dst.asByteBuffer();
        return compressor.compress(from, 0, from.capacity(), to, 0, to.capacity());
    }

    /** Takes a copy of a block, which may stand in a mapped file, where native code must not read. */
    byte[] load(MemorySegment src, long srcOffset, int length) {
        if (block.length < length) {
            block = new byte[Math.max(length, Math.min(2 * block.length, 1 << 28))];
            blockBuffer = ByteBuffer.wrap(block);
        }
        MemorySegment.copy(src, LittleEndian.BYTE, srcOffset, block, 0, length);
        return block;
    }

    /**
     * Decompresses the block that was loaded last.
     *
     * @param to receives as many bytes as are left in it
     * @return null, or what is wrong with it
     */
    @Nullable
    String decompress(int length, ByteBuffer to) {
        int room = to.remaining();
        try {
            int bytes = decompressor.decompress(blockBuffer, 0, length, to, to.position(), room);
            return bytes == room ? null : "block is shorter than announced: bytes=" + bytes;
        } catch (LZ4Exception bad) {
            return "not an LZ4 block: " + bad.getMessage();
        }
    }
}
