package io.cameo.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code .cix} tells a scanner: which record should begin where, how long its content is and what its checksum is.
 * Asked at rising offsets. Not thread-safe.
 */
final class SumsGuide {
    private static final int NONE = -1;
    private static final int SAMPLES = 256;
    private static final int KIN_SHARE = 4;

    private final long sizeBytes;
    private final CixFile cix;
    private final ContentSum sum;
    private final boolean sizeChanged;
    private int @Nullable [] bySum;
    private int rank;
    private BitSet trusted = new BitSet(0);
    private int trustedFrom;
    private int trustedTo;

    SumsGuide(MemorySegment segment, CixFile cix) {
        this.sizeBytes = segment.byteSize();
        this.cix = cix;
        sum = new ContentSum(segment);
        sizeChanged = cix.recBytes() != sizeBytes;
    }

    /** Whether at least a quarter of the records, sampled, are still what the entries say. */
    static boolean isKin(Path file, MemorySegment segment, CixFile cix) {
        SumsGuide guide = new SumsGuide(segment, cix);
        RecordView view = new RecordView();
        FrameProbe probe = new FrameProbe(segment, segment.byteSize());
        int within = guide.entriesBefore(segment.byteSize());
        int samples = Math.min(SAMPLES, within);
        int same = 0;
        for (int i = 0; i < samples; i++) {
            int entry = (int) ((long) i * within / samples);
            long offset = cix.offset(entry);
            if (offset >= 0 && probe.isFrame(offset)) {
                FrameParser.parseAnywhere(file, segment, segment.byteSize(), offset, view);
                same += guide.isWhole(entry, view) ? 1 : 0;
            }
        }
        return samples > 0 && KIN_SHARE * same >= samples;
    }

    /** The entry for a record at an offset, which must not fall from call to call; -1 if there is none. */
    int entryAt(long offset) {
        while (rank < cix.records() && cix.offset(rank) < offset) {
            rank++;
        }
        return rank < cix.records() && cix.offset(rank) == offset ? rank : NONE;
    }

    /** The first entry behind {@code from} and before {@code to} whose content is whole although its head is not; or -1. */
    int recoverableBetween(long from, long to) {
        for (int entry = rank; entry < cix.records() && cix.offset(entry) < to; entry++) {
            if (cix.offset(entry) > from && isRecoverable(entry)) {
                return entry;
            }
        }
        return NONE;
    }

    /** Whether a view's content has the length and the checksum of an entry. */
    boolean isWhole(int entry, RecordView view) {
        return view.contentLength() == cix.contentLength(entry)
                && (isTrusted(entry, view) || sum.of(view) == cix.contentCrc(entry));
    }

    /** Takes what was found elsewhere for entries from {@code fromEntry} to below {@code toEntry}. */
    void trust(int fromEntry, int toEntry, BitSet whole) {
        trustedFrom = fromEntry;
        trustedTo = toEntry;
        trusted = whole;
    }

    private boolean isTrusted(int entry, RecordView view) {
        return entry >= trustedFrom
                && entry < trustedTo
                && view.parts() == 1
                && view.offsetBytes() == cix.offset(entry)
                && trusted.get(entry - trustedFrom);
    }

    /** Whether the bytes behind where the entry's head should stand are its content, whatever stands in the head. */
    boolean isRecoverable(int entry) {
        int length = cix.contentLength(entry);
        long content = cix.offset(entry) + RecordLayout.HEAD_BYTES;
        boolean inside = length >= 0
                && length <= RecordLayout.MAX_CONTENT_BYTES
                && cix.offset(entry) >= 0
                && content <= sizeBytes - RecordLayout.aligned(length);
        return inside && sum.of(content, length) == cix.contentCrc(entry);
    }

    /**
     * The entry whose content a view shows at another place than the entry says, which happens where the file lost bytes or
     * got new ones; -1 if there is none, and where the file has the size that it had.
     */
    int movedEntry(RecordView view) {
        if (!sizeChanged) {
            return NONE;
        }
        int[] order = bySum;
        if (order == null) {
            order = KeySort.positionsByKey(cix::contentCrc, cix.records());
            bySum = order;
        }
        int wanted = sum.of(view);
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cix.contentCrc(order[middle]) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int best = NONE;
        for (int i = low; i < order.length && cix.contentCrc(order[i]) == wanted; i++) {
            // Of equal records the one that is next in the file.
            if (cix.contentLength(order[i]) == view.contentLength() && (best == NONE || best < rank)) {
                best = order[i];
            }
        }
        return best;
    }

    /** A mismatch as {@code reason: key=value}. */
    String mismatch(int entry, RecordView view) {
        if (view.contentLength() != cix.contentLength(entry)) {
            return "record length is not that of the cix: key=" + keyText(entry) + ", expected="
                    + Integer.toUnsignedString(cix.contentLength(entry)) + ", actual=" + view.contentLength();
        }
        return String.format(
                Locale.ROOT,
                "payload checksum mismatch: key=%s, expected=0x%08x, actual=0x%08x",
                keyText(entry),
                cix.contentCrc(entry),
                sum.of(view));
    }

    CixFile cix() {
        return cix;
    }

    String keyText(int entry) {
        return cix.index().keyText(entry);
    }

    int contentLength(int entry) {
        return cix.contentLength(entry);
    }

    long offset(int entry) {
        return cix.offset(entry);
    }

    private int entriesBefore(long offset) {
        int low = 0;
        int high = cix.records();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cix.offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
