package io.cameo.dataset.coco;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of {@link BgrePixels}: a vector of pixels at a time, colours and indexes moved to their places and joined. */
final class BgreSimd {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();
    private static final int PIXELS = LANES / 4;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final VectorShuffle<Byte> COLOURS =
            VectorShuffle.fromOp(BYTES, i -> i % 4 == 3 ? 0 : i / 4 * 3 + i % 4);
    private static final VectorShuffle<Byte> INDEXES = VectorShuffle.fromOp(BYTES, i -> i / 4);
    private static final VectorMask<Byte> IS_INDEX =
            VectorMask.fromLong(BYTES, 0x8888_8888_8888_8888L >>> (64 - LANES));

    private BgreSimd() {}

    /** Interleaves as many pixels of a row as whole vectors hold; reads beyond them, within the memory. Returns how many. */
    static int interleave(
            MemorySegment bgr,
            long bgrOffset,
            MemorySegment plane,
            long planeOffset,
            MemorySegment dst,
            long dstOffset,
            int widthPx) {
        long bgrRoom = (bgr.byteSize() - bgrOffset - LANES) / 3;
        long planeRoom = plane.byteSize() - planeOffset - LANES;
        long last = Math.min(widthPx - PIXELS, Math.min(bgrRoom, planeRoom));
        int x = 0;
        for (; x <= last; x += PIXELS) {
            ByteVector colours = ByteVector.fromMemorySegment(BYTES, bgr, bgrOffset + 3L * x, ORDER);
            ByteVector indexes = ByteVector.fromMemorySegment(BYTES, plane, planeOffset + x, ORDER);
            colours.rearrange(COLOURS)
                    .blend(indexes.rearrange(INDEXES), IS_INDEX)
                    .intoMemorySegment(dst, dstOffset + 4L * x, ORDER);
        }
        return x;
    }
}
