package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("backend")
class BitMaskTest {
    /** Against a field of booleans, at every width around one and two words. */
    @Test
    void answersAsAFieldOfBooleansWould() {
        for (int width = 1; width <= 140; width++) {
            SplittableRandom random = new SplittableRandom(width);
            int height = 1 + width % 70;
            boolean[][] left = field(random, height, width);
            boolean[][] right = field(random, height, width);
            assertSame(mask(left).and(mask(right)), left, right, "and");
            assertSame(mask(left).or(mask(right)), left, right, "or");
            assertSame(mask(left).xor(mask(right)), left, right, "xor");
            assertSame(mask(left).andNot(mask(right)), left, right, "andNot");
            assertSame(mask(left).not(), left, right, "not");
            assertThat(mask(left).not().not()).isEqualTo(mask(left));
            assertThat(BitMask.of(mask(left).toRle())).isEqualTo(mask(left)).hasSameHashCodeAs(mask(left));
        }
    }

    @Test
    void emptyMasksHaveNoPlace() {
        BitMask empty = new BitMask(5, 70);
        assertThat(empty.count()).isZero();
        assertThat(empty.firstSet()).isEqualTo(-1);
        assertThat(empty.bounds().isEmpty()).isTrue();
        assertThat(empty.toRle()).isEqualTo(Rle.of(5, 70, 350));
        assertThat(empty.not().count()).isEqualTo(350);
    }

    @Test
    void paintsAndReadsRowsWithGaps() {
        byte[] memory = new byte[3 * 80];
        MemorySegment.ofArray(memory).fill((byte) 9);
        BitMask mask = new BitMask(3, 70);
        mask.set(0, 0, true);
        mask.set(69, 2, true);
        mask.set(64, 1, true);
        mask.set(64, 1, false);
        mask.paint(MemorySegment.ofArray(memory), 2, 80 - 1, (byte) 0x81);
        assertThat(memory[2]).isEqualTo((byte) 0x81);
        assertThat(memory[2 + 2 * 79 + 69]).isEqualTo((byte) 0x81);
        assertThat(BitMask.matching(MemorySegment.ofArray(memory), 2, 79, 3, 70, (byte) 0xf0, (byte) 0x80))
                .isEqualTo(mask);
        assertThat(BitMask.ofBytes(MemorySegment.ofArray(memory), 0, 80, 3, 80).count())
                .isEqualTo(240);
        assertThat(mask.word(2, 1)).isEqualTo(1L << 5);
        assertThat(mask.wordsPerRow()).isEqualTo(2);
    }

    @Test
    void whatLiesOutsideIsRefused() {
        BitMask mask = new BitMask(3, 70);
        MemorySegment bytes = MemorySegment.ofArray(new byte[210]);
        assertThatThrownBy(() -> mask.get(70, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.set(0, 3, true)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.word(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.paint(bytes, 1, 70, (byte) 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.paint(bytes, 0, 71, (byte) 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.paint(bytes, 0, 69, (byte) 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows overlap: stride=69, expected>=70");
        assertThatThrownBy(() -> BitMask.ofBytes(bytes, -1, 70, 3, 70)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> BitMask.ofBytes(bytes, 0, 70, 4, 70)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mask.and(new BitMask(70, 3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BitMask(0, 3)).isInstanceOf(BadMaskException.class);
    }

    private static void assertSame(BitMask actual, boolean[][] left, boolean[][] right, String logic) {
        long count = 0;
        long first = -1;
        int top = -1;
        int bottom = 0;
        int begin = Integer.MAX_VALUE;
        int end = 0;
        for (int y = 0; y < left.length; y++) {
            for (int x = 0; x < left[y].length; x++) {
                boolean expected = switch (logic) {
                    case "and" -> left[y][x] && right[y][x];
                    case "or" -> left[y][x] || right[y][x];
                    case "xor" -> left[y][x] != right[y][x];
                    case "andNot" -> left[y][x] && !right[y][x];
                    default -> !left[y][x];
                };
                assertThat(actual.get(x, y)).as("%s x %d y %d", logic, x, y).isEqualTo(expected);
                if (expected) {
                    count++;
                    first = first < 0 ? (long) y * left[y].length + x : first;
                    top = top < 0 ? y : top;
                    bottom = y;
                    begin = Math.min(begin, x);
                    end = Math.max(end, x);
                }
            }
        }
        assertThat(actual.count()).isEqualTo(count);
        assertThat(actual.firstSet()).isEqualTo(first);
        PixelBox box =
                count == 0 ? new PixelBox(0, 0, 0, 0) : new PixelBox(begin, top, end - begin + 1, bottom - top + 1);
        assertThat(actual.bounds()).isEqualTo(box);
    }

    private static BitMask mask(boolean[][] field) {
        BitMask mask = new BitMask(field.length, field[0].length);
        for (int y = 0; y < field.length; y++) {
            for (int x = 0; x < field[y].length; x++) {
                mask.set(x, y, field[y][x]);
            }
        }
        return mask;
    }

    private static boolean[][] field(SplittableRandom random, int height, int width) {
        boolean[][] field = new boolean[height][width];
        int rare = random.nextInt(1, 2 * height * width);
        for (boolean[] row : field) {
            for (int x = 0; x < width; x++) {
                row[x] = random.nextInt(rare) == 0;
            }
        }
        return field;
    }
}
