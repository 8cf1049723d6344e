package io.cameo.convert;

import io.cameo.bytes.DamagedRegion;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds one index against its file, as a scan meets records and damage in file order, and names what does not fit. */
final class IndexAudit {
    /** In place of a position where the index has no entry for a record. */
    static final int NONE = -1;
    /** How many faults are kept as text; all are counted. */
    static final int MAX_FAULTS = 1000;
    /** How many keys are named of those that a damaged region costs. */
    static final int MAX_KEYS = 100;

    private final RecordIndex index;
    private final OffsetOrder order;
    private final @Nullable CixFile cix;
    private final List<String> faults = new ArrayList<>();
    private long dangling;
    private long aliases;
    private long unindexed;
    private long duplicates;
    private long wrong;
    private int rank;

    /** @param cix where the index comes from, if it does, to check what else its entries say */
    IndexAudit(RecordIndex index, @Nullable CixFile cix) {
        this.index = index;
        this.cix = cix;
        order = new OffsetOrder(index);
    }

    /**
     * What was found.
     *
     * @param entries how many entries there are
     * @param dangling entries that point neither to a record nor into damage
     * @param aliases entries beyond the first that point to one record
     * @param unindexed records without an entry
     * @param duplicates entries whose key a later one has too
     * @param wrong entries that say something else about their record than it says itself
     * @param faults the first {@link #MAX_FAULTS} of all these, as {@code reason: key=value}
     */
    record Result(
            int entries,
            long dangling,
            long aliases,
            long unindexed,
            long duplicates,
            long wrong,
            List<String> faults) {}

    /** The keys that damage costs: the first {@link #MAX_KEYS}, and how many in all. */
    record Lost(List<String> keys, long count) {}

    /** Takes note of the next record; returns the position of its entry or {@link #NONE}. */
    int meet(RecordView view) {
        long offset = view.offsetBytes();
        passTo(offset);
        if (rank == order.size() || order.offset(rank) != offset) {
            unindexed++;
            fault("record has no entry: offset=", offset);
            return NONE;
        }
        int position = order.position(rank++);
        while (rank < order.size() && order.offset(rank) == offset) {
            aliases++;
            fault("another entry points to the same record: key=" + keyText(rank) + ", offset=", offset);
            rank++;
        }
        compare(position, view);
        return position;
    }

    /** Takes note of a damaged region; the entries that point into it are not at fault. */
    Lost lose(DamagedRegion region) {
        passTo(region.beginBytes());
        List<String> keys = new ArrayList<>();
        long count = 0;
        for (; rank < order.size() && order.offset(rank) < region.endBytes(); rank++) {
            count++;
            if (keys.size() < MAX_KEYS) {
                keys.add(keyText(rank));
            }
        }
        return new Lost(keys, count);
    }

    /** The end of the file has come. */
    Result finish() {
        passTo(Long.MAX_VALUE);
        findDuplicates();
        return new Result(index.size(), dangling, aliases, unindexed, duplicates, wrong, faults);
    }

    private void passTo(long offset) {
        for (; rank < order.size() && order.offset(rank) < offset; rank++) {
            dangling++;
            if (faults.size() < MAX_FAULTS) {
                fault("entry points to no record: key=" + keyText(rank) + ", offset=", order.offset(rank));
            }
        }
    }

    private void compare(int position, RecordView view) {
        CixFile known = cix;
        if (known == null) {
            return;
        }
        boolean header = view.hasHeader();
        boolean same = known.contentLength(position) == view.contentLength()
                && known.flag(position) == (header ? view.flag() : -1)
                && (!header || Float.compare(known.label(position), view.label(0)) == 0);
        if (!same) {
            wrong++;
            fault(
                    "entry differs from its record in length, flag or label: key=" + index.keyText(position)
                            + ", offset=",
                    view.offsetBytes());
        }
    }

    private void findDuplicates() {
        boolean rising = !index.hasTextKeys();
        for (int i = 1; i < index.size() && rising; i++) {
            rising = index.key(i) > index.key(i - 1);
        }
        for (int i = 0; i < index.size() && !rising; i++) {
            int last = index.hasTextKeys() ? index.find(index.keyText(i)) : index.find(index.key(i));
            if (last != i) {
                duplicates++;
                fault("key occurs more than once: key=" + index.keyText(i) + ", offset=", index.offset(i));
            }
        }
    }

    private void fault(String text, long offset) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(text + offset);
        }
    }

    private String keyText(int atRank) {
        return index.keyText(order.position(atRank));
    }
}
