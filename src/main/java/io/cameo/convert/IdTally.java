package io.cameo.convert;

import io.cameo.record.RecordView;
import java.util.BitSet;

/**
 * Whether the ids in the headers of a file can be its keys: every record has a header, no id occurs twice, and none is so
 * large that it must be something else. Takes a bit for each number up to the largest id.
 */
final class IdTally {
    private static final long SMALLEST_RECORD_BYTES = 32; // head and image header
    private static final int SPARSEST = 4;

    private final BitSet seen = new BitSet();
    private final long limit;
    private long records;
    private long last = -1;
    private long largest = -1;
    private boolean rising = true;
    private String fault = "";

    IdTally(long fileBytes) {
        limit = Math.min(Integer.MAX_VALUE, SPARSEST * (fileBytes / SMALLEST_RECORD_BYTES));
    }

    /** Takes the next record of the file; false once ids cannot be the keys. */
    boolean add(RecordView view) {
        records++;
        if (!fault.isEmpty()) {
            return false;
        }
        if (!view.hasHeader()) {
            return refuse("a record has no image header: offset=" + view.offsetBytes());
        }
        long id = view.id();
        if (id < 0 || id >= limit) {
            return refuse(
                    "an id is too large for a key: id=" + Long.toUnsignedString(id) + ", offset=" + view.offsetBytes());
        }
        if (seen.get((int) id)) {
            return refuse("an id occurs twice: id=" + id + ", offset=" + view.offsetBytes());
        }
        seen.set((int) id);
        rising &= id > last;
        last = id;
        largest = Math.max(largest, id);
        return true;
    }

    /** The rule for files without an index. */
    KeyRule rule() {
        return fault.isEmpty() && !isReordered() && records > 0 ? KeyRule.ID : KeyRule.COUNTER;
    }

    /** Why it is that rule. */
    String why() {
        if (records == 0) {
            return "there are no records";
        }
        if (!fault.isEmpty()) {
            return fault;
        }
        return isReordered()
                ? "ids are 1 to " + largest
                        + " in mixed order and none is 0, as InsightFace's shuffle_rec.py leaves them"
                : "every record has an id of its own";
    }

    /** Whether ids can be keys at all, whatever the rule says. */
    String fault() {
        return fault;
    }

    /**
     * Shuffling by {@code shuffle_rec.py} drops record 0 and the identities, gives new keys that count from 0, and leaves
     * the old ids in the headers: a permutation of 1 to N. The packers that write keys into the ids begin at 0.
     */
    private boolean isReordered() {
        return !rising && records > 1 && largest == records && !seen.get(0);
    }

    private boolean refuse(String why) {
        fault = why;
        return false;
    }
}
