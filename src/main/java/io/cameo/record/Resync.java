package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;

/**
 * Finds the next record behind damage.
 *
 * <p>In a sound file the magic word at a multiple of 4 from the last known head is always the head of a part. Where bytes
 * are missing or were inserted, that no longer holds: heads stand at other offsets, and what stands at a multiple of 4 may
 * be data. So every offset is tried, and a place is believed where a whole record stands, holds no other head and ends where
 * one can end; a record whose end nothing confirms is believed only at the old alignment, and only if no sequence of
 * records at another one runs across its end. Not thread-safe.
 */
final class Resync {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long FIRST_MAGIC_BYTES = (RecordLayout.MAGIC & 0xffL) * ONES;

    private final MemorySegment segment;
    private final long sizeBytes;
    private final FrameProbe probe;

    Resync(MemorySegment segment, long sizeBytes) {
        this.segment = segment;
        this.sizeBytes = sizeBytes;
        probe = new FrameProbe(segment, sizeBytes);
    }

    /**
     * The first place from {@code from} on where a record can be believed to begin; the size of the file if there is none.
     *
     * @param known where a head stands, or should: its alignment counts as the old one
     */
    long find(long from, long known) {
        for (long at = nextMagic(from, sizeBytes); at < sizeBytes; at = nextMagic(at + 1, sizeBytes)) {
            if (isBelievable(at, known)) {
                return at;
            }
        }
        return sizeBytes;
    }

    /** Where records begin that run across the end of a frame at another alignment; -1 if none do. */
    long crossing(long frameBegin, long frameEnd) {
        long[] dead = new long[RecordLayout.ALIGNMENT]; // before which no sequence at this alignment leads on
        long from = frameBegin + RecordLayout.HEAD_BYTES;
        for (long at = nextMagic(from, frameEnd); at < frameEnd; at = nextMagic(at + 1, frameEnd)) {
            int alignment = (int) (at & 3);
            if (alignment == (frameBegin & 3) || at < dead[alignment]) {
                continue;
            }
            long next = at;
            while (next < frameEnd && probe.isFrame(next)) {
                next = probe.end();
            }
            if (next > frameEnd && (next == sizeBytes || probe.isHead(next))) {
                return at;
            }
            dead[alignment] = next;
        }
        return -1;
    }

    private boolean isBelievable(long at, long known) {
        if (!probe.isFrame(at)) {
            return false;
        }
        long end = probe.end();
        if (probe.swallowedHead(at) >= 0) {
            return false;
        }
        return probe.isBoundary(end) || ((at - known) % RecordLayout.ALIGNMENT == 0 && crossing(at, end) < 0);
    }

    /** The next place at which the magic word stands, at whatever offset; at least {@code to} if there is none before it. */
    private long nextMagic(long from, long to) {
        long at = from;
        while (at < to) {
            // Eight bytes at a time: nonzero if one of them is the magic's first (Warren, Hacker's Delight, 6-1).
            if (sizeBytes - at >= Long.BYTES) {
                long word = segment.get(LittleEndian.LONG, at) ^ FIRST_MAGIC_BYTES;
                long hits = (word - ONES) & ~word & HIGHS;
                if (hits == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(hits) / Byte.SIZE;
            }
            if (probe.isMagic(at)) {
                return at;
            }
            at++;
        }
        return Math.max(at, to);
    }
}
