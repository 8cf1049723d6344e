package io.cameo.texture;

/**
 * The {@code lights/*.npy} of FFHQ-UV: nine numbers for brightness, from Deep Portrait Relighting (Zhou et al., ICCV 2019).
 *
 * <p>Their basis is {@code 1, Y, Z, X, YX, YZ, 3Z² - 1, XZ, X² - Y²} with the usual constants, times pi, 2 pi / 3 and pi / 4 by degree,
 * in axes of its own: X to the right, Y away from the viewer, Z up. Immutable.
 */
public final class DprLight implements Light {
    private static final double PI = Math.PI;
    private static final double FLAT = 0.5 / Math.sqrt(PI) * PI;
    private static final double LINEAR = Math.sqrt(3) / (2 * Math.sqrt(PI)) * (PI * 2 / 3);
    private static final double CROSS = Math.sqrt(15) / (2 * Math.sqrt(PI)) * (PI / 4);
    private static final double ZONAL = Math.sqrt(5) / (4 * Math.sqrt(PI)) * (PI / 4);
    private static final double SQUARES = Math.sqrt(15) / (4 * Math.sqrt(PI)) * (PI / 4);

    private final float[] coefficients;

    /** Copies nine numbers in the order of the file. */
    public DprLight(float[] coefficients) {
        if (coefficients.length != COEFFICIENTS) {
            throw new IllegalArgumentException(
                    "light has another number of coefficients: expected=9, actual=" + coefficients.length);
        }
        this.coefficients = coefficients.clone();
    }

    /** A copy. */
    public float[] coefficients() {
        return coefficients.clone();
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public double shade(int channel, double x, double y, double z) {
        if (channel != 0) {
            throw new IndexOutOfBoundsException("light has one channel: channel=" + channel);
        }
        double away = -z;
        double up = y;
        float[] c = coefficients;
        return FLAT * c[0]
                + LINEAR * (away * c[1] + up * c[2] + x * c[3])
                + CROSS * (away * x * c[4] + away * up * c[5] + x * up * c[7])
                + ZONAL * (3 * up * up - 1) * c[6]
                + SQUARES * (x * x - away * away) * c[8];
    }
}
