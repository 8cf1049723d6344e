package io.cameo.texture;

/**
 * The {@code gamma} of FFHQ-UV's {@code *_final_coeffs.pt}: nine numbers for each of R, G and B, from Deep3DFaceReconstruction (Deng
 * et al., CVPRW 2019).
 *
 * <p>Their basis is {@code 1, -Y, Z, -X, XY, -YZ, 3Z² - 1, -XZ, X² - Y²} with X to the right, Y up and Z towards the viewer, and 0.8 is
 * added to the first number of each channel. Immutable.
 */
public final class Deep3dLight implements Light {
    /** What the first number of each channel is short of. */
    public static final double AMBIENT = 0.8;

    private static final int CHANNELS = 3;
    private static final double PI = Math.PI;
    private static final double FLAT = PI / Math.sqrt(4 * PI);
    private static final double LINEAR = 2 * PI / Math.sqrt(3) * Math.sqrt(3) / Math.sqrt(4 * PI);
    private static final double CROSS = 2 * PI / Math.sqrt(8) * 3 * Math.sqrt(5) / Math.sqrt(12 * PI);
    private static final double ZONAL = 0.5 * CROSS / Math.sqrt(3);
    private static final double SQUARES = 0.5 * CROSS;

    private final float[] gamma;

    /**
     * Copies 27 numbers.
     *
     * @param gamma as the file has them, 3 x 9: all of R, then of G, then of B
     */
    public Deep3dLight(float[] gamma) {
        if (gamma.length != CHANNELS * COEFFICIENTS) {
            throw new IllegalArgumentException(
                    "light has another number of coefficients: expected=27, actual=" + gamma.length);
        }
        this.gamma = gamma.clone();
    }

    /** A copy. */
    public float[] gamma() {
        return gamma.clone();
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public double shade(int channel, double x, double y, double z) {
        if (channel < 0 || channel >= CHANNELS) {
            throw new IndexOutOfBoundsException("light has three channels: channel=" + channel);
        }
        float[] g = gamma;
        int at = channel * COEFFICIENTS;
        return FLAT * (g[at] + AMBIENT)
                + LINEAR * (z * g[at + 2] - y * g[at + 1] - x * g[at + 3])
                + CROSS * (x * y * g[at + 4] - y * z * g[at + 5] - x * z * g[at + 7])
                + ZONAL * (3 * z * z - 1) * g[at + 6]
                + SQUARES * (x * x - y * y) * g[at + 8];
    }
}
