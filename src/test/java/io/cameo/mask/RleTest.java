package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merging, comparing, and everything that must be refused. */
class RleTest {
    @Test
    void mergesAndComparesAsPycocotoolsDoes() throws IOException {
        JsonNode cases = Golden.json(Golden.DIRECTORY.resolve("merges.json"));
        assertThat(cases).hasSize(60);
        for (JsonNode one : cases) {
            int height = one.get("size").get(0).intValue();
            int width = one.get("size").get(1).intValue();
            List<Rle> masks = new ArrayList<>();
            one.get("masks").forEach(text -> masks.add(Rle.parse(height, width, text.textValue())));
            assertThat(Rle.union(masks).counts()).isEqualTo(one.get("union").textValue());
            assertThat(Rle.intersection(masks).counts())
                    .isEqualTo(one.get("intersection").textValue());
            boolean[] crowd = new boolean[masks.size()];
            for (int i = 0; i < crowd.length; i++) {
                crowd[i] = one.get("crowd").get(i).intValue() == 1;
            }
            double[][] iou = Rle.iou(masks, masks, crowd);
            for (int i = 0; i < iou.length; i++) {
                assertThat(iou[i]).isEqualTo(Golden.doubles(one.get("iou").get(i)));
                PixelBox box = masks.get(i).bounds();
                assertThat(new double[] {box.xPx(), box.yPx(), box.widthPx(), box.heightPx()})
                        .isEqualTo(Golden.doubles(one.get("box").get(i)));
            }
        }
    }

    /** The original stops where both masks have an empty run at once, and asks for a box of 2^32 columns. */
    @Test
    void emptyRunsInTheMiddleChangeNothing() {
        Rle split = Rle.of(3, 4, 5, 0, 3, 4);
        Rle whole = Rle.of(3, 4, 8, 4);
        assertThat(Rle.union(List.of(split, split))).isEqualTo(whole);
        assertThat(Rle.intersection(List.of(split, whole))).isEqualTo(whole);
        assertThat(split.iou(whole, false)).isEqualTo(1);
        assertThat(split.decode(MaskOrder.ROW_MAJOR)).isEqualTo(whole.decode(MaskOrder.ROW_MAJOR));
        assertThat(split.decode(MaskOrder.COLUMN_MAJOR)).isEqualTo(whole.decode(MaskOrder.COLUMN_MAJOR));
        assertThat(BitMask.of(split).toRle()).isEqualTo(whole);
        assertThat(Rle.of(3, 4, 12, 0).bounds()).isEqualTo(new PixelBox(0, 0, 0, 0));
        assertThat(Rle.of(3, 4, 0, 0, 12, 0).decode(MaskOrder.ROW_MAJOR)).containsOnly(0);
        assertThat(Rle.union(List.of(split))).isSameAs(split);
    }

    @Test
    @Tag("backend")
    void bytesOfAnyValueMakeTheMaskTheyShow() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int height = random.nextInt(1, 150);
            int width = random.nextInt(1, 150);
            byte[] rows = new byte[height * width];
            byte[] columns = new byte[rows.length];
            int rare = random.nextInt(1, 40);
            for (int i = 0; i < rows.length; i++) {
                byte value = (byte) (random.nextInt(rare) == 0 ? random.nextInt(256) : 0);
                rows[i] = value;
                columns[i % width * height + i / width] = value;
            }
            Rle mask = Rle.encode(MaskOrder.ROW_MAJOR, MemorySegment.ofArray(rows), 0, height, width);
            assertThat(Rle.encode(MaskOrder.COLUMN_MAJOR, MemorySegment.ofArray(columns), 0, height, width))
                    .as("seed %d", seed)
                    .isEqualTo(mask);
            assertThat(Rle.parse(height, width, mask.counts())).isEqualTo(mask).hasSameHashCodeAs(mask);
            byte[] back = mask.decode(MaskOrder.ROW_MAJOR);
            byte[] backColumns = mask.decode(MaskOrder.COLUMN_MAJOR);
            for (int i = 0; i < rows.length; i++) {
                assertThat(back[i]).as("seed %d", seed).isEqualTo((byte) (rows[i] == 0 ? 0 : 1));
                assertThat(backColumns[i % width * height + i / width]).isEqualTo(back[i]);
            }
            assertThat(BitMask.of(mask).toBytes()).isEqualTo(back);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3 | 4 | 11     | runs do not add up: sum=11, expected=12, height=3, width=4, runs=1
        3 | 4 | 13     | runs do not add up: sum=13, expected=12, height=3, width=4, runs=1
        3 | 4 | 5,-1,8 | run is negative: run=1, pixels=-1
        3 | 4 | 2147483647,2147483647,14 | runs do not add up: sum=4294967308, expected=12, height=3, width=4, runs=3
        0 | 4 | 0      | mask has no pixels: height=0, width=4
        4 | -1 | 4     | mask has no pixels: height=4, width=-1
        1048577 | 1 | 1048577 | mask is too large: height=1048577, width=1, longest_side=1048576, most_pixels=2147483647
        65536 | 65536 | 0 | mask is too large: height=65536, width=65536, longest_side=1048576, most_pixels=2147483647
        """)
    void runsThatBreakTheFormatAreRefused(int height, int width, String runs, String message) {
        int[] numbers =
                List.of(runs.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        assertThatThrownBy(() -> Rle.of(height, width, numbers))
                .isInstanceOf(BadMaskException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        5P       | rle text ends within a run: length=2, run=1, begins_at=1
        5 7      | foreign character in rle text: at=1, code=32
        5p7      | foreign character in rle text: at=1, code=112
        5\u00e97 | foreign character in rle text: at=1, code=233
        O        | run of rle text is out of range: run=0, begins_at=0, value=-1
        oooooo3  | run of rle text is out of range: run=0, begins_at=0, value=4294967295
        PPPPPPP0 | run of rle text is too long: run=0, begins_at=0
        1        | runs do not add up: sum=1, expected=12, height=3, width=4, runs=1
        """)
    void textThatBreaksTheFormatIsRefused(String text, String message) {
        assertThatThrownBy(() -> Rle.parse(3, 4, text))
                .isInstanceOf(BadMaskException.class)
                .hasMessage(message);
    }

    /** Any change of a sound text gives a sound mask or our exception, never another one. */
    @Test
    void damagedTextIsAMaskOrRefused() {
        String text = DrawnMasks.ring(90, 70).counts();
        int refused = 0;
        for (int at = 0; at < text.length(); at++) {
            List<String> damaged = new ArrayList<>(List.of(text.substring(0, at)));
            for (int bit = 0; bit < 8; bit++) {
                char changed = (char) (text.charAt(at) ^ 1 << bit);
                damaged.add(text.substring(0, at) + changed + text.substring(at + 1));
            }
            for (String one : damaged) {
                try {
                    Rle mask = Rle.parse(90, 70, one);
                    assertThat(mask.decode(MaskOrder.ROW_MAJOR)).hasSize(6_300);
                } catch (BadMaskException expected) {
                    refused++;
                    assertThat(expected.reason()).contains(": ");
                }
            }
        }
        assertThat(refused).isGreaterThan(text.length());
    }

    @Test
    void masksOfOtherSizesAndShortMemoryAreRefused() {
        Rle mask = Rle.of(3, 4, 12);
        Rle turned = Rle.of(4, 3, 12);
        assertThatThrownBy(() -> Rle.union(List.of(mask, turned)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("masks differ in size: height=3, width=4, other_height=4, other_width=3");
        assertThatThrownBy(() -> mask.iou(turned, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rle.union(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rle.iou(List.of(mask), List.of(mask), new boolean[0]))
                .isInstanceOf(IllegalArgumentException.class);
        for (MaskOrder order : MaskOrder.values()) {
            MemorySegment short1 = MemorySegment.ofArray(new byte[12]);
            assertThatThrownBy(() -> mask.decode(order, short1, 1, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> Rle.encode(order, short1, 1, 3, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void runsCannotBeChangedFromOutside() {
        int[] runs = {5, 7};
        Rle mask = Rle.of(3, 4, runs);
        runs[0] = 9;
        mask.runs()[1] = 9;
        assertThat(mask.runs()).containsExactly(5, 7);
        assertThat(mask).isNotEqualTo(Rle.of(4, 3, 5, 7)).hasToString("4x3 mask of 2 runs");
    }
}
