package io.cameo.mask;

import io.cameo.image.PixelFormat;

/**
 * How many bits of a pixel an {@link InstancePlane} has, and what happens to persons who have no number left.
 *
 * <pre>
 *            unannotated   crowd   first index   pixels
 * STRICT     0x80          0x40    0x3f          8 bits, GRAY8; more than 63 persons are refused
 * COMPAT     0x80          0x40    0x3f          8 bits, GRAY8; person 64 becomes 0, 65 becomes 1, as in the original
 * WIDE       0x8000        0x4000  0x3fff        16 bits, GRAY16; more than 16,383 persons are refused
 * </pre>
 */
public enum PlaneFormat {
    STRICT(PixelFormat.GRAY8, 63),
    COMPAT(PixelFormat.GRAY8, Integer.MAX_VALUE),
    WIDE(PixelFormat.GRAY16, 16_383);

    private final PixelFormat pixels;
    private final int mostPersons;

    PlaneFormat(PixelFormat pixels, int mostPersons) {
        this.pixels = pixels;
        this.mostPersons = mostPersons;
    }

    /** What a plane's pixels look like as an image; 16 bits are in the machine's byte order. */
    public PixelFormat pixels() {
        return pixels;
    }

    /** With more persons an image is refused. */
    public int mostPersons() {
        return mostPersons;
    }

    /** The bit of pixels that belong to a person without key points. */
    public int unannotatedBit() {
        return this == WIDE ? 0x8000 : 0x80;
    }

    /** The bit of pixels that belong to a crowd. */
    public int crowdBit() {
        return this == WIDE ? 0x4000 : 0x40;
    }

    /** The bits that hold the number of the first person, 0 where there is none. */
    public int indexBits() {
        return crowdBit() - 1;
    }
}
