package io.cameo.convert.ffhquv;

import io.cameo.texture.Deep3dLight;
import io.cameo.texture.DprLight;
import io.cameo.texture.Light;

/**
 * A light, and whose it is.
 *
 * @param name the id or the file's name; with the view where there are several
 */
public record NamedLight(String name, Light light) {
    /** The two kinds, whose numbers mean different things. */
    public enum Kind {
        /** Nine numbers of brightness, from {@code lights/*.npy}. */
        DPR("dpr", "9 of brightness: 1, Y, Z, X, YX, YZ, 3Z2-1, XZ, X2-Y2"),
        /** 3 x 9 numbers, from {@code *_final_coeffs.pt}. */
        GAMMA("gamma", "9 each of R, G, B: 1 (less 0.8), -Y, Z, -X, XY, -YZ, 3Z2-1, -XZ, X2-Y2");

        private final String word;
        private final String about;

        Kind(String word, String about) {
            this.word = word;
            this.about = about;
        }

        /** As reports name it. */
        public String word() {
            return word;
        }

        /** What the numbers are, in their order. */
        public String about() {
            return about;
        }
    }

    public Kind kind() {
        return switch (light) {
            case DprLight _ -> Kind.DPR;
            case Deep3dLight _ -> Kind.GAMMA;
        };
    }

    /** In the order of the file: nine, or 27 channel after channel; a copy. */
    public float[] numbers() {
        return switch (light) {
            case DprLight dpr -> dpr.coefficients();
            case Deep3dLight deep -> deep.gamma();
        };
    }

    /** Where most light comes from, around: 0 from the viewer, 90 from the right of the picture, -90 from its left. */
    public double azimuthDegrees() {
        return Math.toDegrees(Math.atan2(slope(1, 0, 0), slope(0, 0, 1)));
    }

    /** Where most light comes from, up and down: 90 from above. */
    public double elevationDegrees() {
        return Math.toDegrees(Math.atan2(slope(0, 1, 0), Math.hypot(slope(1, 0, 0), slope(0, 0, 1))));
    }

    /** How much brighter one side is than the other; only the harmonics of degree 1 are left of that. */
    private double slope(double x, double y, double z) {
        double sum = 0;
        for (int channel = 0; channel < light.channels(); channel++) {
            sum += light.shade(channel, x, y, z) - light.shade(channel, -x, -y, -z);
        }
        return sum;
    }
}
