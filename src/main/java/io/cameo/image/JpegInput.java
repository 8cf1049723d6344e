package io.cameo.image;

import io.cameo.bytes.PageFault;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Objects;

/** One JPEG, copied to where native code may read it, and what its header says; allocates nothing while it does not grow. */
final class JpegInput implements AutoCloseable {
    private final NativeBuffer buffer = new NativeBuffer();
    private final Probe probe = new Probe(MemorySegment.NULL);
    private final JpegStructure structure = new JpegStructure(probe);
    private MemorySegment memory = MemorySegment.NULL;
    private int sizeBytes;
    private boolean loaded;
    private boolean closed;

    void load(MemorySegment source, long offsetBytes, long lengthBytes) {
        requireOpen();
        loaded = false;
        Objects.checkFromIndexSize(offsetBytes, lengthBytes, source.byteSize());
        if (lengthBytes == 0) {
            throw new BadImageException("zero bytes");
        }
        if (lengthBytes > Integer.MAX_VALUE) {
            throw new BadImageException("encoded image too large: bytes=" + lengthBytes);
        }
        memory = buffer.atLeast(lengthBytes);
        MemorySegment.copy(source, offsetBytes, memory, 0, lengthBytes);
        if (source.isMapped()) {
            PageFault.meet();
        }
        sizeBytes = (int) lengthBytes;
        probe.move(memory, 0, lengthBytes);
        ImageKind kind = ImageKind.of(probe);
        if (kind != ImageKind.JPEG) {
            throw new BadImageException(
                    "not a jpeg: kind=" + kind.name().toLowerCase(Locale.ROOT) + ", bytes=" + lengthBytes);
        }
        structure.look();
        String fault = structure.fault();
        if (fault != null) {
            throw new BadImageException(fault);
        }
        Workspace.requireRoom(structure.widthPx(), structure.heightPx());
        loaded = true;
    }

    /** Native; the file is its first {@link #sizeBytes()}. */
    MemorySegment memory() {
        requireLoaded();
        return memory;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    JpegStructure structure() {
        requireLoaded();
        return structure;
    }

    int widthPx() {
        return isTurned() ? structure().heightPx() : structure().widthPx();
    }

    int heightPx() {
        return isTurned() ? structure().widthPx() : structure().heightPx();
    }

    /** Whether upright means that rows become columns. */
    private boolean isTurned() {
        return structure().orientation() >= 5;
    }

    /** Refuses memory that is too small, before native code writes to it. */
    void checkTarget(MemorySegment dst, long offsetBytes, long strideBytes, ChannelOrder order, int denominator) {
        if (denominator < 1 || denominator > 8 || Integer.bitCount(denominator) != 1) {
            throw new IllegalArgumentException(
                    "no such denominator: denominator=" + denominator + ", known=1, 2, 4, 8");
        }
        int widthPx = JpegDecoder.scaledPx(widthPx(), denominator);
        int heightPx = JpegDecoder.scaledPx(heightPx(), denominator);
        long rowBytes = (long) widthPx * order.channels();
        if (strideBytes < rowBytes || strideBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "stride does not fit: stride=" + strideBytes + ", expected=" + rowBytes + ".." + Integer.MAX_VALUE);
        }
        // No overflow: the height is below 2^16, as JPEG has it, and the stride below 2^31.
        long needed = (heightPx - 1) * strideBytes + rowBytes;
        if (offsetBytes < 0 || offsetBytes > dst.byteSize() || needed > dst.byteSize() - offsetBytes) {
            throw new IllegalArgumentException("memory is smaller than the image: bytes=" + dst.byteSize() + ", offset="
                    + offsetBytes + ", expected=" + needed + ", image=" + widthPx + "x" + heightPx);
        }
        if (dst.isReadOnly()) {
            throw new IllegalArgumentException("memory is read-only: bytes=" + dst.byteSize());
        }
    }

    private void requireLoaded() {
        requireOpen();
        if (!loaded) {
            throw new IllegalStateException("no jpeg was read");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("decoder is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            buffer.close();
        }
    }
}
