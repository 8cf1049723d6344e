package io.cameo.scene;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Draws one whole person who does not exist, with a matte that is exact: painted once on black and once on white, what shines
 * through is what is not covered. Edges are soft as those of a photograph, a pixel or so wide.
 *
 * <p>Person {@code n} depends on nothing but the seed, {@code n} and the size: not on what was drawn before, on which thread, or
 * on which machine. A cut-out keeps scratch of about {@code 32} bytes a pixel. It belongs to one thread at a time.
 */
public final class CutOut {
    private static final int LEAST_SIDE_PX = 64;
    private static final int MOST_SIDE_PX = 4096;
    private static final float TALL_M = 2.05f;
    private static final float TALL_SHARE = 0.92f;
    /** Where the ground under a person is: feet before it reach lower, a twentieth of the height and more. */
    private static final float STANDS = 0.86f;

    private static final float GRAIN = 1.6f;

    private final int widthPx;
    private final int heightPx;
    private final Canvas black;
    private final Canvas white;
    private final int[] marks;

    /**
     * @param widthPx of every picture that it draws, 64 to 4096
     * @param heightPx likewise
     * @throws IllegalArgumentException if the size is out of range
     */
    public CutOut(int widthPx, int heightPx) {
        if (Math.min(widthPx, heightPx) < LEAST_SIDE_PX || Math.max(widthPx, heightPx) > MOST_SIDE_PX) {
            throw new IllegalArgumentException("size out of range: widthPx=" + widthPx + ", heightPx=" + heightPx
                    + ", least=" + LEAST_SIDE_PX + ", most=" + MOST_SIDE_PX);
        }
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        black = new Canvas(widthPx, heightPx);
        white = new Canvas(widthPx, heightPx);
        marks = new int[widthPx * heightPx];
    }

    /**
     * Draws one person, all of whom is in the picture unless arms reach beyond a narrow one.
     *
     * @param seed chooses the whole population
     * @param number which person, 0 or more
     * @param turn radians to the person's left from how they stand first: frames of a clip differ in it
     * @param bgr takes the colours, not multiplied by the alpha, gray where there is nobody: 3 bytes a pixel, row-major, no gaps
     * @param alpha takes the matte: a byte a pixel, row-major, no gaps
     * @throws IllegalArgumentException if the number is negative or a destination too small
     */
    public void draw(long seed, int number, float turn, MemorySegment bgr, MemorySegment alpha) {
        long pixels = (long) widthPx * heightPx;
        if (number < 0 || bgr.byteSize() < 3 * pixels || alpha.byteSize() < pixels) {
            throw new IllegalArgumentException("number is negative or a destination too small: number=" + number
                    + ", bgrBytes=" + bgr.byteSize() + ", alphaBytes=" + alpha.byteSize() + ", pixels=" + pixels);
        }
        Dice dice = Dice.of(seed).child("cut-out", number);
        Place place = Place.of(dice.child("place", 0));
        float scale = TALL_SHARE * heightPx / TALL_M;
        float eye = dice.in("eye", 1.0f, 1.5f);
        float focal = 1.3f * Math.max(widthPx, heightPx);
        View view = new View(widthPx, heightPx, STANDS * heightPx - eye * scale, focal, eye);
        Posture.Stance stance = dice.pick(
                "stance",
                List.of(
                        Posture.Stance.STAND,
                        Posture.Stance.WALK,
                        Posture.Stance.AKIMBO,
                        Posture.Stance.PHONE,
                        Posture.Stance.TALK,
                        Posture.Stance.POINT),
                0.2f,
                0.25f,
                0.2f,
                0.1f,
                0.15f,
                0.1f);
        float yaw = dice.bell("yaw", 0, 0.8f) + turn;
        Figure figure = new Figure(new Person(seed, number), dice, stance, place.dress(), 0, focal / scale, yaw);
        paint(black, 0, view, figure, place);
        paint(white, 1, view, figure, place);
        develop(dice, bgr, alpha);
    }

    private void paint(Canvas canvas, float light, View view, Figure figure, Place place) {
        Arrays.fill(canvas.red, light);
        Arrays.fill(canvas.green, light);
        Arrays.fill(canvas.blue, light);
        Brush brush = new Brush(canvas, marks, place.sun(), place.air());
        brush.begin(1, view.scale(figure.depthM), 0);
        new FigurePainter(brush, view, figure).paint();
    }

    private void develop(Dice dice, MemorySegment bgr, MemorySegment alpha) {
        int shift = dice.below("grain", 251);
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int i = y * widthPx + x;
                float through = white.green[i] - black.green[i];
                int sample = Math.clamp((int) (255 * (1 - through) + 0.5f), 0, 255);
                alpha.set(ValueLayout.JAVA_BYTE, i, (byte) sample);
                float grain = 0.5f + GRAIN * Noise.cell(x + shift, y * 7 + (x >> 8) * 31);
                float whole = sample == 0 ? 0 : 255f / sample;
                bgr.set(ValueLayout.JAVA_BYTE, 3L * i, level(black.blue[i], whole, grain));
                bgr.set(ValueLayout.JAVA_BYTE, 3L * i + 1, level(black.green[i], whole, grain));
                bgr.set(ValueLayout.JAVA_BYTE, 3L * i + 2, level(black.red[i], whole, grain));
            }
        }
    }

    private static byte level(float light, float whole, float grain) {
        float shown = whole == 0 ? 128 : Tone.display(light * whole);
        return (byte) Math.clamp(shown + grain, 0, 255);
    }
}
