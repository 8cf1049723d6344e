package io.cameo.table;

/** Doubles as texts. */
final class Numbers {
    private static final double WHOLE_BELOW = 1e15;

    private Numbers() {}

    /** The shortest text that gives the same double again; whole ones without a fraction. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
