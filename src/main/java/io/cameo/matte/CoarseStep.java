package io.cameo.matte;

import java.util.Locale;
import java.util.Map;

/**
 * One thing done to one plane of coarse masks, or to two, with everything that chance had to say about it. Printed as its
 * name and {@code key=value}; {@link CoarseMask.Recipe#parse} reads that.
 */
public sealed interface CoarseStep {
    /** In which order a mask grows and shrinks, by squares. */
    enum Order {
        DILATE_ERODE,
        ERODE_DILATE,
        DILATE,
        ERODE
    }

    /**
     * 255 where a sample is above a threshold, then dilation and erosion.
     *
     * @param above the threshold, in samples
     * @param dilatePx the side of the square, which is not used where the order does not say so
     * @param erodePx likewise
     */
    record Binarize(int plane, double above, Order order, int dilatePx, int erodePx) implements CoarseStep {
        @Override
        public String toString() {
            return "binarize plane=" + plane + " above=" + above + " order="
                    + order.name().toLowerCase(Locale.ROOT) + " dilate=" + dilatePx + " erode=" + erodePx;
        }
    }

    /** Made small by an eighth and large again, linearly; then 255 where above 127. */
    record DownUp(int plane) implements CoarseStep {
        @Override
        public String toString() {
            return "downup plane=" + plane;
        }
    }

    /** A rectangle of a plane copied to another place of it. */
    record Copy(int plane, int widthPx, int heightPx, int fromXPx, int fromYPx, int toXPx, int toYPx)
            implements CoarseStep {
        @Override
        public String toString() {
            return "copy plane=" + plane + " width=" + widthPx + " height=" + heightPx + " from_x=" + fromXPx
                    + " from_y=" + fromYPx + " to_x=" + toXPx + " to_y=" + toYPx;
        }
    }

    /** A rectangle that changes places with that of another plane. */
    record Swap(int plane, int other, int widthPx, int heightPx, int xPx, int yPx) implements CoarseStep {
        @Override
        public String toString() {
            return "swap plane=" + plane + " other=" + other + " width=" + widthPx + " height=" + heightPx + " x=" + xPx
                    + " y=" + yPx;
        }
    }

    /**
     * A rectangle set to 0 at a pixel that is set. Which pixel, and how large the rectangle, depends on the mask: with n set
     * pixels, in the order of rows, its upper left corner is the {@code pick * n}th (moved so that the rectangle does not pass
     * the box around them), and with a box of h rows the rectangle has {@code h / 16 + (h / 8 - h / 16) * tall}, all rounded
     * down; likewise its columns. A box below 16 pixels is left alone.
     *
     * @param pick from 0 to below 1, as are the others
     */
    record Drop(int plane, double pick, double tall, double wide) implements CoarseStep {
        @Override
        public String toString() {
            return "drop plane=" + plane + " pick=" + pick + " tall=" + tall + " wide=" + wide;
        }
    }

    /**
     * Reads what a step's {@code toString} printed.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    static CoarseStep of(String name, Map<String, String> values) {
        return switch (name) {
            case "binarize" ->
                new Binarize(
                        whole(values, "plane"),
                        number(values, "above"),
                        Order.valueOf(text(values, "order").toUpperCase(Locale.ROOT)),
                        whole(values, "dilate"),
                        whole(values, "erode"));
            case "downup" -> new DownUp(whole(values, "plane"));
            case "copy" ->
                new Copy(
                        whole(values, "plane"),
                        whole(values, "width"),
                        whole(values, "height"),
                        whole(values, "from_x"),
                        whole(values, "from_y"),
                        whole(values, "to_x"),
                        whole(values, "to_y"));
            case "swap" ->
                new Swap(
                        whole(values, "plane"),
                        whole(values, "other"),
                        whole(values, "width"),
                        whole(values, "height"),
                        whole(values, "x"),
                        whole(values, "y"));
            case "drop" ->
                new Drop(
                        whole(values, "plane"), number(values, "pick"), number(values, "tall"), number(values, "wide"));
            default -> throw new IllegalArgumentException("no such step of a coarse mask: step=" + name);
        };
    }

    private static String text(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("step of a coarse mask lacks a value: key=" + key);
        }
        return value;
    }

    private static int whole(Map<String, String> values, String key) {
        return Integer.parseInt(text(values, key));
    }

    private static double number(Map<String, String> values, String key) {
        return Double.parseDouble(text(values, key));
    }
}
