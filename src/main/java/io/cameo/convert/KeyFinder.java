package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.CixFile;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordScanner;
import io.cameo.record.RecordView;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of records that a scan gives, also where damage has moved them. No entry is used twice, so what is left at
 * the end is what was lost.
 *
 * <p>A record that its checksum proves has the key of its {@code .cix} entry. Else the offset decides; but bytes may be
 * missing behind damage, and where every id before it was its record's key, an id decides if the next record's agrees that
 * both have moved.
 */
final class KeyFinder {
    static final int NONE = -1;

    private final RecordFile file;
    private final RecordIndex index;
    private final OffsetOrder order;
    private final boolean ofCix;
    private final BitSet claimed = new BitSet();
    private int rank;
    private boolean idsAreKeys;
    private boolean damaged;
    private long matched;
    private long movedBytes;
    private final RecordView next = new RecordView();

    private KeyFinder(RecordFile file, RecordIndex index, boolean ofCix) {
        this.file = file;
        this.index = index;
        this.ofCix = ofCix;
        order = new OffsetOrder(index);
        idsAreKeys = !index.hasTextKeys();
    }

    /** By the {@code .cix} if it can be used, else by the {@code .idx}; null if there is neither. */
    static @Nullable KeyFinder of(RecordFile file, SideIndexes side) {
        CixFile cix = side.cix();
        RecordIndex idx = side.idx();
        if (cix != null) {
            return new KeyFinder(file, cix.index(), true);
        }
        return idx == null ? null : new KeyFinder(file, idx, false);
    }

    KeyRule rule() {
        return ofCix ? KeyRule.CIX : KeyRule.IDX;
    }

    RecordIndex index() {
        return index;
    }

    OffsetOrder order() {
        return order;
    }

    boolean isClaimed(int position) {
        return claimed.get(position);
    }

    /** Whether an entry points to a record that has the key of the entry before it. */
    boolean isSecondKey(int atRank) {
        return atRank > 0
                && order.offset(atRank - 1) == order.offset(atRank)
                && (claimed.get(order.position(atRank - 1)) || isSecondKey(atRank - 1));
    }

    long unclaimed() {
        return index.size() - (long) claimed.cardinality();
    }

    /** Damage was met: from here on offsets alone are not believed. */
    void meetDamage() {
        damaged = true;
    }

    /**
     * The position of a record's entry, which is its own from now on; {@link #NONE} if nobody knows its key.
     *
     * @param entry what the scanner says, {@link RecordScanner#NO_ENTRY} for nothing
     */
    int claim(RecordView view, int entry) {
        int position = ofCix && entry != RecordScanner.NO_ENTRY ? entry : byPlace(view);
        if (position == NONE || claimed.get(position)) {
            return NONE;
        }
        claimed.set(position);
        return position;
    }

    private int byPlace(RecordView view) {
        long offset = view.offsetBytes();
        while (rank < order.size() && order.offset(rank) < offset) {
            rank++;
        }
        boolean there = rank < order.size() && order.offset(rank) == offset;
        int position = there ? order.position(rank) : NONE;
        if (index.hasTextKeys()) {
            return position;
        }
        boolean fits = there && view.hasHeader() && view.id() == index.key(position);
        if (!damaged) {
            idsAreKeys &= fits;
            matched++;
            return position;
        }
        if (fits || !idsAreKeys || matched == 0 || !view.hasHeader()) {
            return position;
        }
        int byId = index.find(view.id());
        boolean usable = byId >= 0 && !claimed.get(byId);
        return usable && (!there || hasMoved(view, index.offset(byId) - offset)) ? byId : position;
    }

    /** Whether bytes are missing before a record, or its id was hit: the next record was moved as far, or was not. */
    private boolean hasMoved(RecordView view, long byBytes) {
        if (byBytes == movedBytes) {
            return true;
        }
        try {
            long end = view.endBytes();
            if (!file.reader(end, end + 1).next(next) || !next.hasHeader()) {
                return false;
            }
            int byId = index.find(next.id());
            if (byId < 0 || index.offset(byId) - end != byBytes) {
                return false;
            }
        } catch (CorruptDataException noRecord) {
            return false;
        }
        movedBytes = byBytes;
        return true;
    }
}
