package io.cameo.convert.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which samples to take.
 *
 * @param positions in the order to take them
 * @param missing ids that were asked for and are not there
 */
@SuppressWarnings("ArrayRecordComponent") // made once, only read
record SampleChoice(int[] positions, List<Long> missing) {
    /** The samples of these images; all where none is named. */
    static SampleChoice of(SampleSource source, List<Long> ids) {
        if (ids.isEmpty()) {
            return new SampleChoice(IntStream.range(0, source.size()).toArray(), List.of());
        }
        List<Long> missing = new ArrayList<>();
        IntStream.Builder found = IntStream.builder();
        for (long id : ids.stream().distinct().toList()) {
            int position = source.find(id);
            if (position < 0) {
                missing.add(id);
            } else {
                found.add(position);
            }
        }
        return new SampleChoice(found.build().toArray(), missing);
    }

    /** At most so many of them, spread evenly. */
    SampleChoice spread(int limit) {
        int all = positions.length;
        if (all <= limit) {
            return this;
        }
        int[] some = IntStream.range(0, limit)
                .map(i -> positions[(int) ((long) i * all / limit)])
                .toArray();
        return new SampleChoice(some, missing);
    }

    List<String> missingTexts() {
        return missing.stream().map(String::valueOf).toList();
    }
}
