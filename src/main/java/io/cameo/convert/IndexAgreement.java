package io.cameo.convert;

import io.cameo.record.RecordIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether two indexes of one file say the same.
 *
 * @param differing places at which they do not
 * @param examples the first of these, as {@code reason: key=value}
 */
record IndexAgreement(long differing, List<String> examples) {
    private static final int MAX_EXAMPLES = 20;

    /** Compares the {@code .idx} with the {@code .cix}, place by place; an entry that only one of them has is a difference. */
    static IndexAgreement of(RecordIndex idx, RecordIndex cix) {
        OffsetOrder left = new OffsetOrder(idx);
        OffsetOrder right = new OffsetOrder(cix);
        List<String> examples = new ArrayList<>();
        long differing = 0;
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            long a = i < left.size() ? left.offset(i) : Long.MAX_VALUE;
            long b = j < right.size() ? right.offset(j) : Long.MAX_VALUE;
            String difference = "";
            if (a == b) {
                int ofIdx = left.position(i++);
                int ofCix = right.position(j++);
                if (!sameKey(idx, ofIdx, cix, ofCix)) {
                    difference = "idx and cix name one record differently: offset=" + a + ", idx_key="
                            + idx.keyText(ofIdx) + ", cix_key=" + cix.keyText(ofCix);
                }
            } else if (a < b) {
                difference = "only the idx has the entry: key=" + idx.keyText(left.position(i++)) + ", offset=" + a;
            } else {
                difference = "only the cix has the entry: key=" + cix.keyText(right.position(j++)) + ", offset=" + b;
            }
            if (!difference.isEmpty()) {
                differing++;
                if (examples.size() < MAX_EXAMPLES) {
                    examples.add(difference);
                }
            }
        }
        return new IndexAgreement(differing, examples);
    }

    private static boolean sameKey(RecordIndex idx, int ofIdx, RecordIndex cix, int ofCix) {
        if (idx.hasTextKeys() || cix.hasTextKeys()) {
            return idx.keyText(ofIdx).equals(cix.keyText(ofCix));
        }
        return idx.key(ofIdx) == cix.key(ofCix);
    }
}
