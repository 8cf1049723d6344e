package io.cameo.scene;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Draws seeded scenes of whole people who do not exist, in streets, parks, rooms and on beaches, with the marks that COCO's
 * annotators would leave: outlines of what can be seen, crowds, seventeen key points.
 *
 * <p>One to thirteen people, as many as in COCO: median 2, one scene in ten has 12 or more; some are hidden in part, cut by
 * the picture's border, or too small to be marked with key points. Scene {@code n} depends on nothing but the seed,
 * {@code n} and the size: not on what was drawn before, on which thread, or on which machine.
 *
 * <p>A scene keeps scratch of about {@code 30} bytes a pixel. It belongs to one thread at a time; any number of them may
 * draw at once.
 */
public final class PeopleScene {
    /** The size that the demo and the tests use, in pixels. */
    public static final int USUAL_WIDTH_PX = 640;

    public static final int USUAL_HEIGHT_PX = 480;

    private static final int LEAST_SIDE_PX = 64;
    private static final int MOST_SIDE_PX = 4096;
    private static final float GRAIN = 1.6f;

    private final int widthPx;
    private final int heightPx;
    private final Canvas canvas;
    private final Backdrop backdrop;
    private final int[] marks;
    private final float[] shade;
    private final byte[] bgr;
    private final List<Integer> figures = new ArrayList<>();

    private record Layer(float depthM, Runnable paint) {}

    /**
     * @param widthPx of every picture that it draws, 64 to 4096
     * @param heightPx of every picture that it draws, 64 to 4096
     * @throws IllegalArgumentException if the size is out of range
     */
    public PeopleScene(int widthPx, int heightPx) {
        if (Math.min(widthPx, heightPx) < LEAST_SIDE_PX || Math.max(widthPx, heightPx) > MOST_SIDE_PX) {
            throw new IllegalArgumentException("scene size out of range: widthPx=" + widthPx + ", heightPx=" + heightPx
                    + ", least=" + LEAST_SIDE_PX + ", most=" + MOST_SIDE_PX);
        }
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        canvas = new Canvas(widthPx, heightPx);
        backdrop = new Backdrop(widthPx, heightPx);
        marks = new int[widthPx * heightPx];
        shade = new float[widthPx * heightPx];
        bgr = new byte[byteSize()];
    }

    /** Bytes of one picture: {@code 3 * widthPx * heightPx}. */
    public int byteSize() {
        return 3 * widthPx * heightPx;
    }

    /**
     * Draws one scene.
     *
     * @param seed chooses the whole population
     * @param number which scene, 0 or more
     * @param picture receives the first {@link #byteSize} bytes: interleaved 8-bit BGR, row-major, stride
     *     {@code 3 * widthPx}; heap ({@code MemorySegment.ofArray}) or native
     * @return everybody who shows, in no order of depth, a crowd last
     * @throws IllegalArgumentException if the number is negative or the destination too small
     */
    public List<MarkedPerson> draw(long seed, int number, MemorySegment picture) {
        if (number < 0) {
            throw new IllegalArgumentException("negative number: number=" + number);
        }
        if (picture.byteSize() < byteSize()) {
            throw new IllegalArgumentException(
                    "destination too small: pictureBytes=" + picture.byteSize() + ", neededBytes=" + byteSize());
        }
        Dice dice = Dice.of(seed).child("people", number);
        Place place = Place.of(dice.child("place", 0));
        View view = view(place, dice);
        Cast cast = new Cast(place, view, dice.child("cast", 0), seed, number);
        backdrop.paint(canvas, place.scenery(view), dice.chance("sharp", 0.75f) ? 0 : 1);
        paint(place, view, cast);
        develop(dice);
        MemorySegment.copy(bgr, 0, picture, ValueLayout.JAVA_BYTE, 0, bgr.length);
        figures.clear();
        return new Annotator(marks, view, cast, dice.child("annotator", 0)).mark(figures);
    }

    private View view(Place place, Dice d) {
        float long0 = Math.max(widthPx, heightPx * 4f / 3);
        float[] horizon = place.horizon();
        return new View(
                widthPx,
                heightPx,
                heightPx * d.in("horizon", horizon[0], horizon[1]),
                long0 * d.in("focal", 0.85f, 1.15f),
                d.in("eye", 1.0f, 1.6f));
    }

    /** From back to front. */
    private void paint(Place place, View view, Cast cast) {
        Sun sun = place.sun();
        Brush brush = new Brush(canvas, marks, sun, place.air());
        Shadows shadows = new Shadows(canvas, shade);
        PropPainter things = new PropPainter(brush, view);
        List<Layer> layers = new ArrayList<>();
        for (Prop prop : cast.props) {
            if (prop.footHalfM() > 0) {
                shadows.contact(view, prop.xM(), prop.depthM(), prop.footHalfM());
            }
            layers.add(new Layer(prop.depthM(), () -> things.paint(prop, haze(place, prop.depthM()))));
        }
        for (int i = 0; i < cast.people.size(); i++) {
            enter(layers, brush, place, view, cast.people.get(i), i + 1);
            shadows.cast(cast.people.get(i), view, sun);
        }
        for (Figure figure : cast.crowd) {
            enter(layers, brush, place, view, figure, cast.people.size() + 1);
            shadows.cast(figure, view, sun);
        }
        shadows.lay(sun);
        layers.sort(Comparator.comparingDouble(Layer::depthM).reversed());
        layers.forEach(layer -> layer.paint.run());
    }

    private static void enter(List<Layer> layers, Brush brush, Place place, View view, Figure figure, int number) {
        layers.add(new Layer(figure.depthM, () -> {
            brush.begin(number, view.scale(figure.depthM), haze(place, figure.depthM));
            new FigurePainter(brush, view, figure).paint();
        }));
    }

    private static float haze(Place place, float depthM) {
        return 0.75f * depthM / (depthM + place.clearM());
    }

    /** To 8 bits, a little darker towards the corners, with a grain. */
    private void develop(Dice d) {
        int shiftX = d.below("grain x", 251);
        int shiftY = d.below("grain y", 241);
        for (int y = 0; y < heightPx; y++) {
            float v = (float) y / heightPx - 0.5f;
            for (int x = 0; x < widthPx; x++) {
                float u = (float) x / widthPx - 0.5f;
                float light = 1.06f - 0.32f * (u * u + v * v);
                float grain = 0.5f + GRAIN * Noise.cell(x + shiftX, y * 7 + shiftY + (x >> 8) * 31);
                int i = y * widthPx + x;
                bgr[3 * i] = level(canvas.blue[i] * light, grain);
                bgr[3 * i + 1] = level(canvas.green[i] * light, grain);
                bgr[3 * i + 2] = level(canvas.red[i] * light, grain);
            }
        }
    }

    private static byte level(float light, float grain) {
        return (byte) Math.clamp(Tone.display(light) + grain, 0, 255);
    }

    /** Whose each pixel of the last picture is, from 1; 0 for nobody's. For tests. */
    int figureAt(int i) {
        return Brush.figureOf(marks[i]);
    }

    /** The figure of each person that the last call returned. For tests. */
    List<Integer> figures() {
        return figures;
    }
}
