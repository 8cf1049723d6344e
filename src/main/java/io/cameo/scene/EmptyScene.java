package io.cameo.scene;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws the places of {@link PeopleScene} without anybody in them: streets, parks, rooms and beaches, with the things that stand
 * there. What others are pasted onto.
 *
 * <p>Scene {@code n} depends on nothing but the seed, {@code n} and the size. It belongs to one thread at a time.
 */
public final class EmptyScene {
    private static final float GRAIN = 1.6f;

    private final int widthPx;
    private final int heightPx;
    private final Canvas canvas;
    private final Backdrop backdrop;
    private final int[] marks;

    /**
     * @param widthPx of every picture that it draws, 64 to 4096
     * @param heightPx likewise
     */
    public EmptyScene(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        canvas = new Canvas(widthPx, heightPx);
        backdrop = new Backdrop(widthPx, heightPx);
        marks = new int[widthPx * heightPx];
    }

    /**
     * Draws one scene.
     *
     * @param number which one, 0 or more
     * @param pan metres that the camera has gone to the right: frames of a clip differ in it; the backdrop stays
     * @param bgr takes the picture: 3 bytes a pixel, row-major, no gaps
     * @throws IllegalArgumentException if the number is negative or the destination too small
     */
    public void draw(long seed, int number, float pan, MemorySegment bgr) {
        if (number < 0 || bgr.byteSize() < 3L * widthPx * heightPx) {
            throw new IllegalArgumentException("number is negative or the destination too small: number=" + number
                    + ", bytes=" + bgr.byteSize() + ", needed=" + 3L * widthPx * heightPx);
        }
        Dice dice = Dice.of(seed).child("empty", number);
        Place place = Place.of(dice.child("place", 0));
        float[] horizon = place.horizon();
        View view = new View(
                widthPx,
                heightPx,
                heightPx * dice.in("horizon", horizon[0], horizon[1]),
                Math.max(widthPx, heightPx * 4f / 3),
                dice.in("eye", 1.0f, 1.6f));
        backdrop.paint(canvas, place.scenery(view), dice.chance("sharp", 0.5f) ? 0 : 1);
        PropPainter things = new PropPainter(new Brush(canvas, marks, place.sun(), place.air()), view);
        List<Prop> props = new ArrayList<>(place.props(view));
        props.sort(Comparator.comparingDouble(Prop::depthM).reversed());
        for (Prop prop : props) {
            Prop moved = new Prop(prop.kind(), prop.xM() - pan, prop.depthM(), prop.size(), prop.dice());
            things.paint(moved, 0.75f * prop.depthM() / (prop.depthM() + place.clearM()));
        }
        develop(dice, bgr);
    }

    private void develop(Dice dice, MemorySegment bgr) {
        int shift = dice.below("grain", 251);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int i = y * widthPx + x;
                float grain = 0.5f + GRAIN * Noise.cell(x + shift, y * 7 + (x >> 8) * 31);
                bgr.set(ValueLayout.JAVA_BYTE, 3L * i, level(canvas.blue[i], grain));
                bgr.set(ValueLayout.JAVA_BYTE, 3L * i + 1, level(canvas.green[i], grain));
                bgr.set(ValueLayout.JAVA_BYTE, 3L * i + 2, level(canvas.red[i], grain));
            }
        }
    }

    private static byte level(float light, float grain) {
        return (byte) Math.clamp(Tone.display(light) + grain, 0, 255);
    }
}
