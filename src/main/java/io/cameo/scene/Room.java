package io.cameo.scene;

import java.util.ArrayList;
import java.util.List;

/** A room: boards, a rug, a papered wall with a window and pictures. */
final class Room implements Place {
    private static final int[] WALLS = {0x9fb5a5, 0xd9a58c, 0x8ea3b8, 0xe3cfa6, 0xb79bb0, 0x6f8f8a, 0xd8b4a0};
    private static final int[] RUGS = {0x9c3d3a, 0x2f5d73, 0x5f7d5a, 0xc98b3c, 0x6a4a70};
    private static final int[] PAINT = {0xe0a82e, 0xc8553d, 0x2a7f7b, 0x2b4a72, 0xefe6d2, 0xe6a8a0};

    private final Dice d;
    private final Sun sun;
    private final float wallM;
    private final float halfM;
    private final float windowX;
    private final Rgb wall;
    private final Rgb rug;
    private final Rgb boards;
    private final float rugX;
    private final float seed;

    Room(Dice d) {
        this.d = d;
        sun = Sun.indoors(d);
        wallM = d.in("wall", 6.2f, 9);
        halfM = d.in("room half", 3.4f, 4.6f);
        windowX = d.in("window", -1.9f, 1.9f);
        wall = Rgb.of(WALLS[d.below("paper", WALLS.length)]);
        rug = Rgb.of(RUGS[d.below("rug", RUGS.length)]);
        boards = Rgb.of(0xb07c4e).mix(Rgb.of(0x8a5d3c), d.unit("boards"));
        rugX = d.in("rug x", -0.8f, 0.8f);
        seed = d.in("room seed", 0, 100);
    }

    @Override
    public Sun sun() {
        return sun;
    }

    @Override
    public Dress dress() {
        return Dress.HOME;
    }

    @Override
    public Rgb air() {
        return wall;
    }

    @Override
    public float clearM() {
        return 90;
    }

    @Override
    public float deepestM() {
        return wallM - 0.9f;
    }

    @Override
    public float halfWidthM() {
        return halfM - 0.5f;
    }

    @Override
    public boolean wide() {
        return false;
    }

    @Override
    public float[] horizon() {
        return new float[] {0.3f, 0.42f};
    }

    @Override
    public Backdrop.Scenery scenery(View view) {
        return (x, y, rgb) -> {
            float px = x * view.widthPx();
            float py = y * view.widthPx();
            float dx = (px - 0.5f * view.widthPx()) / view.focalPx();
            float ground = view.groundDepth(py);
            float side = halfM / Math.max(Math.abs(dx), 1e-4f);
            float depth = Math.min(side, wallM);
            if (ground > 0 && ground < depth) {
                floor(dx * ground, ground, rgb);
                return;
            }
            float up = view.height(py, depth);
            if (side < wallM) {
                paper(side, up, dx > 0 ? 0.8f : 0.92f, rgb);
            } else {
                back(dx * wallM, up, rgb);
            }
            float corner = 1 - 0.22f * Curve.hill((Math.abs(dx) * depth - halfM) / 0.7f) * (side < wallM ? 0 : 1);
            rgb[0] *= corner;
            rgb[1] *= corner;
            rgb[2] *= corner;
        };
    }

    private void floor(float x, float z, float[] rgb) {
        int board = Curve.floor(x * 6.5f) + 400;
        float grain = 0.92f
                + 0.1f * Noise.cell(board, Curve.floor(z * 0.7f + 0.5f * Noise.cell(board, 9)))
                + 0.06f * Noise.at(x * 40, z * 2.2f + board);
        float joint = Curve.fraction(x * 6.5f) < 0.05f ? 0.8f : 1;
        float ex = (x - rugX) / 1.9f;
        float ez = (z - wallM * 0.58f) / (wallM * 0.26f);
        float round = Curve.sqrt(ex * ex + ez * ez);
        float light = 0.95f - 0.3f * Curve.step(wallM - 1.2f, wallM, z);
        if (round < 1) {
            float ring = Curve.fraction(round * 4.5f) < 0.3f ? 1.45f : 1;
            float pile = 0.95f + 0.08f * Noise.at(x * 22, z * 12);
            rug.put(rgb, ring * pile * light * (round > 0.96f ? 0.75f : 1));
        } else {
            float under = 1 - 0.15f * Curve.step(1.12f, 1, round);
            boards.put(rgb, grain * joint * light * under);
        }
    }

    private void paper(float along, float up, float light, float[] rgb) {
        if (up > 2.75f) {
            Rgb.of(0xf1ece2).put(rgb, 0.86f * light);
        } else if (up < 0.85f) {
            float panel = Math.abs(Curve.fraction(along * 0.9f) - 0.5f);
            boolean groove = (panel > 0.44f && panel < 0.455f) || Math.abs(up - 0.82f) < 0.03f;
            Rgb.of(0xece4d4).put(rgb, light * (groove ? 0.68f : 0.86f) * (up < 0.14f ? 0.86f : 1));
        } else {
            float motif =
                    Curve.hill(Curve.fraction(along * 2.5f) - 0.5f, Curve.fraction(up * 2.5f) - 0.5f, 0.2f, 0.32f);
            float fall = 1.02f - 0.1f * Math.abs(up - 1.6f) + 0.03f * Noise.at(along + seed, up);
            wall.put(rgb, light * fall * (1 + 0.13f * motif));
        }
    }

    private void back(float x, float up, float[] rgb) {
        paper(x + 20, up, 0.98f, rgb);
        float wx = x - windowX;
        if (Math.abs(wx) < 0.92f && up > 0.95f && up < 2.45f) {
            window(wx, up, rgb);
            return;
        }
        float curtain = Math.abs(Math.abs(wx) - 1.1f) - 0.24f;
        if (curtain < 0 && up > 0.4f && up < 2.55f) {
            rug.mix(Rgb.WHITE, 0.35f).put(rgb, 0.8f + 0.3f * Skeleton.sin(wx * 42));
        }
        for (int i = 0; i < 3; i++) {
            float px = windowX + (i == 0 ? -2.15f : 1.75f + 0.95f * (i - 1));
            float py = 1.72f + 0.12f * Noise.cell(i + 5, (int) seed);
            float wide = 0.3f + 0.06f * Noise.cell(i, (int) seed);
            float frame = Math.max(Math.abs(x - px) - wide, Math.abs(up - py) - 0.36f);
            if (frame < 0) {
                picture(x - px, up - py, frame, i, rgb);
            } else if (frame < 0.05f) {
                wall.put(rgb, 0.75f);
            }
        }
    }

    private void window(float x, float up, float[] rgb) {
        float edge = Math.min(0.92f - Math.abs(x), Math.min(up - 0.95f, 2.45f - up));
        boolean bar = edge < 0.07f || Math.abs(x) < 0.03f || Math.abs(up - 1.78f) < 0.025f;
        if (bar) {
            Rgb.of(0xf6f1e6).put(rgb, 0.95f);
            return;
        }
        float tree = up - 1.45f - 0.3f * Noise.at(x * 2.2f + seed, 1) - 0.08f * Noise.at(x * 9, seed);
        if (tree < 0) {
            Rgb.of(0x8fb27c).put(rgb, 1.0f + 0.2f * Noise.at(x * 8, up * 8));
        } else {
            Rgb.of(0xcfe6f2).put(rgb, 1.15f);
        }
    }

    private void picture(float x, float y, float frame, int number, float[] rgb) {
        if (frame > -0.045f) {
            Rgb.of(0x5a4433).put(rgb, 1);
            return;
        }
        Dice painter = d.child("picture", number);
        Rgb high = Rgb.of(PAINT[painter.below("high", PAINT.length)]);
        Rgb low = Rgb.of(PAINT[painter.below("low", PAINT.length)]);
        float hill = y + 0.08f + 0.14f * Noise.at(x * 4 + number * 3, seed);
        float disc = Curve.sqrt((x - 0.08f) * (x - 0.08f) + (y - 0.14f) * (y - 0.14f));
        (hill < 0 ? low : disc < 0.08f ? Rgb.of(0xf4ead2) : high).put(rgb, 0.9f);
    }

    @Override
    public List<Prop> props(View view) {
        List<Prop> props = new ArrayList<>();
        float side = d.chance("plant side", 0.5f) ? -1 : 1;
        props.add(new Prop(Prop.Kind.PLANT, side * (halfM - 0.6f), wallM - 0.8f, 1.5f, d.child("plant", 0)));
        props.add(new Prop(Prop.Kind.FLOOR_LAMP, -side * (halfM - 0.6f), wallM - 0.7f, 1.65f, d.child("lamp", 0)));
        return props;
    }
}
