package io.cameo.matte;

/** A part of an image, by the eval trimap of the true matte: a byte for each pixel, with the value given here. */
public enum Region {
    /** Surely not the person. */
    BACKGROUND(0),
    /** Within reach of the matte's edge. */
    UNKNOWN(1),
    /** Surely the person. */
    FOREGROUND(2);

    private final int value;

    Region(int value) {
        this.value = value;
    }

    /** What a trimap holds there. */
    public int value() {
        return value;
    }
}
