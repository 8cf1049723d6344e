package io.cameo.convert.coco;

import java.util.Map;
import java.util.TreeMap;

/**
 * How some counts are spread.
 *
 * @param number how many counts there are; with none, all else is 0
 * @param mean of all
 * @param median the middle one, or half-way between the two middle ones
 * @param p90 the smallest one that nine tenths do not exceed
 * @param most the largest
 */
public record Spread(long number, double mean, double median, long p90, long most) {
    /** Takes counts in and says in the end how they are spread. Not thread-safe. */
    static final class Builder {
        private final TreeMap<Long, Long> histogram = new TreeMap<>();
        private long number;
        private double sum;

        void add(long count) {
            histogram.merge(count, 1L, Long::sum);
            number++;
            sum += count;
        }

        Spread build() {
            if (number == 0) {
                return new Spread(0, 0, 0, 0, 0);
            }
            double median = (ranked((number + 1) / 2) + ranked(number / 2 + 1)) / 2.0;
            long nineTenths = ranked((9 * number + 9) / 10);
            return new Spread(number, sum / number, median, nineTenths, histogram.lastKey());
        }

        /** The count at a place from 1 in order of size. */
        private long ranked(long place) {
            long passed = 0;
            for (Map.Entry<Long, Long> entry : histogram.entrySet()) {
                passed += entry.getValue();
                if (passed >= place) {
                    return entry.getKey();
                }
            }
            throw new IllegalArgumentException("no such place: place=" + place + ", number=" + number);
        }
    }
}
