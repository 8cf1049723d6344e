package io.cameo.scene;

/** Paints a head from any side: an egg, and on it whatever lies there in the head's own coordinates. */
final class HeadPainter {
    private static final int FACE = 0x1f;

    private final Brush brush;
    private final Canvas canvas;
    private final Shape.Oval oval = new Shape.Oval();
    private final float[] rgb = new float[3];
    private Figure figure;
    private FaceInk face;
    private float cx;
    private float cy;
    private float halfWidth;
    private float halfHeight;
    private float cosYaw;
    private float sinYaw;
    private float cosNod;
    private float sinNod;

    HeadPainter(Brush brush, Figure figure, View view) {
        this.brush = brush;
        canvas = brush.canvas;
        this.figure = figure;
        Skeleton b = figure.bones;
        float scale = view.scale(figure.depthM - b.z[Skeleton.HEAD]);
        cx = figure.pxX(view, Skeleton.HEAD);
        cy = figure.pxY(view, Skeleton.HEAD);
        halfWidth = b.headHalfWidthM * scale;
        halfHeight = b.headHalfHeightM * scale;
        cosYaw = Skeleton.cos(b.headYaw);
        sinYaw = Skeleton.sin(b.headYaw);
        cosNod = Skeleton.cos(b.nod);
        sinNod = Skeleton.sin(b.nod);
        face = new FaceInk(figure, halfHeight);
    }

    void paint() {
        brush.carry(FACE);
        ear(1);
        ear(-1);
        egg();
        Outfit.Hat hat = figure.outfit.hat;
        shell();
        if (hat == Outfit.Hat.SUN_HAT) {
            float up = 0.5f * halfHeight;
            oval.around(cx - sinYaw * 0.1f * halfWidth, cy - up, 1.75f * halfWidth, 0.3f * halfHeight);
            brush.fill(oval, Ink.plain(face.hat));
        } else if (hat == Outfit.Hat.CAP && cosYaw > -0.6f) {
            float aheadX = sinYaw * 0.85f * halfWidth;
            oval.around(
                    cx + aheadX,
                    cy - (0.42f - 0.12f * Math.max(0, cosYaw)) * halfHeight,
                    (0.55f + 0.25f * Math.abs(cosYaw)) * halfWidth,
                    0.13f * halfHeight);
            brush.fill(oval, Ink.plain(face.hat.times(0.85f)));
        }
    }

    private void ear(int side) {
        if (figure.person.hairStyle.length > 0 || figure.person.hairStyle == HairStyle.SCARF) {
            return;
        }
        float x = cx + side * cosYaw * 0.96f * halfWidth - sinYaw * 0.08f * halfWidth;
        oval.around(x, cy + 0.06f * halfHeight, 0.17f * halfWidth + 0.3f, 0.2f * halfHeight + 0.3f);
        brush.fill(oval, Ink.plain(figure.person.skin.times(0.92f)));
    }

    private void egg() {
        int x0 = Math.max(0, Curve.floor(cx - halfWidth - 1));
        int x1 = Math.min(canvas.widthPx, Curve.floor(cx + halfWidth + 2));
        int y0 = Math.max(0, Curve.floor(cy - halfHeight - 1));
        int y1 = Math.min(canvas.heightPx, Curve.floor(cy + halfHeight + 2));
        for (int y = y0; y < y1; y++) {
            float v = (cy - y - 0.5f) / halfHeight;
            float chin = Math.max(0, -v);
            float narrow = halfWidth * (1 - face.jaw * chin * chin);
            for (int x = x0; x < x1; x++) {
                float u = (x + 0.5f - cx) / narrow;
                float k = Curve.sqrt(u * u + v * v);
                float cover = Curve.clamp01(0.5f - (k - 1) * narrow);
                if (cover > 0) {
                    float w = Curve.sqrt(Math.max(0, 1 - k * k));
                    skinAt(u, v, w);
                    brush.lay(y * canvas.widthPx + x, rgb[0], rgb[1], rgb[2], u * 0.9f, -v * 0.75f, w + 0.15f, cover);
                }
            }
        }
    }

    private void skinAt(float u, float v, float w) {
        float ahead = u * sinYaw + w * cosYaw;
        float left = u * cosYaw - w * sinYaw;
        face.colour(left, v * cosNod + ahead * sinNod, ahead * cosNod - v * sinNod, rgb);
    }

    /** Hair, scarf or hat: a larger egg, painted where the head has it. */
    private void shell() {
        float thick = face.thickness();
        if (thick <= 0) {
            return;
        }
        float rx = halfWidth * (1 + thick);
        float ry = halfHeight * (1 + 0.8f * thick);
        float frizz = face.frizz();
        float reach = 1 + frizz;
        int x0 = Math.max(0, Curve.floor(cx - rx * reach - 1));
        int x1 = Math.min(canvas.widthPx, Curve.floor(cx + rx * reach + 2));
        int y0 = Math.max(0, Curve.floor(cy - ry * reach - 1));
        int y1 = Math.min(canvas.heightPx, Curve.floor(cy + ry * reach + 2));
        for (int y = y0; y < y1; y++) {
            float v = (cy - y - 0.5f) / ry;
            for (int x = x0; x < x1; x++) {
                float u = (x + 0.5f - cx) / rx;
                float k = Curve.sqrt(u * u + v * v);
                float rough = frizz > 0 ? frizz * Noise.at(u * 5 + face.seed, v * 5) : 0;
                float outside = Curve.clamp01(0.5f - (k - 1 - rough) * rx);
                if (outside > 0) {
                    shellPixel(y * canvas.widthPx + x, u, v, Curve.sqrt(Math.max(0, 1 - k * k)), outside);
                }
            }
        }
    }

    private void shellPixel(int i, float u, float v, float w, float outside) {
        float ahead = u * sinYaw + w * cosYaw;
        float left = u * cosYaw - w * sinYaw;
        float up = v * cosNod + ahead * sinNod;
        float forward = ahead * cosNod - v * sinNod;
        float cover = Math.min(outside, Curve.clamp01(0.5f + face.hairAbove(left, up, forward) * halfHeight));
        if (cover > 0) {
            face.hairColour(left, up, forward, rgb);
            brush.lay(i, rgb[0], rgb[1], rgb[2], u * 0.95f, -v * 0.8f, w + 0.1f, cover);
        }
    }
}
