package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.mask.BitKernel.Bits;
import io.cameo.mask.BitKernel.Logic;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every twin must do, at every length up to 200 and every alignment of a word, checked against {@link BitSet}. */
abstract class BitKernelContract {
    private static final int LONGEST = 200;
    private static final int ALIGNMENTS = 8;
    private static final byte UNTOUCHED = 0x5a;

    abstract BitKernel kernel();

    @ParameterizedTest
    @EnumSource
    void packsAndUnpacksEveryLengthAtEveryAlignment(BitOrder order) {
        SplittableRandom random = new SplittableRandom(1);
        for (int count = 0; count <= LONGEST; count++) {
            for (int shift = 0; shift < ALIGNMENTS; shift++) {
                byte[] values = sparse(random, count);
                byte[] expected = new byte[(count + 7) / 8];
                byte[] flags = new byte[count];
                for (int i = 0; i < count; i++) {
                    if (values[i] != 0) {
                        flags[i] = 1;
                        expected[i / 8] |= (byte) (order == BitOrder.LSB_FIRST ? 1 << (i % 8) : 128 >> (i % 8));
                    }
                }
                MemorySegment src = placed(values, shift, count % 2 == 0);
                MemorySegment packed = room(expected.length, 7 - shift, shift % 2 == 0);
                kernel().pack(src, shift, packed, 7 - shift, count, order);
                assertHolds(packed, 7 - shift, expected, "pack " + count + " at " + shift);
                MemorySegment back = room(count, shift, count % 3 == 0);
                kernel().unpack(packed, 7 - shift, back, shift, count, order);
                assertHolds(back, shift, flags, "unpack " + count + " at " + shift);
            }
        }
    }

    @Test
    void matchesBytes() {
        SplittableRandom random = new SplittableRandom(2);
        for (int count = 0; count <= LONGEST; count++) {
            int shift = count % ALIGNMENTS;
            byte[] values = sparse(random, count);
            byte mask = (byte) (count % 3 == 0 ? -1 : random.nextInt(256));
            byte value = (byte) (count == 0 ? 0 : values[random.nextInt(count)] & mask);
            for (boolean equal : new boolean[] {true, false}) {
                BitSet expected = new BitSet();
                for (int i = 0; i < count; i++) {
                    expected.set(i, ((values[i] & mask) == value) == equal);
                }
                long[] words = new long[2 + (count + 63) / 64];
                words[0] = 42;
                words[words.length - 1] = 43;
                kernel().match(placed(values, shift, equal), shift, count, mask, value, equal, words, 1);
                assertThat(words[0]).isEqualTo(42);
                assertThat(words[words.length - 1]).isEqualTo(43);
                words[0] = 0;
                words[words.length - 1] = 0;
                assertThat(BitSet.valueOf(words).get(64, 64 + LONGEST))
                        .as("count %d", count)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void takesPlanesOutAndPutsThemIn() {
        SplittableRandom random = new SplittableRandom(3);
        for (int count = 0; count <= LONGEST; count++) {
            int shift = count % ALIGNMENTS;
            byte mask = (byte) (1 << random.nextInt(8));
            byte[] values = sparse(random, count);
            byte[] old = sparse(random, count);
            byte[] extracted = new byte[count];
            byte[] inserted = old.clone();
            for (int i = 0; i < count; i++) {
                extracted[i] = (byte) ((values[i] & mask) == 0 ? 0 : 1);
                inserted[i] = (byte) (values[i] == 0 ? old[i] & ~mask : old[i] | mask);
            }
            MemorySegment out = room(count, shift, true);
            kernel().extract(placed(values, 7 - shift, false), 7 - shift, mask, out, shift, count);
            assertHolds(out, shift, extracted, "extract " + count);
            MemorySegment.copy(old, 0, out, ValueLayout.JAVA_BYTE, shift, count);
            kernel().insert(placed(values, 7 - shift, true), 7 - shift, out, shift, count, mask);
            assertHolds(out, shift, inserted, "insert " + count);
        }
    }

    @Test
    void paintsOnlyBytesWhoseBitIsSet() {
        SplittableRandom random = new SplittableRandom(4);
        for (int width = 1; width <= LONGEST; width++) {
            int rows = 1 + width % 3;
            int wordsPerRow = (width + 63) / 64;
            int stride = width + width % 5;
            int shift = width % ALIGNMENTS;
            byte keep = (byte) (width % 2 == 0 ? -1 : random.nextInt(256));
            byte value = (byte) random.nextInt(256);
            long[] words = new long[rows * wordsPerRow];
            byte[] expected = new byte[(rows - 1) * stride + width];
            Arrays.fill(expected, UNTOUCHED);
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < width; x++) {
                    if (random.nextInt(3) == 0) {
                        words[y * wordsPerRow + x / 64] |= 1L << x;
                        expected[y * stride + x] = (byte) ((UNTOUCHED & keep) | value);
                    }
                }
            }
            MemorySegment out = room(expected.length, shift, width % 2 == 0);
            kernel().paint(new Bits(words, wordsPerRow, rows, width), out, shift, stride, keep, value);
            assertHolds(out, shift, expected, "paint " + width);
        }
    }

    @Test
    void fillsRunsAndFindsTheHighest() {
        SplittableRandom random = new SplittableRandom(7);
        for (int length = 0; length <= LONGEST; length++) {
            int shift = length % ALIGNMENTS;
            int[] runs = {length, random.nextInt(LONGEST), 0, length % 9, LONGEST - length};
            byte value = (byte) random.nextInt(256);
            byte[] expected = new byte[Arrays.stream(runs).sum()];
            int at = 0;
            for (int i = 0; i < runs.length; i++) {
                Arrays.fill(expected, at, at + runs[i], i % 2 == 0 ? 0 : value);
                at += runs[i];
            }
            MemorySegment out = room(expected.length, shift, length % 2 == 0);
            kernel().fillRuns(runs, out, shift, value);
            assertHolds(out, shift, expected, "runs " + length);

            byte[] filled = new byte[length];
            Arrays.fill(filled, value);
            MemorySegment all = room(length, shift, length % 2 != 0);
            kernel().fill(all, shift, length, value);
            assertHolds(all, shift, filled, "fill " + length);

            byte[] values = sparse(random, length);
            int highest = 0;
            for (byte one : values) {
                highest = Math.max(highest, one & 0x3f);
            }
            assertThat(kernel().highest(placed(values, shift, true), shift, length, (byte) 0x3f))
                    .isEqualTo(highest);
        }
    }

    @Test
    void combinesAndCountsWords() {
        SplittableRandom random = new SplittableRandom(5);
        for (int length = 0; length <= 40; length++) {
            long[] left = random.longs(length).toArray();
            long[] right = random.longs(length).toArray();
            for (Logic logic : Logic.values()) {
                BitSet expected = BitSet.valueOf(left);
                BitSet other = BitSet.valueOf(right);
                switch (logic) {
                    case AND -> expected.and(other);
                    case OR -> expected.or(other);
                    case XOR -> expected.xor(other);
                    case AND_NOT -> expected.andNot(other);
                }
                long[] actual = left.clone();
                kernel().combine(actual, right, logic);
                assertThat(BitSet.valueOf(actual)).as("%s of %d", logic, length).isEqualTo(expected);
                assertThat(kernel().count(actual)).isEqualTo(expected.cardinality());
            }
        }
    }

    @Test
    void turnsBlocksOver() {
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 50; round++) {
            long[] block =
                    random.longs(64).map(word -> word & random.nextLong()).toArray();
            long[] turned = new long[64];
            for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                    turned[x] |= (block[y] >>> x & 1) << y;
                }
            }
            kernel().transpose(block);
            assertThat(block).as("round %d", round).isEqualTo(turned);
        }
    }

    private static byte[] sparse(SplittableRandom random, int count) {
        byte[] out = new byte[count];
        for (int i = 0; i < count; i++) {
            out[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
        }
        return out;
    }

    private static MemorySegment placed(byte[] values, int shift, boolean nativeMemory) {
        MemorySegment out = segment(values.length + shift, nativeMemory);
        MemorySegment.copy(values, 0, out, ValueLayout.JAVA_BYTE, shift, values.length);
        return out;
    }

    /** Exactly as large as needed on the right, so that writing past the end throws. */
    private static MemorySegment room(int length, int shift, boolean nativeMemory) {
        return segment(length + shift, nativeMemory).fill(UNTOUCHED);
    }

    private static MemorySegment segment(int length, boolean nativeMemory) {
        return nativeMemory
                ? Arena.ofAuto().allocate(Math.max(1, length)).asSlice(0, length)
                : MemorySegment.ofArray(new byte[length]);
    }

    private static void assertHolds(MemorySegment actual, int shift, byte[] expected, String what) {
        byte[] all = actual.toArray(ValueLayout.JAVA_BYTE);
        byte[] whole = new byte[shift + expected.length];
        Arrays.fill(whole, 0, shift, UNTOUCHED);
        System.arraycopy(expected, 0, whole, shift, expected.length);
        assertThat(all).as(what).isEqualTo(whole);
    }
}
