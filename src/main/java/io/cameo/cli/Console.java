package io.cameo.cli;

import java.io.PrintStream;

/**
 * Where a command writes: results to {@code out}, progress and complaints to {@code err}. Tests give their own streams.
 *
 * @param out results, also JSON
 * @param err progress, notes, errors
 * @param terminal whether {@code err} is a terminal, so that a progress bar may be drawn
 * @param widthColumns the width of that terminal
 * @param color whether {@code out} is a terminal that wants colours
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, int widthColumns, boolean color) {
    /** A console whose results are plain text. */
    public Console(PrintStream out, PrintStream err, boolean terminal, int widthColumns) {
        this(out, err, terminal, widthColumns, false);
    }

    /** Keys are whatever somebody packed: what could steer a terminal becomes a question mark. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }
}
