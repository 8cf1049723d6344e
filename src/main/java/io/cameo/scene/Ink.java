package io.cameo.scene;

/**
 * What a shape is filled with. Patterns lie in the plane of the picture, from an origin that moves with the wearer.
 *
 * @param main the colour
 * @param second the pattern's other colour
 * @param pitchPx of the pattern
 * @param folds how strongly cloth creases, 0 for what does not
 */
record Ink(Rgb main, Rgb second, Pattern pattern, float pitchPx, float originX, float originY, float folds) {
    enum Pattern {
        PLAIN,
        STRIPES,
        CHECKS,
        DOTS
    }

    static Ink plain(Rgb colour) {
        return new Ink(colour, colour, Pattern.PLAIN, 1, 0, 0, 0);
    }

    static Ink cloth(Rgb colour) {
        return new Ink(colour, colour, Pattern.PLAIN, 1, 0, 0, 1);
    }

    /** How much of the second colour a point has. */
    float secondAt(float x, float y) {
        if (pattern == Pattern.PLAIN) {
            return 0;
        }
        float u = (x - originX) / pitchPx;
        float v = (y - originY) / pitchPx;
        float sharp = 1 / Math.max(pitchPx, 1);
        return switch (pattern) {
            case STRIPES -> band(v, sharp);
            case CHECKS -> 0.5f * (band(u, sharp) + band(v, sharp));
            default -> {
                float row = Curve.floor(v);
                float du = Curve.fraction(u + 0.5f * row) - 0.5f;
                float dv = Curve.fraction(v) - 0.5f;
                yield Curve.step(0.27f + sharp, 0.27f - sharp, Curve.sqrt(du * du + dv * dv));
            }
        };
    }

    private static float band(float t, float sharp) {
        float f = Math.abs(Curve.fraction(t) - 0.5f);
        return Curve.step(0.25f - sharp, 0.25f + sharp, f);
    }
}
