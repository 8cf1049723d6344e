package io.cameo.numpy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The dimensions of an array, which come from a file and may be anything. */
final class Shape {
    private final long[] sizes;

    /** @param sizes becomes this object's own */
    Shape(long[] sizes) {
        this.sizes = sizes;
    }

    int dimensions() {
        return sizes.length;
    }

    long size(int dimension) {
        return sizes[dimension];
    }

    long[] toArray() {
        return sizes.clone();
    }

    /** How many elements it has; -1 if a dimension is negative or the product leaves a long. */
    long values() {
        if (Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            return -1;
        }
        if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
            return 0;
        }
        long values = 1;
        for (long size : sizes) {
            if (values > Long.MAX_VALUE / size) {
                return -1;
            }
            values *= size;
        }
        return values;
    }

    /** As Python shows it, without the comma behind a single dimension. */
    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
