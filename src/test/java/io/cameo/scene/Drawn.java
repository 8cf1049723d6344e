package io.cameo.scene;

import java.lang.foreign.MemorySegment;

/** A portrait as tests look at it. */
final class Drawn {
    private final int sizePx;
    private final byte[] bgr;
    private final float[] landmarks;

    private Drawn(int sizePx, byte[] bgr, float[] landmarks) {
        this.sizePx = sizePx;
        this.bgr = bgr;
        this.landmarks = landmarks;
    }

    int sizePx() {
        return sizePx;
    }

    byte[] bgr() {
        return bgr;
    }

    float[] landmarks() {
        return landmarks;
    }

    static Drawn of(long seed, int identity, int shot, int sizePx) {
        return of(new Portrait(sizePx), seed, identity, shot, sizePx);
    }

    static Drawn of(Portrait portrait, long seed, int identity, int shot, int sizePx) {
        byte[] bgr = new byte[portrait.byteSize()];
        float[] landmarks = new float[10];
        portrait.draw(seed, identity, shot, MemorySegment.ofArray(bgr), landmarks);
        return new Drawn(sizePx, bgr, landmarks);
    }

    float x(int point) {
        return landmarks[2 * point];
    }

    float y(int point) {
        return landmarks[2 * point + 1];
    }

    /** Mean blue, green and red over the pixels within a radius. */
    double[] mean(float x, float y, float radius) {
        double[] sum = new double[3];
        int count = 0;
        int reach = (int) radius + 1;
        for (int py = Math.round(y) - reach; py <= Math.round(y) + reach; py++) {
            for (int px = Math.round(x) - reach; px <= Math.round(x) + reach; px++) {
                boolean inside = px >= 0 && py >= 0 && px < sizePx && py < sizePx;
                if (inside && Math.hypot(px - x, py - y) <= radius) {
                    for (int c = 0; c < 3; c++) {
                        sum[c] += bgr[3 * (py * sizePx + px) + c] & 255;
                    }
                    count++;
                }
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    /** The skin between the eyes and the mouth corners, both sides. */
    double[] skin() {
        double[] left = mean((x(0) + x(3)) / 2, (y(0) + y(3)) / 2, 4);
        double[] right = mean((x(1) + x(4)) / 2, (y(1) + y(4)) / 2, 4);
        return new double[] {(left[0] + right[0]) / 2, (left[1] + right[1]) / 2, (left[2] + right[2]) / 2};
    }
}
