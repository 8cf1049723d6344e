package io.cameo.nativelib;

/** What the system may expect of the reader of a mapped file; numbers are those of Linux and macOS. */
public enum ReadAdvice {
    /** Nothing special: some pages ahead are read. */
    NORMAL(0),
    /** Any place next: nothing is read ahead. */
    RANDOM(1),
    /** From front to back: much is read ahead, and given up soon. */
    SEQUENTIAL(2),
    /** Soon all of it: it is read ahead now, in the background. */
    WILL_NEED(3);

    private final int code;

    ReadAdvice(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
