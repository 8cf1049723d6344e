package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.convert.PersonColors;
import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoImage;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import io.cameo.mask.BitMask;
import io.cameo.mask.PersonMask;
import io.cameo.mask.PlaneFormat;
import io.cameo.mask.PlanePainter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sample of 200x150 with an annotated person, an unannotated one partly behind, and a crowd, drawn twice as large. */
class PersonOverlayTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 150;
    private static final int SCALE = 2;
    private static final int GRAY = 100;
    private static final CocoCategory CATEGORY = new CocoCategory(
            1,
            "person",
            List.of("nose", "left_hand", "right_hand"),
            List.of(new CocoCategory.Bone(1, 2), new CocoCategory.Bone(1, 3), new CocoCategory.Bone(3, 9)));

    private final Image canvas = Image.allocate(Arena.ofAuto(), SCALE * WIDTH, SCALE * HEIGHT, PixelFormat.BGR8);

    private static BitMask rectangle(int left, int top, int right, int bottom) {
        BitMask mask = new BitMask(HEIGHT, WIDTH);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                mask.set(x, y, true);
            }
        }
        return mask;
    }

    private static CocoSample sample(PlaneFormat format) {
        Image pixels = Image.allocate(Arena.ofAuto(), WIDTH, HEIGHT, format.pixels());
        List<PersonMask> masks = List.of(
                new PersonMask(rectangle(20, 30, 80, 120).toRle(), 1, false, 3),
                new PersonMask(rectangle(70, 40, 130, 110).toRle(), 1, false, 0),
                new PersonMask(rectangle(150, 40, 190, 140).toRle(), 1, true, 0));
        double[] marked = {50, 50, 2, 30, 90, 1, 65, 95, 2};
        return new CocoSample(
                new CocoImage(7, "7.jpg", HEIGHT, WIDTH),
                MemorySegment.NULL,
                new PlanePainter(format).paint("7.jpg", masks, pixels),
                List.of(
                        new CocoPerson(1, 1, 1, false, false, 1, new double[] {20, 30, 60, 90}, marked),
                        new CocoPerson(2, 1, 2, false, true, 1, new double[] {70, 40, 60, 70}, new double[9]),
                        new CocoPerson(3, 1, 0, true, false, 1, new double[] {150, 40, 40, 100}, new double[9])),
                List.of(CATEGORY));
    }

    private CocoSample draw(PlaneFormat format) {
        CocoSample sample = sample(format);
        canvas.pixels().fill((byte) GRAY);
        new PersonOverlay().draw(sample, canvas);
        return sample;
    }

    private int rgb(int xPx, int yPx) {
        return canvas.sample(xPx, yPx, 2) << 16 | canvas.sample(xPx, yPx, 1) << 8 | canvas.sample(xPx, yPx, 0);
    }

    private void assertTint(int xPx, int yPx, int rgb, double cover) {
        for (int channel = 0; channel < 3; channel++) {
            double expected = GRAY + ((rgb >> (8 * channel) & 255) - GRAY) * cover;
            assertThat((double) canvas.sample(xPx, yPx, channel))
                    .as("x %d y %d channel %d", xPx, yPx, channel)
                    .isBetween(expected - 1, expected + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(PlaneFormat.class)
    void personsHaveTheColourOfTheirNumber(PlaneFormat format) {
        draw(format);
        assertTint(50, 220, PersonColors.of(1), 0.42);
        assertTint(156, 230, PersonColors.of(1), 0.42);
        assertThat(rgb(40, 150)).as("outline").isEqualTo(PersonColors.of(1));
        assertThat(rgb(41, 150)).as("outline").isEqualTo(PersonColors.of(1));
        assertTint(230, 200, PersonColors.UNANNOTATED, 0.45);
        assertThat(PersonColors.of(1)).isNotEqualTo(PersonColors.of(2));
    }

    /** Dashes, also where the first person hides the second. */
    @Test
    void personsWithoutKeyPointsHaveADashedOutline() {
        draw(PlaneFormat.STRICT);
        for (int x : new int[] {2 * 130 - 1, 2 * 70}) {
            int light = 0;
            int dark = 0;
            for (int y = 2 * 40; y < 2 * 110; y++) {
                light += rgb(x, y) == PersonColors.DASH ? 1 : 0;
                dark += rgb(x, y) == PersonColors.DASH_GAP ? 1 : 0;
            }
            assertThat(light).as("column %d", x).isBetween(50, 90);
            assertThat(dark).as("column %d", x).isBetween(50, 90);
        }
    }

    @Test
    void crowdsAreHatchedAndNothingElseIs() {
        draw(PlaneFormat.STRICT);
        int light = 0;
        int rising = 0;
        int pixels = 0;
        for (int y = 200; y < 270; y++) {
            for (int x = 310; x < 370; x++) {
                pixels++;
                boolean on = canvas.sample(x, y, 0) > 160;
                light += on ? 1 : 0;
                rising += on && canvas.sample(x + 1, y - 1, 0) > 160 ? 1 : 0;
            }
        }
        assertThat((double) light / pixels).isBetween(0.1, 0.5);
        assertThat(rising).as("lines rise to the right").isEqualTo(light);
        for (int y = 205; y < 214; y++) {
            for (int x = 50; x < 58; x++) {
                assertTint(x, y, PersonColors.of(1), 0.42);
            }
        }
    }

    @Test
    void jointsStandInTheirPlace() {
        draw(PlaneFormat.STRICT);
        assertThat(rgb(101, 101)).as("nose").isEqualTo(PersonColors.MIDDLE);
        assertThat(rgb(131, 191)).as("right hand").isEqualTo(PersonColors.RIGHT);
        assertThat(rgb(61, 181)).as("hidden left hand, empty").isEqualTo(PersonColors.RIM);
        int ring = 0;
        for (int y = 183; y <= 186; y++) { // its lower half; the arm comes from above
            for (int x = 57; x <= 65; x++) {
                ring += canvas.sample(x, y, 0) > 150 && canvas.sample(x, y, 2) < 120 ? 1 : 0;
            }
        }
        assertThat(ring).as("ring of the left hand").isBetween(5, 30);
        assertThat(rgb(116, 146)).as("right arm").isEqualTo(PersonColors.RIGHT);
        assertThat(canvas.sample(81, 141, 0)).as("left arm, thinner").isGreaterThan(150);
        assertThat(canvas.sample(81, 141, 2)).as("left arm, thinner").isLessThan(110);
    }

    /** Outside of masks, only numbers above heads may have changed. */
    @Test
    void nothingIsPaintedOutside() {
        CocoSample sample = draw(PlaneFormat.STRICT);
        int labels = 0;
        for (int y = 0; y < canvas.heightPx(); y++) {
            for (int x = 0; x < canvas.widthPx(); x++) {
                boolean changed = rgb(x, y) != (GRAY << 16 | GRAY << 8 | GRAY);
                int under = sample.plane().sampleAt(x / SCALE, y / SCALE);
                assertThat(changed || under == 0).as("x %d y %d", x, y).isTrue();
                if (changed && under == 0) {
                    labels++;
                    assertThat(y).as("x %d", x).isBetween(2 * 30 - 20, 2 * 40);
                }
            }
        }
        assertThat(labels).isBetween(200, 3000);
    }

    @Test
    void thePlaneAloneIsAPalettePicture() {
        CocoSample sample = sample(PlaneFormat.STRICT);
        new PersonOverlay().drawPlane(sample.plane(), canvas);
        assertThat(rgb(0, 0)).isZero();
        assertThat(rgb(50, 100)).isEqualTo(PersonColors.of(1));
        assertThat(rgb(230, 150)).isNotIn(0, PersonColors.of(1), PersonColors.of(2));
        assertThat(rgb(340, 150)).isNotZero();
    }

    /** As it was before, and with nothing of the earlier image. */
    @Test
    void anOverlayIsUsedAgain() {
        PersonOverlay overlay = new PersonOverlay();
        overlay.draw(sample(PlaneFormat.STRICT), canvas);
        Image small = Image.allocate(Arena.ofAuto(), 1, 1, PixelFormat.BGR8);
        overlay.draw(sample(PlaneFormat.WIDE), small);
        canvas.pixels().fill((byte) GRAY);
        overlay.draw(sample(PlaneFormat.STRICT), canvas);
        byte[] again = canvas.toBytes();
        draw(PlaneFormat.STRICT);
        assertThat(again).isEqualTo(canvas.toBytes());
    }

    @Test
    void coloursOfNeighboursDiffer() {
        for (int index = 1; index < 2 * PersonColors.COUNT; index++) {
            for (int other = index + 1; other <= 2 * PersonColors.COUNT; other++) {
                assertThat(PersonColors.of(index)).isNotEqualTo(PersonColors.of(other));
            }
        }
        assertThat(PersonColors.inkOn(0xf0e442)).isEqualTo(PersonColors.RIM);
        assertThat(PersonColors.inkOn(0x882255)).isEqualTo(0xffffff);
    }
}
