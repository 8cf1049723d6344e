package io.cameo.face;

import java.util.Arrays;

/**
 * Boxes on their way through the cascade, in one array that grows and is reused. Coordinates are the dialect's own:
 * whether {@code x2} belongs to the box, and whether the first pixel is 0 or 1, only the steps know.
 */
final class Candidates {
    static final int X1 = 0;
    static final int Y1 = 1;
    static final int X2 = 2;
    static final int Y2 = 3;
    static final int SCORE = 4;
    /** Four offsets, in box sizes, that a network asks for. */
    static final int OFFSETS = 5;
    /** Five points: x1 to x5, then y1 to y5. */
    static final int POINTS = 9;

    private static final int WIDTH = 19;

    private double[] values = new double[64 * WIDTH];
    private double[] spare = new double[64 * WIDTH];
    private int count;

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    double get(int index, int field) {
        return values[index * WIDTH + field];
    }

    void set(int index, int field, double value) {
        values[index * WIDTH + field] = value;
    }

    /** A new candidate at the end, all zero.
     *
     * @return its index */
    int add() {
        if ((count + 1) * WIDTH > values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
        }
        Arrays.fill(values, count * WIDTH, (count + 1) * WIDTH, 0);
        return count++;
    }

    /** Appends another's candidates. */
    void addAll(Candidates others) {
        int needed = Math.multiplyExact(count + others.count, WIDTH);
        if (needed > values.length) {
            values = Arrays.copyOf(values, Math.max(needed, 2 * values.length));
        }
        System.arraycopy(others.values, 0, values, count * WIDTH, others.count * WIDTH);
        count += others.count;
    }

    /** Keeps the candidates named, in that order. */
    void keep(int[] chosen, int chosenCount) {
        int needed = chosenCount * WIDTH;
        double[] target = spare.length < needed ? new double[values.length] : spare;
        for (int i = 0; i < chosenCount; i++) {
            System.arraycopy(values, chosen[i] * WIDTH, target, i * WIDTH, WIDTH);
        }
        spare = values;
        values = target;
        count = chosenCount;
    }

    double[] points(int index) {
        int start = index * WIDTH + POINTS;
        return Arrays.copyOfRange(values, start, start + 10);
    }
}
