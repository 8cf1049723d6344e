package io.cameo.cli;

/**
 * Where on a plot a number stands.
 *
 * @param from stands at {@code fromPx}
 * @param to stands at {@code toPx}
 */
record Scale(double from, double to, double fromPx, double toPx) {
    double at(double value) {
        return to == from ? fromPx : fromPx + (value - from) / (to - from) * (toPx - fromPx);
    }
}
