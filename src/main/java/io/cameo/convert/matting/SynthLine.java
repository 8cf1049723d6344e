package io.cameo.convert.matting;

/** What became of a number, as a line of the journal. */
interface SynthLine {
    int number();

    /** Without the line end. */
    String line();
}
