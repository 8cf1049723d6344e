package io.cameo.face;

/**
 * How one axis of a picture is made larger or smaller: for each new pixel the run of old ones it is mixed from, and
 * their weights. Three ways, each with the arithmetic of the program it is taken from. Reused from picture to picture.
 */
final class Taps {
    /** What OpenCV does not count as a part of a pixel. */
    private static final double NEGLIGIBLE = 1e-3;

    private int[] lows = new int[0];
    private float[] parts = new float[0];
    private int[] first = new int[0];
    private int[] counts = new int[0];
    private float[] weights = new float[0];
    private int room;
    private int size;

    int size() {
        return size;
    }

    /** Of two neighbours the lower, which may be one outside. */
    int low(int at) {
        return lows[at];
    }

    /** Of two neighbours the weight of the upper. */
    float part(int at) {
        return parts[at];
    }

    /** The first old pixel that a new one takes. */
    int first(int at) {
        return first[at];
    }

    /** How many old pixels it takes. */
    int count(int at) {
        return counts[at];
    }

    float weight(int at, int tap) {
        return weights[at * room + tap];
    }

    /**
     * Two neighbours by distance, as OpenCV's {@code INTER_LINEAR}.
     *
     * @param horizontal OpenCV moves the last pair inwards along rows, and repeats the last row along columns
     */
    void linear(int oldSize, int newSize, boolean horizontal) {
        prepare(newSize, 2);
        double scale = 1 / ((double) newSize / oldSize);
        for (int i = 0; i < newSize; i++) {
            float at = (float) ((i + 0.5) * scale - 0.5);
            int low = (int) Math.floor(at);
            float part = at - low;
            if (horizontal && low < 0) {
                low = 0;
                part = 0;
            }
            if (horizontal && low >= oldSize - 1) {
                low = oldSize - 1;
                part = 0;
            }
            pair(i, low, part, oldSize);
        }
    }

    /**
     * All old pixels under the new one by area, as OpenCV's {@code INTER_AREA}.
     *
     * @param shrinks whether neither axis grows; otherwise OpenCV treats both in its other way
     */
    void area(int oldSize, int newSize, boolean shrinks) {
        double scale = 1 / ((double) newSize / oldSize);
        if (!shrinks) {
            enlargeArea(oldSize, newSize, scale);
            return;
        }
        prepare(newSize, (int) Math.ceil(scale) + 2);
        for (int i = 0; i < newSize; i++) {
            double start = i * scale;
            double end = start + scale;
            double width = Math.min(scale, oldSize - start);
            int last = Math.min((int) Math.floor(end), oldSize - 1);
            int inner = Math.min((int) Math.ceil(start), last);
            int n = 0;
            first[i] = inner;
            if (inner - start > NEGLIGIBLE) {
                first[i] = inner - 1;
                weights[i * room + n++] = (float) ((inner - start) / width);
            }
            for (int at = inner; at < last; at++) {
                weights[i * room + n++] = (float) (1 / width);
            }
            if (end - last > NEGLIGIBLE) {
                weights[i * room + n++] = (float) (Math.min(Math.min(end - last, 1), width) / width);
            }
            counts[i] = n;
        }
    }

    /** The plain mean of all old pixels that the new one touches, as PyTorch's {@code interpolate(mode="area")}. */
    void adaptive(int oldSize, int newSize) {
        prepare(newSize, oldSize / newSize + 3);
        for (int i = 0; i < newSize; i++) {
            int start = (int) ((long) i * oldSize / newSize);
            int end = (int) (((i + 1L) * oldSize + newSize - 1) / newSize);
            first[i] = start;
            counts[i] = end - start;
            for (int tap = 0; tap < end - start; tap++) {
                weights[i * room + tap] = 1f / (end - start);
            }
        }
    }

    /** Where {@code INTER_AREA} enlarges, OpenCV mixes two neighbours, but only where the new pixel spans both. */
    private void enlargeArea(int oldSize, int newSize, double scale) {
        prepare(newSize, 2);
        double inverse = (double) newSize / oldSize;
        for (int i = 0; i < newSize; i++) {
            int low = (int) Math.floor(i * scale);
            float part = (float) ((i + 1) - (low + 1) * inverse);
            part = part <= 0 ? 0 : part - (int) Math.floor(part);
            if (low >= oldSize - 1) {
                low = oldSize - 1;
                part = 0;
            }
            pair(i, low, part, oldSize);
        }
    }

    private void pair(int at, int low, float part, int oldSize) {
        lows[at] = low;
        parts[at] = part;
        boolean isInside = low >= 0 && low < oldSize - 1;
        first[at] = Math.clamp(low, 0, oldSize - 1);
        counts[at] = isInside ? 2 : 1;
        weights[at * room] = isInside ? 1 - part : 1;
        weights[at * room + 1] = part;
    }

    private void prepare(int newSize, int taps) {
        size = newSize;
        room = taps;
        if (first.length < newSize) {
            lows = new int[newSize];
            parts = new float[newSize];
            first = new int[newSize];
            counts = new int[newSize];
        }
        if (weights.length < newSize * taps) {
            weights = new float[newSize * taps];
        }
    }
}
