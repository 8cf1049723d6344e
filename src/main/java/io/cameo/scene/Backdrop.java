package io.cameo.scene;

import org.jspecify.annotations.Nullable;

/** What is behind a person: chosen, painted and put out of focus. */
final class Backdrop {
    /** A picture of something; x and y run from 0 to 1 over the portrait, y down. */
    interface Scenery {
        void colour(float x, float y, float[] rgb);
    }

    /** Half the portrait's size: what is out of focus needs no more. */
    private final Canvas small;

    private final float[] row;
    private final float[] rgb = new float[3];

    Backdrop(int widthPx, int heightPx) {
        small = new Canvas((widthPx + 1) / 2 + 1, (heightPx + 1) / 2 + 1);
        row = new float[Math.max(small.widthPx, small.heightPx)];
    }

    void paint(Canvas canvas, HeadMap map, Shot shot) {
        Dice d = shot.dice;
        float blur = 0;
        Scenery scenery;
        switch (d.weighted("backdrop", 0.15f, 0.13f, 0.13f, 0.16f, 0.1f, 0.08f, 0.08f, 0.07f, 0.1f, 0.06f)) {
            case 0 -> scenery = Walls.paper(d);
            case 1 -> scenery = Walls.mottled(d);
            case 2 -> {
                scenery = Outdoors.evening(d);
                blur = d.in("blur", 1, 2.5f);
            }
            case 3 -> {
                scenery = Outdoors.foliage(d);
                blur = d.in("blur", 0.8f, 4);
            }
            case 4 -> {
                scenery = Walls.brick(d);
                blur = d.chance("sharp", 0.55f) ? 0 : d.in("blur", 0.6f, 2);
            }
            case 5 -> {
                scenery = Outdoors.sky(d);
                blur = 0.8f;
            }
            case 6 -> {
                scenery = Walls.planks(d);
                blur = d.chance("sharp", 0.5f) ? 0 : d.in("blur", 0.6f, 2);
            }
            case 7 -> scenery = Walls.curtain(d);
            case 8 -> {
                scenery = Walls.books(d);
                blur = d.in("blur", 0.6f, 2.6f);
            }
            default -> {
                scenery = Outdoors.shore(d);
                blur = d.in("blur", 0.6f, 2);
            }
        }
        if (blur > 0) {
            fill(small, null, scenery, 0.5f * canvas.widthPx);
            soften(small, blur * canvas.widthPx / 250f);
            enlarge(canvas);
        } else {
            fill(canvas, map, scenery, canvas.widthPx);
        }
        if (shot.light.hard < 0.6f) {
            falloff(canvas, shot.light);
        }
    }

    /** Paints a whole picture at half its size, out of focus by a radius in pixels of that half; 0 for hardly. */
    void paint(Canvas canvas, Scenery scenery, float radius) {
        fill(small, null, scenery, 0.5f * canvas.widthPx);
        if (radius > 0) {
            soften(small, radius);
        } else {
            ease(small.red, small.widthPx);
            ease(small.green, small.widthPx);
            ease(small.blue, small.widthPx);
        }
        enlarge(canvas);
    }

    /** Takes the steps out of slanting edges: a quarter of each neighbour, below and beside. */
    private static void ease(float[] plane, int widthPx) {
        for (int i = 0; i < plane.length - widthPx - 1; i++) {
            plane[i] = 0.25f * (plane[i] + plane[i + 1] + plane[i + widthPx] + plane[i + widthPx + 1]);
        }
    }

    /** Leaves out what the given head will cover. */
    private void fill(Canvas to, @Nullable HeadMap map, Scenery scenery, float unitPx) {
        for (int y = 0; y < to.heightPx; y++) {
            for (int x = 0; x < to.widthPx; x++) {
                int i = y * to.widthPx + x;
                if (map == null || !map.isHidden(i)) {
                    scenery.colour(x / unitPx, y / unitPx, rgb);
                    to.set(i, rgb[0], rgb[1], rgb[2]);
                }
            }
        }
    }

    /** Light on the backdrop fades away from the key light. */
    private static void falloff(Canvas canvas, Light light) {
        for (int y = 0; y < canvas.heightPx; y++) {
            for (int x = 0; x < canvas.widthPx; x++) {
                float dx = (float) x / canvas.widthPx - 0.5f;
                float dy = (float) y / canvas.heightPx - 0.5f;
                canvas.shade(
                        y * canvas.widthPx + x, 1 + 0.5f * (dx * light.x + dy * light.y) - 0.35f * (dx * dx + dy * dy));
            }
        }
    }

    /** Two box blurs, whose disc of confusion has soft edges; {@code radius} in pixels of the small canvas. */
    private void soften(Canvas c, float radius) {
        int r = Math.max(1, (int) (radius + 0.5f));
        for (int pass = 0; pass < 2; pass++) {
            for (float[] plane : new float[][] {c.red, c.green, c.blue}) {
                for (int y = 0; y < c.heightPx; y++) {
                    box(plane, y * c.widthPx, 1, c.widthPx, r);
                }
                for (int x = 0; x < c.widthPx; x++) {
                    box(plane, x, c.widthPx, c.heightPx, r);
                }
            }
        }
    }

    private void box(float[] plane, int start, int step, int count, int r) {
        for (int i = 0; i < count; i++) {
            row[i] = plane[start + i * step];
        }
        float per = 1f / (2 * r + 1);
        float sum = 0;
        for (int i = -r; i <= r; i++) {
            sum += row[Math.clamp(i, 0, count - 1)];
        }
        for (int i = 0; i < count; i++) {
            plane[start + i * step] = sum * per;
            sum += row[Math.min(i + r + 1, count - 1)] - row[Math.max(i - r, 0)];
        }
    }

    private void enlarge(Canvas to) {
        for (int y = 0; y < to.heightPx; y++) {
            int above = y >> 1;
            int below = above + (y & 1);
            for (int x = 0; x < to.widthPx; x++) {
                int a = above * small.widthPx + (x >> 1);
                int b = below * small.widthPx + (x >> 1);
                int right = x & 1;
                to.set(
                        y * to.widthPx + x,
                        four(small.red, a, b, right),
                        four(small.green, a, b, right),
                        four(small.blue, a, b, right));
            }
        }
    }

    private static float four(float[] plane, int a, int b, int right) {
        return 0.25f * (plane[a] + plane[a + right] + plane[b] + plane[b + right]);
    }
}
