package io.cameo.matte;

import java.util.Locale;

/** What can be measured between a predicted and a true matte. */
public enum Metric {
    /** Mean absolute difference. */
    MAD("MAD"),
    /** Mean squared error. */
    MSE("MSE"),
    /** Sum of absolute differences. */
    SAD("SAD"),
    /** Sum of squared differences of gradient lengths. */
    GRAD("Grad"),
    /** Connectivity error. */
    CONN("Conn"),
    /** Square root of the squared differences between changes from frame to frame. */
    DTSSD("dtSSD"),
    /** Instance matting quality: which instances are found, and how well these are matted. */
    IMQ("IMQ");

    private final String title;

    Metric(String title) {
        this.title = title;
    }

    /** As papers write it. */
    public String title() {
        return title;
    }

    /** The metric of a name, in any case. {@code dtSSD} and {@code dtssd} are the same.
     *
     * @throws IllegalArgumentException if there is none */
    public static Metric named(String name) {
        for (Metric metric : values()) {
            if (metric.name().equals(name.toUpperCase(Locale.ROOT))) {
                return metric;
            }
        }
        throw new IllegalArgumentException(
                "no such metric: metric=" + name + ", known=mad, mse, sad, grad, conn, dtssd, imq");
    }
}
