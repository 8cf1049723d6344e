package io.cameo.scene;

/**
 * A thing that stands about.
 *
 * @param size height in metres; of a towel its colour
 */
record Prop(Kind kind, float xM, float depthM, float size, Dice dice) {
    enum Kind {
        TREE,
        LAMP,
        PLANT,
        PARASOL,
        TOWEL,
        SAIL,
        FLOOR_LAMP,
        STOOL
    }

    /** Half the width of the shade right under it; 0 for what lies flat or far. */
    float footHalfM() {
        return switch (kind) {
            case TREE -> 0.9f;
            case PLANT, STOOL -> 0.3f;
            case LAMP, FLOOR_LAMP -> 0.14f;
            case PARASOL -> 0.9f;
            default -> 0;
        };
    }
}
