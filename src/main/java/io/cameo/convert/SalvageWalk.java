package io.cameo.convert;

import io.cameo.bytes.CorruptDataException;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a record file in file order and past its damage: behind a damaged place it goes on at the next record that
 * the index knows. Without an index the first damage is the end.
 */
final class SalvageWalk {
    private final RecordFile file;
    private final @Nullable RecordIndex index;
    private final @Nullable OffsetOrder order;
    private final RecordView next = new RecordView();
    private final Queue<Damage> damages = new ArrayDeque<>();
    private RecordReader reader;
    private int rank;
    private int position;
    private long recordsBefore;
    private long offset;

    /**
     * Something that is lost, or an index entry that has nothing to show.
     *
     * @param key of the index entry that points there; empty where none does
     * @param offsetBytes where
     * @param lostBytes how many bytes were passed over; 0 for an index entry alone
     * @param reason as {@code reason: key=value}
     */
    record Damage(String key, long offsetBytes, long lostBytes, String reason) {}

    /** @param file opened without index */
    SalvageWalk(RecordFile file, @Nullable RecordIndex index) {
        this.file = file;
        this.index = index;
        order = index == null ? null : new OffsetOrder(index);
        reader = file.reader();
    }

    /** The damage met on the way to where the walk stands now; each once. */
    @Nullable
    Damage pollDamage() {
        return damages.poll();
    }

    /** Moves a view to the next record that can be read; false at the end. */
    boolean next(RecordView view) {
        while (true) {
            offset = reader.offsetBytes();
            if (offset >= file.sizeBytes()) {
                meetEntriesFrom(Long.MAX_VALUE); // also one that points to the very end
                return false;
            }
            meetEntries();
            try {
                reader.next(view);
            } catch (CorruptDataException damaged) {
                String where = damaged.offsetBytes() == offset ? "" : ", seen_at=" + damaged.offsetBytes();
                if (skip(damaged.reason() + where)) {
                    continue;
                }
                return false;
            }
            if (runsIntoNext(view)) {
                skip("record runs into the next one: end=" + view.endBytes() + ", next=" + nextEntry());
                continue;
            }
            recordsBefore++;
            return true;
        }
    }

    /** Where the record begins that was read last. */
    long offsetBytes() {
        return offset;
    }

    /** Its entry's position in the index, {@link IndexCheck#NONE} if it has none; without an index, its place in the file. */
    int position() {
        return index == null ? (int) (recordsBefore - 1) : position;
    }

    /** Finds the entry for the record at {@link #offset}; entries passed on the way point to no record. */
    private void meetEntries() {
        meetEntriesFrom(offset);
        OffsetOrder known = order;
        position = IndexCheck.NONE;
        if (known != null && rank < known.size() && known.offset(rank) == offset) {
            position = known.position(rank++);
            while (rank < known.size() && known.offset(rank) == offset) {
                reportEntry("another index entry points to this record too");
            }
        }
    }

    private void meetEntriesFrom(long offsetBytes) {
        OffsetOrder known = order;
        while (known != null && rank < known.size() && known.offset(rank) < offsetBytes) {
            reportEntry("index entry points to no record");
        }
    }

    private void reportEntry(String reason) {
        damages.add(new Damage(keyOf(rank), offsetOf(rank), 0, reason));
        rank++;
    }

    private boolean runsIntoNext(RecordView view) {
        long candidate = nextEntry();
        if (candidate >= view.endBytes()) {
            return false;
        }
        // An aligned magic word never stands inside a part, so a sound record there proves this one's length wrong.
        try {
            return file.reader(candidate, candidate + 1).next(next);
        } catch (CorruptDataException noRecord) {
            return false;
        }
    }

    /** Reports what stands at {@link #offset} and moves to the next entry behind it; false if there is none. */
    private boolean skip(String reason) {
        String key = position == IndexCheck.NONE || index == null ? "" : index.keyText(position);
        long to = Math.min(nextEntry(), file.sizeBytes());
        damages.add(new Damage(key, offset, to - offset, reason));
        reader = file.reader(to, file.sizeBytes());
        if (to < file.sizeBytes()) {
            return true;
        }
        meetEntriesFrom(Long.MAX_VALUE);
        return false;
    }

    private long nextEntry() {
        return order != null && rank < order.size() ? offsetOf(rank) : Long.MAX_VALUE;
    }

    private long offsetOf(int atRank) {
        return order == null ? Long.MAX_VALUE : order.offset(atRank);
    }

    private String keyOf(int atRank) {
        return order == null || index == null ? "" : index.keyText(order.position(atRank));
    }
}
