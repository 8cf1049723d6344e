package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoarseMaskTest {
    private static CoarseMask.Recipe draw(long key, CoarseMask.Settings settings, int planes) {
        SampleRandom random = new SampleRandom();
        random.reset(7, 3, key);
        return settings.draw(random, planes, 200, 97);
    }

    @Test
    void aRecipeIsPrintedAndDoneAgain() throws IOException {
        try (CoarseMask coarse = CoarseMask.create()) {
            for (int key = 0; key < 60; key++) {
                CoarseMask.Recipe recipe = draw(key, CoarseMask.Settings.VIDEO, 8);
                assertThat(draw(key, CoarseMask.Settings.VIDEO, 8)).isEqualTo(recipe);
                CoarseMask.Recipe read = CoarseMask.Recipe.parse(recipe.toString());
                assertThat(read).isEqualTo(recipe);
                List<Image> once = planes();
                List<Image> twice = planes();
                coarse.apply(recipe, once);
                coarse.apply(read, twice);
                for (int i = 0; i < once.size(); i++) {
                    assertThat(twice.get(i).toBytes())
                            .isEqualTo(once.get(i).toBytes())
                            .containsOnly(0, -1);
                }
            }
        }
        assertThat(CoarseMask.Recipe.parse("").steps()).isEmpty();
    }

    private static List<Image> planes() throws IOException {
        List<Image> planes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            planes.add(Golden.read(i % 2 == 0 ? "planes/soft.png" : "planes/later.png"));
        }
        return planes;
    }

    @Test
    void chancesAreThoseOfTraining() {
        Map<Class<?>, Integer> seen = new HashMap<>();
        int samples = 4000;
        int copies = 0;
        int swaps = 0;
        int drops = 0;
        for (int key = 0; key < samples; key++) {
            CoarseMask.Recipe recipe = draw(key, CoarseMask.Settings.VIDEO, 8);
            recipe.steps().forEach(step -> seen.merge(step.getClass(), 1, Integer::sum));
            copies += has(recipe, CoarseStep.Copy.class);
            swaps += has(recipe, CoarseStep.Swap.class);
            drops += has(recipe, CoarseStep.Drop.class);
            for (CoarseStep step : recipe.steps()) {
                if (step instanceof CoarseStep.Binarize it) {
                    assertThat(it.above()).isBetween(25.5, 242.25);
                    assertThat(it.dilatePx()).isBetween(1, 29);
                    assertThat(it.erodePx()).isBetween(1, 29);
                } else if (step instanceof CoarseStep.Copy it) {
                    assertThat(it.widthPx()).isBetween(25, 49);
                    assertThat(it.heightPx()).isBetween(12, 23);
                } else if (step instanceof CoarseStep.Swap it) {
                    assertThat(it.plane()).isNotEqualTo(it.other());
                }
            }
        }
        // Five deviations of a coin thrown 4000 times, 8 times as often, or half as often.
        assertThat(seen.get(CoarseStep.Binarize.class)).isEqualTo(8 * samples);
        assertThat(seen.get(CoarseStep.DownUp.class)).isBetween(4 * samples - 450, 4 * samples + 450);
        assertThat(copies).isBetween(samples / 2 - 170, samples / 2 + 160);
        assertThat(swaps).isBetween(samples / 4 - 140, samples / 4 + 140);
        assertThat(drops).isBetween(samples / 2 - 160, samples / 2 + 160);
        assertThat(seen.get(CoarseStep.Drop.class)).isBetween(drops, 3 * drops);
        assertThat(draw(1, CoarseMask.Settings.VIDEO, 5).steps()).noneMatch(CoarseStep.Drop.class::isInstance);
    }

    private static int has(CoarseMask.Recipe recipe, Class<?> kind) {
        return recipe.steps().stream().anyMatch(kind::isInstance) ? 1 : 0;
    }

    /** How many steps one plane takes does not change what another stage draws. */
    @Test
    void stagesDoNotDisturbEachOther() {
        for (int key = 0; key < 50; key++) {
            List<CoarseStep> plain = draw(key, CoarseMask.Settings.IMAGE, 3).steps();
            List<CoarseStep> never =
                    draw(key, new CoarseMask.Settings(30, 0, false), 3).steps();
            assertThat(plain.stream().filter(step -> !(step instanceof CoarseStep.DownUp)))
                    .containsExactlyElementsOf(never);
        }
    }

    @Test
    void rectanglesMove() {
        Image one = Image.allocate(Arena.ofAuto(), 32, 32, PixelFormat.GRAY8);
        Image two = Golden.blank(one);
        one.pixels().fill((byte) -1);
        try (CoarseMask coarse = CoarseMask.create()) {
            coarse.apply(CoarseMask.Recipe.parse("swap plane=0 other=1 width=4 height=3 x=5 y=6"), List.of(one, two));
            assertThat(one.sample(5, 6, 0)).isZero();
            assertThat(two.sample(8, 8, 0)).isEqualTo(255);
            assertThat(two.sample(9, 8, 0)).isZero();
            coarse.apply(
                    CoarseMask.Recipe.parse("copy plane=1 width=4 height=3 from_x=5 from_y=6 to_x=7 to_y=7"),
                    List.of(one, two));
            assertThat(new BitRows().atLeast(two, 1).count()).isEqualTo(12 + 12 - 2 * 2);
            one.pixels().fill((byte) -1);
            coarse.apply(CoarseMask.Recipe.parse("drop plane=0 pick=0.999999 tall=0.5 wide=0.99"), List.of(one));
            // A box of 32: from 2 to 3 rows and columns, moved to end before the last pixel.
            assertThat(new BitRows().atLeast(one, 1).count()).isEqualTo(32 * 32 - 3 * 3);
            assertThat(one.sample(28, 28, 0)).isZero();
            assertThat(one.sample(31, 31, 0)).isEqualTo(255);
        }
    }

    @Test
    void theUpperLeftPixelOfABlockStays() {
        Image mask = Image.allocate(Arena.ofAuto(), 24, 16, PixelFormat.GRAY8);
        Image small = Image.allocate(Arena.ofAuto(), 3, 2, PixelFormat.GRAY8);
        Golden.set(mask, 16, 8, 255);
        Golden.set(mask, 9, 0, 255);
        CoarseMask.shrink(mask, small);
        assertThat(small.toBytes()).containsExactly(0, 0, 0, 0, 0, -1);
        assertThatThrownBy(() -> CoarseMask.shrink(mask, mask)).hasMessageStartingWith("not an eighth: ");
    }

    @Test
    void whatIsNoRecipeIsRefused() {
        for (String text : List.of("melt plane=0", "downup", "downup plane", "binarize plane=0 above=3")) {
            assertThatThrownBy(() -> CoarseMask.Recipe.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Image mask = Image.allocate(Arena.ofAuto(), 24, 16, PixelFormat.GRAY8);
        try (CoarseMask coarse = CoarseMask.create()) {
            assertThatThrownBy(() -> coarse.apply(CoarseMask.Recipe.parse("downup plane=1"), List.of(mask)))
                    .hasMessage("recipe names a plane that is not there: plane=1, planes=1");
            assertThatThrownBy(() -> coarse.apply(
                            CoarseMask.Recipe.parse("swap plane=0 other=0 width=40 height=3 x=5 y=6"), List.of(mask)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new CoarseMask.Settings(1, 0.5, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
