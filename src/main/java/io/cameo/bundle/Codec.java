package io.cameo.bundle;

/** How the bytes of a part are stored. */
public enum Codec {
    /** As they are: what is compressed already, and what is small. */
    STORED(0),
    /** One LZ4 block, without frame: masks and numbers. */
    LZ4(1);

    private final int code;

    Codec(int code) {
        this.code = code;
    }

    /** What stands in the directory. */
    int code() {
        return code;
    }
}
