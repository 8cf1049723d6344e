package io.cameo.convert;

/**
 * The colours of overlays, sheets and pages, 0xRRGGBB. Persons have those of Okabe and Ito and of Tol, which people with any kind
 * of colour blindness can tell apart, in an order in which neighbours differ in lightness too; sides of a body are told
 * apart by blue and orange.
 */
public final class PersonColors {
    /** Left limbs. */
    public static final int LEFT = 0x4cc9ff;
    /** Right limbs. */
    public static final int RIGHT = 0xff9d2e;
    /** What is neither left nor right. */
    public static final int MIDDLE = 0xffffff;
    /** Around what is bright; ink on it, too. */
    public static final int RIM = 0x14171a;
    /** Persons without key points. */
    public static final int UNANNOTATED = 0x9aa0a6;
    /** Outlines of these. */
    public static final int DASH = 0xf4f4f2;
    /** Between the dashes. */
    public static final int DASH_GAP = 0x2b2f34;
    /** Crowds. */
    public static final int HATCH = 0xffffff;

    /** How many there are before they come again, a little lighter. */
    public static final int COUNT = 12;

    private static final int[] PERSONS = {
        0x56b4e9, 0xd55e00, 0xf0e442, 0x0072b2, 0xcc79a7, 0x009e73, 0xe69f00, 0x882255, 0x44d0b5, 0x5b4fc4, 0xddcc77,
        0xaa4499
    };
    /** How far the second and every later round goes to white. */
    private static final double LIGHTER = 0.35;

    private static final int BRIGHT = 140;

    private PersonColors() {}

    /** The colour of a person's number in the plane, from 1. */
    public static int of(int index) {
        int rgb = PERSONS[(index - 1) % COUNT];
        return (index - 1) / COUNT % 2 == 0 ? rgb : mix(rgb, 0xffffff, LIGHTER);
    }

    /** Black or white, whichever can be read on a colour. */
    public static int inkOn(int rgb) {
        int red = rgb >> 16 & 255;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        return (299 * red + 587 * green + 114 * blue) / 1000 > BRIGHT ? RIM : 0xffffff;
    }

    private static int mix(int rgb, int other, double share) {
        int out = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int one = rgb >> shift & 255;
            int two = other >> shift & 255;
            out |= (int) Math.round(one + (two - one) * share) << shift;
        }
        return out;
    }
}
