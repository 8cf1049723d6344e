package io.cameo.scene;

/** Paints what stands about; it belongs to nobody, and hides who stands behind it. */
final class PropPainter {
    private static final Rgb IRON = Rgb.of(0x33413f);
    private static final int[] LEAVES = {0x4c8040, 0x6a9548, 0x3d7350, 0x8a9a3f};
    private static final int[] STRIPES = {0xe2574c, 0x2f8f9d, 0xf2b632, 0x5b6fb5};

    private final Brush brush;
    private final View view;
    private final Shape.Limb limb = new Shape.Limb();
    private final Shape.Oval oval = new Shape.Oval();
    private final Shape.Panel panel = new Shape.Panel();

    PropPainter(Brush brush, View view) {
        this.brush = brush;
        this.view = view;
    }

    void paint(Prop prop, float haze) {
        float s = view.scale(prop.depthM());
        brush.begin(0, s, haze);
        float x = view.x(prop.xM(), prop.depthM());
        float y = view.y(0, prop.depthM());
        switch (prop.kind()) {
            case TREE -> tree(prop, x, y, s);
            case LAMP -> lamp(prop, x, y, s);
            case PLANT -> plant(prop, x, y, s);
            case PARASOL -> parasol(prop, x, y, s);
            case TOWEL -> towel(prop);
            case SAIL -> sail(x, y, s);
            case FLOOR_LAMP -> floorLamp(prop, x, y, s);
            case STOOL -> stool(prop, x, y, s);
        }
    }

    private void tree(Prop prop, float x, float y, float s) {
        Dice d = prop.dice();
        float tall = prop.size();
        limb.from(x, y, 0.17f * s, x + d.in("lean", -0.2f, 0.2f) * s, y - 0.6f * tall * s, 0.09f * s);
        brush.fill(limb, new Ink(Rgb.of(0x6a5040), Rgb.of(0x5a4234), Ink.Pattern.PLAIN, 1, 0, 0, 1.6f));
        Rgb leaf = Rgb.of(LEAVES[d.below("leaf", LEAVES.length)]);
        for (int i = 0; i < 18; i++) {
            Dice blob = d.child("blob", i);
            float high = 0.42f + 0.029f * i;
            float spread = 0.29f * tall * (1 - 0.6f * i / 17f);
            float r = tall * blob.in("r", 0.075f, 0.135f);
            oval.around(x + blob.in("x", -1, 1) * spread * s, y - high * tall * s, r * 1.2f * s, r * s);
            brush.fill(
                    oval,
                    new Ink(
                            leaf.times(0.66f + 0.028f * i + blob.in("v", -0.05f, 0.05f)),
                            leaf,
                            Ink.Pattern.PLAIN,
                            1,
                            0,
                            0,
                            2.2f));
        }
    }

    private void lamp(Prop prop, float x, float y, float s) {
        float top = y - prop.size() * s;
        limb.from(x, y, 0.075f * s, x, y - 0.5f * s, 0.05f * s);
        brush.fill(limb, Ink.plain(IRON));
        limb.from(x, y, 0.042f * s, x, top, 0.032f * s);
        brush.fill(limb, Ink.plain(IRON));
        oval.around(x, top - 0.16f * s, 0.17f * s, 0.22f * s);
        brush.fill(oval, Ink.plain(Rgb.of(0xfff3d2).times(1.3f)));
        oval.around(x, top - 0.36f * s, 0.15f * s, 0.05f * s);
        brush.fill(oval, Ink.plain(IRON));
    }

    private void plant(Prop prop, float x, float y, float s) {
        float tall = prop.size();
        Rgb leaf = Rgb.of(LEAVES[prop.dice().below("leaf", 3)]);
        for (int i = 0; i < 11; i++) {
            Dice blade = prop.dice().child("blade", i);
            float angle = (i - 5) * 0.27f + blade.in("a", -0.1f, 0.1f);
            float reach = tall * blade.in("r", 0.45f, 0.68f);
            float endX = x + Skeleton.sin(angle) * reach * s;
            float endY = y - (0.36f + Skeleton.cos(angle) * reach) * s;
            limb.from(x, y - 0.34f * s, 0.03f * s, endX, endY, 0.085f * s);
            brush.fill(limb, Ink.cloth(leaf.times(blade.in("v", 0.75f, 1.15f))));
        }
        panel.start(0.03f * s, 0.2f * s)
                .corner(x - 0.2f * s, y - 0.38f * s)
                .corner(x + 0.2f * s, y - 0.38f * s)
                .corner(x + 0.14f * s, y - 0.03f * s)
                .corner(x - 0.14f * s, y - 0.03f * s);
        brush.fill(panel, Ink.plain(Rgb.of(0xc9714a)));
    }

    private void parasol(Prop prop, float x, float y, float s) {
        float tall = prop.size() * s;
        limb.from(x, y, 0.022f * s, x, y - tall, 0.02f * s);
        brush.fill(limb, Ink.plain(Rgb.of(0xefe8da)));
        Rgb cloth = Rgb.of(STRIPES[prop.dice().below("cloth", STRIPES.length)]);
        float half = 1.12f * s;
        for (int i = 0; i < 6; i++) {
            float a = (i / 3f - 1) * half;
            float b = ((i + 1) / 3f - 1) * half;
            panel.start(0.01f * s, 0.5f * s)
                    .corner(x, y - tall)
                    .corner(x + 0.52f * b, y - tall + 0.13f * s)
                    .corner(x + b, y - tall + (0.42f + 0.06f * (i == 0 || i == 5 ? 0 : 1)) * s)
                    .corner(x + a, y - tall + (0.42f + 0.06f * (i == 0 || i == 5 ? 0 : 1)) * s)
                    .corner(x + 0.52f * a, y - tall + 0.13f * s);
            brush.fill(panel, Ink.cloth(i % 2 == 0 ? cloth : Rgb.of(0xf7f1e4)));
        }
        oval.around(x, y - tall - 0.02f * s, 0.04f * s, 0.05f * s);
        brush.fill(oval, Ink.plain(cloth));
    }

    private void towel(Prop prop) {
        float near = prop.depthM() - 0.42f;
        float far = prop.depthM() + 0.42f;
        float left = prop.xM() - 0.85f;
        float right = prop.xM() + 0.85f;
        Rgb colour = Rgb.of((int) prop.size());
        for (int i = 0; i < 7; i++) {
            float a = Curve.mix(left, right, i / 7f);
            float b = Curve.mix(left, right, (i + 1) / 7f);
            panel.start(0.3f, 1)
                    .corner(view.x(a, near), view.y(0, near))
                    .corner(view.x(b, near), view.y(0, near))
                    .corner(view.x(b, far), view.y(0, far))
                    .corner(view.x(a, far), view.y(0, far));
            brush.fill(panel, Ink.plain(i % 2 == 0 ? colour : Rgb.of(0xf6efe2)));
        }
    }

    private void sail(float x, float y, float s) {
        panel.start(0.3f, 4)
                .corner(x, y - 9 * s)
                .corner(x + 3.2f * s, y - 1.4f * s)
                .corner(x, y - 1.4f * s);
        brush.fill(panel, Ink.plain(Rgb.of(0xfbf7ee)));
        panel.start(0.3f, 4)
                .corner(x - 2.2f * s, y - s)
                .corner(x + 3 * s, y - s)
                .corner(x + 2 * s, y)
                .corner(x - 1.4f * s, y);
        brush.fill(panel, Ink.plain(Rgb.of(0x8a4b3a)));
    }

    private void floorLamp(Prop prop, float x, float y, float s) {
        float top = y - prop.size() * s;
        limb.from(x, y - 0.01f * s, 0.018f * s, x, top, 0.016f * s);
        brush.fill(limb, Ink.plain(IRON));
        oval.around(x, y - 0.01f * s, 0.16f * s, 0.04f * s);
        brush.fill(oval, Ink.plain(IRON));
        panel.start(0.02f * s, 0.2f * s)
                .corner(x - 0.12f * s, top - 0.22f * s)
                .corner(x + 0.12f * s, top - 0.22f * s)
                .corner(x + 0.22f * s, top + 0.1f * s)
                .corner(x - 0.22f * s, top + 0.1f * s);
        brush.fill(panel, Ink.plain(Rgb.of(0xf7deac).times(1.25f)));
    }

    private void stool(Prop prop, float x, float y, float s) {
        float tall = prop.size() * s;
        for (int i = -1; i <= 1; i += 2) {
            limb.from(x + i * 0.17f * s, y, 0.02f * s, x + i * 0.12f * s, y - tall, 0.024f * s);
            brush.fill(limb, Ink.plain(Rgb.of(0x7a5236)));
        }
        panel.start(0.03f * s, 0.12f * s)
                .corner(x - 0.2f * s, y - tall + 0.01f * s)
                .corner(x + 0.2f * s, y - tall + 0.01f * s)
                .corner(x + 0.2f * s, y - tall + 0.05f * s)
                .corner(x - 0.2f * s, y - tall + 0.05f * s);
        brush.fill(panel, Ink.plain(Rgb.of(0xa0714a)));
    }
}
