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
    /**
     * The one in Java: it makes the same bytes wherever it runs, and whichever version of the library Spark brings. Those of
     * the native one change with its version.
     */
    private final LZ4Compressor compressor = LZ4Factory.safeInstance().fastCompressor();

    private final LZ4SafeDecompressor decompressor =
            LZ4Factory.fastestInstance().safeDecompressor();
    private byte[] plain = new byte[0];
    private byte[] packed = new byte[0];
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
        int length = Math.toIntExact(src.byteSize());
        int most = Math.toIntExact(most(length));
        if (plain.length < length) {
            plain = new byte[length];
        }
        if (packed.length < most) {
            packed = new byte[most];
        }
        MemorySegment.copy(src, LittleEndian.BYTE, 0, plain, 0, length);
        int size = compressor.compress(plain, 0, length, packed, 0, most);
        MemorySegment.copy(packed, 0, dst, LittleEndian.BYTE, 0, size);
        return size;
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
