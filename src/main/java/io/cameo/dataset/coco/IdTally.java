package io.cameo.dataset.coco;

import java.util.ArrayList;
import java.util.List;

/** Counts ids and remembers the first few. */
final class IdTally {
    private final List<Long> first = new ArrayList<>();
    private long count;

    void add(long id) {
        count++;
        if (first.size() < CocoIndex.MOST_EXAMPLES) {
            first.add(id);
        }
    }

    CocoOddities.Ids ids() {
        return new CocoOddities.Ids(count, List.copyOf(first));
    }
}
