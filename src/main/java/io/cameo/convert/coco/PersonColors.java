package io.cameo.convert.coco;

/**
 * The colours of overlays and pages, 0xRRGGBB. Persons have those of Okabe and Ito and of Tol, which people with any kind
 * of colour blindness can tell apart, in an order in which neighbours differ in lightness too; sides of a body are told
 * apart by blue and orange.
 */
final class PersonColors {
    static final int LEFT = 0x4cc9ff;
    static final int RIGHT = 0xff9d2e;
    static final int MIDDLE = 0xffffff;
    static final int RIM = 0x14171a;
    static final int UNANNOTATED = 0x9aa0a6;
    static final int DASH = 0xf4f4f2;
    static final int DASH_GAP = 0x2b2f34;
    static final int HATCH = 0xffffff;

    /** How many there are before they come again, a little lighter. */
    static final int COUNT = 12;

    private static final int[] PERSONS = {
        0x56b4e9, 0xd55e00, 0xf0e442, 0x0072b2, 0xcc79a7, 0x009e73, 0xe69f00, 0x882255, 0x44d0b5, 0x5b4fc4, 0xddcc77,
        0xaa4499
    };
    /** How far the second and every later round goes to white. */
    private static final double LIGHTER = 0.35;

    private static final int BRIGHT = 140;

    private PersonColors() {}

    /** The colour of a person's number in the plane, from 1. */
    static int of(int index) {
        int rgb = PERSONS[(index - 1) % COUNT];
        return (index - 1) / COUNT % 2 == 0 ? rgb : mix(rgb, 0xffffff, LIGHTER);
    }

    /** Black or white, whichever can be read on a colour. */
    static int inkOn(int rgb) {
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
