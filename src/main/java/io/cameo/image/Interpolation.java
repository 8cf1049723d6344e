package io.cameo.image;

import java.util.Locale;

/** How resizing fills in pixels; the numbers are those of {@code im2rec inter_method=N}. */
public enum Interpolation {
    NEAREST(0),
    LINEAR(1),
    CUBIC(2),
    AREA(3),
    LANCZOS4(4),
    /** Cubic if both sides grow, area if both shrink, else linear. */
    AUTO(9),
    /**
     * One of the first five per image. im2rec.cc draws from a clock-independent but order-dependent generator; here the
     * choice depends only on a seed and the record's key, so any number of workers gives the same bytes.
     */
    RANDOM(10);

    private static final int FIXED = 5;

    private final int code;

    Interpolation(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The method under im2rec's number.
     *
     * @throws IllegalArgumentException if im2rec has no such method */
    public static Interpolation ofCode(int code) {
        for (Interpolation value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        throw new IllegalArgumentException("no such interpolation: inter_method=" + code + ", known=0..4, 9, 10");
    }

    /** The fixed method that this one stands for when an image is resized. */
    Interpolation resolve(Image image, int widthPx, int heightPx, long seed, long key) {
        return switch (this) {
            case AUTO -> {
                boolean grows = widthPx > image.widthPx() && heightPx > image.heightPx();
                boolean shrinks = widthPx < image.widthPx() && heightPx < image.heightPx();
                yield grows ? CUBIC : shrinks ? AREA : LINEAR;
            }
            case RANDOM -> values()[(int) Long.remainderUnsigned(mix(mix(seed) ^ key), FIXED)];
            default -> this;
        };
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood 2014): neighbouring keys give unrelated choices. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
