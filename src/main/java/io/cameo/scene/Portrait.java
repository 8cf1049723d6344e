package io.cameo.scene;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Draws seeded portraits of people who do not exist, with exact landmarks.
 *
 * <p>An identity fixes face, skin, hair, age, beard and glasses; a shot varies pose, expression, light, backdrop,
 * clothes and camera. Traits are spread evenly over consecutive identities, so number them from 0. Shot {@code n} of
 * an identity depends on nothing but the seed, the identity, {@code n} and the size: not on what was drawn before, on
 * which thread, or on which machine.
 *
 * <p>A portrait keeps scratch of about {@code 60 * sizePx * sizePx} bytes. It belongs to one thread at a time; any
 * number of them may draw at once.
 */
public final class Portrait {
    /** The side that the demo and the tests use, in pixels. */
    public static final int USUAL_SIZE_PX = 250;

    private static final int LEAST_SIZE_PX = 32;
    private static final int MOST_SIZE_PX = 4096;

    private final int sizePx;
    private final Canvas canvas;
    private final HeadMap map;
    private final Backdrop backdrop;
    private final Lens lens;
    private final byte[] bgr;

    /**
     * @param sizePx width and height of every portrait that it draws, 32 to 4096
     * @throws IllegalArgumentException if the size is out of range
     */
    public Portrait(int sizePx) {
        if (sizePx < LEAST_SIZE_PX || sizePx > MOST_SIZE_PX) {
            throw new IllegalArgumentException("portrait size out of range: sizePx=" + sizePx + ", least="
                    + LEAST_SIZE_PX + ", most=" + MOST_SIZE_PX);
        }
        this.sizePx = sizePx;
        canvas = new Canvas(sizePx, sizePx);
        map = new HeadMap(sizePx * sizePx);
        backdrop = new Backdrop(sizePx, sizePx);
        lens = new Lens(sizePx);
        bgr = new byte[byteSize()];
    }

    /** Bytes of one picture: {@code 3 * sizePx * sizePx}. */
    public int byteSize() {
        return 3 * sizePx * sizePx;
    }

    /**
     * Draws one portrait.
     *
     * @param seed chooses the whole population
     * @param identity who, 0 or more
     * @param shot which picture of them, 0 or more
     * @param picture receives the first {@link #byteSize} bytes: interleaved 8-bit BGR, row-major, stride
     *     {@code 3 * sizePx}; heap ({@code MemorySegment.ofArray}) or native
     * @param landmarks receives 10 floats, x and y of five points in pixels (0, 0 is the first pixel's centre): the eye
     *     on the picture's left, the eye on its right, the tip of the nose, the mouth corner on the left, on the right
     *     (InsightFace's order). Exact, also where glasses or hair hide the point
     * @throws IllegalArgumentException if identity or shot is negative, or a destination too small
     */
    public void draw(long seed, int identity, int shot, MemorySegment picture, float[] landmarks) {
        if (identity < 0 || shot < 0) {
            throw new IllegalArgumentException("negative number: identity=" + identity + ", shot=" + shot);
        }
        if (picture.byteSize() < byteSize() || landmarks.length < 10) {
            throw new IllegalArgumentException("destination too small: pictureBytes=" + picture.byteSize()
                    + ", neededBytes=" + byteSize() + ", landmarks=" + landmarks.length + ", neededLandmarks=10");
        }
        Person person = new Person(seed, identity);
        Shot taken = new Shot(person, shot, sizePx);
        Skull skull = new Skull(person);
        FacePlan plan = new FacePlan(person, taken, skull);
        paint(person, taken, skull, plan);
        lens.take(canvas, taken, person, bgr);
        MemorySegment.copy(bgr, 0, picture, ValueLayout.JAVA_BYTE, 0, bgr.length);
        plan.landmarks(landmarks);
    }

    /** From back to front. */
    private void paint(Person person, Shot shot, Skull skull, FacePlan plan) {
        HairShape shape = new HairShape(person, shot);
        Hair hair = new Hair(person, shot, shape);
        Skin skin = new Skin(person, shot, plan, shape);
        map.map(shot.pose, skull, canvas);
        backdrop.paint(canvas, map, shot);
        hair.paintBack(canvas, map);
        new Torso(person, shot).paint(canvas, map);
        skin.paintEars(canvas, map);
        skin.paint(canvas, map);
        FacialHair.freckle(canvas, map, person);
        new FacialHair(person, shot, plan).paint(canvas, map);
        new Mouth(person, shot, plan, skull).paint(canvas, map);
        new Eyes(person, shot, skull).paint(canvas, map);
        hair.paintFront(canvas, map);
        if (shot.hat) {
            Hat.paint(canvas, map, shot);
        }
        Glasses.paint(canvas, map, person, shot);
    }
}
