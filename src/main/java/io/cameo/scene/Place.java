package io.cameo.scene;

import java.util.List;

/** Where a scene happens. */
interface Place {
    /** What one wears there. */
    enum Dress {
        WARM,
        COLD,
        BEACH,
        HOME
    }

    Sun sun();

    Dress dress();

    /** The colour that distance turns everything into. */
    Rgb air();

    /** Depth at which half of a colour has turned into air. */
    float clearM();

    /** How far away people may stand. */
    float deepestM();

    /** How far to either side they may. */
    float halfWidthM();

    /** Whether there is room for a crowd. */
    boolean wide();

    /** Where the horizon is, as a share of the height, at least and at most. */
    default float[] horizon() {
        return new float[] {0.36f, 0.5f};
    }

    /** Colours the whole picture; x and y in picture widths. */
    Backdrop.Scenery scenery(View view);

    /** Things that stand about. */
    List<Prop> props(View view);

    static Place of(Dice d) {
        return switch (d.weighted("place", 0.3f, 0.28f, 0.22f, 0.2f)) {
            case 0 -> new Street(d);
            case 1 -> new Park(d);
            case 2 -> new Beach(d);
            default -> new Room(d);
        };
    }
}
