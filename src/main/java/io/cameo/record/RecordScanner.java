package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.DamagedRegion;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks a whole record file and never stops at a fault: gives every record whose bytes were not hit, and every damaged
 * region, in file order. Together they cover the file.
 *
 * <p>Frames carry no checksum. What is checked without a {@code .cix}: magic words, cflags, lengths, zero padding, that no
 * record runs over the head of another, and that each ends where one can end. With a {@code .cix} every content is also held
 * against its checksum; then a record whose head was hit is given too, if its content is whole.
 *
 * <p>Behind damage it looks for the next head at every offset, so that records behind missing or inserted bytes are found.
 * Not thread-safe; any number of scanners may read one {@link RecordFile}.
 */
public final class RecordScanner {
    /** No entry of the {@code .cix} belongs to the record. */
    public static final int NO_ENTRY = -1;

    /** What {@link #next} found. */
    public enum Step {
        /** A record; the view stands on it. */
        RECORD,
        /** Damage; see {@link #damage()}. */
        DAMAGE,
        /** The end of the file. */
        END
    }

    /** How much is known of a record. */
    public enum Proof {
        /** Its content has the length and the checksum that the {@code .cix} gives. */
        CHECKSUM,
        /** The same, but its head is damaged; the region before it says how. */
        RECOVERED,
        /** Its frame is sound and it ends where one can end. Of its content nothing is known. */
        FRAME,
        /** Its frame is sound in itself, but damage follows it, or its padding is damaged: it may be too short or too long. */
        DOUBTFUL
    }

    /** What a region costs. */
    public enum Fault {
        /** What stood here cannot be read as records. */
        FRAME,
        /** One record whose content is not what its checksum says. */
        CONTENT,
        /** Nothing: the record of this head is given, {@link Proof#RECOVERED}. */
        HEAD,
        /** Nothing: the record of this padding was given. */
        PADDING
    }

    private final RecordFile file;
    private final MemorySegment segment;
    private final long sizeBytes;
    private final FrameProbe probe;
    private final Resync resync;
    private final @Nullable SumsGuide guide;
    private long at;
    private long offset;
    private int entry = NO_ENTRY;
    private int records;
    private boolean headReported;
    private @Nullable DamagedRegion damage;
    private @Nullable DamagedRegion paddingDamage;
    private Proof proof = Proof.FRAME;
    private Fault fault = Fault.FRAME;

    /** Checks frames only. */
    public RecordScanner(RecordFile file) {
        this(file, null);
    }

    /**
     * Checks contents too.
     *
     * @param sums the {@code .cix} of this file, {@linkplain CixFile#bodyIsSound() sound}, for which
     *     {@link CixFile#kinship} did not say stranger; null for none
     */
    public RecordScanner(RecordFile file, @Nullable CixFile sums) {
        this.file = file;
        segment = file.segment();
        sizeBytes = file.sizeBytes();
        probe = new FrameProbe(segment, sizeBytes);
        resync = new Resync(segment, sizeBytes);
        guide = sums == null ? null : new SumsGuide(segment, sums);
    }

    /**
     * Goes on to the next record or damaged region.
     *
     * @param view moved where a record was found, else left as it was or moved to nothing of use; its key is the number of
     *     records before it
     * @throws CorruptDataException if the file shrank since it was opened, and for no other damage
     */
    public Step next(RecordView view) {
        try {
            Step step = advance(view);
            if (step != Step.RECORD) {
                file.checkWhole(); // what looks like damage may be where the file ends by now
            }
            return step;
        } catch (InternalError fault) {
            throw file.lost(at, guide == null ? null : guide.cix(), fault);
        }
    }

    private Step advance(RecordView view) {
        DamagedRegion padding = paddingDamage;
        if (padding != null) {
            paddingDamage = null;
            return damaged(padding, Fault.PADDING);
        }
        if (at >= sizeBytes) {
            return Step.END;
        }
        offset = at;
        SumsGuide sums = guide;
        if (sums == null) {
            entry = NO_ENTRY;
            return isSoundFrame() ? deliver(view) : skip(frameFault());
        }
        return nextBySums(sums, view);
    }

    /**
     * Takes what a {@link ContentCheck} found for a run of entries, so that their sums are not computed again. Only what
     * was told last counts, and the bits must stay as they are until the walk is behind the run.
     */
    public void trust(int fromEntry, int toEntry, BitSet whole) {
        Objects.requireNonNull(guide, "without sums").trust(fromEntry, toEntry, whole);
    }

    /** The region found last. */
    public DamagedRegion damage() {
        return Objects.requireNonNull(damage, "no damage was found yet");
    }

    /** What that region costs. */
    public Fault fault() {
        return fault;
    }

    /** How much is known of the record found last. */
    public Proof proof() {
        return proof;
    }

    /** Position in the {@code .cix} of the record found last, or {@link #NO_ENTRY}. */
    public int entry() {
        return entry;
    }

    /** How far the walk has come. */
    public long offsetBytes() {
        return at;
    }

    private Step nextBySums(SumsGuide sums, RecordView view) {
        entry = sums.entryAt(at);
        if (headReported) {
            headReported = false;
            return recovered(sums, view);
        }
        boolean frame = probe.isFrame(at);
        if (frame) {
            parse(view);
            if (entry != NO_ENTRY && sums.isWhole(entry, view)) {
                return given(view, Proof.CHECKSUM);
            }
            int moved = sums.movedEntry(view);
            if (moved != NO_ENTRY) {
                entry = moved;
                return given(view, Proof.CHECKSUM);
            }
            if (entry == NO_ENTRY && isSoundFrame()) {
                return deliver(view);
            }
        }
        if (entry == NO_ENTRY) {
            return skip(frameFault());
        }
        boolean sameLength = frame && view.contentLength() == sums.contentLength(entry);
        if (!sameLength && sums.isRecoverable(entry)) {
            headReported = true;
            String reason = frame ? sums.mismatch(entry, view) : frameFault();
            return damaged(new DamagedRegion(at, at + RecordLayout.HEAD_BYTES, reason), Fault.HEAD);
        }
        if (sameLength && isSoundFrame()) {
            at = probe.end();
            return damaged(new DamagedRegion(offset, at, sums.mismatch(entry, view)), Fault.CONTENT);
        }
        return skip(frame ? sums.mismatch(entry, view) : frameFault());
    }

    private Step recovered(SumsGuide sums, RecordView view) {
        int length = sums.contentLength(entry);
        long content = at + RecordLayout.HEAD_BYTES;
        long end = content + RecordLayout.aligned(length);
        view.setWhole(segment, at, content, length, end);
        view.setOrigin(file.path(), null, records++);
        at = end;
        proof = Proof.RECOVERED;
        return Step.RECORD;
    }

    /** Whether a record stands here that holds no other head and that no other record contradicts. */
    private boolean isSoundFrame() {
        return probe.isFrame(at)
                && probe.swallowedHead(at) < 0
                && (probe.isBoundary(probe.end()) || resync.crossing(at, probe.end()) < 0);
    }

    /** Gives the record that {@link #probe} measured last. */
    private Step deliver(RecordView view) {
        parse(view);
        long end = probe.end();
        // A whole record that is a multiple of 4 long could be a first part whose cflag was hit.
        boolean mayBePart = probe.parts() == 1 && probe.dataEnd() == end && probe.isInnerPart(end);
        boolean certain = probe.isBoundary(end) && !mayBePart && probe.paddingIsZero();
        return given(view, certain ? Proof.FRAME : Proof.DOUBTFUL);
    }

    private Step given(RecordView view, Proof known) {
        at = known == Proof.CHECKSUM ? nextHead() : probe.end();
        if (at < probe.end()) {
            paddingDamage = new DamagedRegion(
                    probe.dataEnd(), at, "padding is cut short: missing=" + (probe.end() - at) + ", record=" + offset);
        } else if (!probe.paddingIsZero()) {
            String reason = known == Proof.CHECKSUM ? "padding is not zero" : "padding or length is hit";
            paddingDamage = new DamagedRegion(
                    probe.dataEnd(), at, reason + ": length=" + view.contentLength() + ", record=" + offset);
        }
        proof = known;
        records++;
        return Step.RECORD;
    }

    /** Where the next record begins if the content of this one is known to be whole: within its padding if bytes are missing. */
    private long nextHead() {
        long end = probe.end();
        if (end < sizeBytes && !probe.isHead(end)) {
            for (long head = probe.dataEnd(); head < end; head++) {
                if (probe.isHead(head)) {
                    return head;
                }
            }
        }
        return end;
    }

    private void parse(RecordView view) {
        FrameParser.parseAnywhere(file.path(), segment, sizeBytes, at, view);
        view.setOrigin(file.path(), null, records);
    }

    /** Passes over what cannot be read, to the next place where something can. */
    private Step skip(String reason) {
        long next = resync.find(offset + 1, offset);
        SumsGuide sums = guide;
        int recoverable = sums == null ? NO_ENTRY : sums.recoverableBetween(offset, next);
        if (sums != null && recoverable != NO_ENTRY) {
            next = sums.offset(recoverable);
        }
        long shift = (next - offset) & 3;
        String more = shift == 0 || next == sizeBytes ? "" : ", bytes missing or inserted: shift=" + shift;
        at = next;
        return damaged(new DamagedRegion(offset, next, reason + more), Fault.FRAME);
    }

    private Step damaged(DamagedRegion region, Fault cost) {
        damage = region;
        fault = cost;
        return Step.DAMAGE;
    }

    /** Why no sound record stands here. */
    private String frameFault() {
        if (!probe.isFrame(at)) {
            try {
                FrameParser.parseAnywhere(file.path(), segment, sizeBytes, at, new RecordView());
            } catch (CorruptDataException fault) {
                return fault.reason() + (fault.offsetBytes() == at ? "" : ", seen_at=" + fault.offsetBytes());
            }
        }
        String length = "end=" + probe.end();
        long swallowed = probe.swallowedHead(at);
        return swallowed >= 0
                ? "record runs over the head of another: " + length + ", head_at=" + swallowed
                : "record runs into others that lie at another alignment: " + length + ", head_at="
                        + resync.crossing(at, probe.end());
    }
}
