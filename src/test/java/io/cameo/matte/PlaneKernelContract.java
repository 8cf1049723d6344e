package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every twin must do, at every length up to 200 and some long ones, with extreme samples, at odd places. */
abstract class PlaneKernelContract {
    private static final int LONGEST = 200;
    /** Beyond a block of every vector width. */
    private static final int LONG = 300_001;

    private static final int SHIFT = 6;

    abstract PlaneKernel kernel();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sumsDifferences(int bytes) {
        SplittableRandom random = new SplittableRandom(1);
        for (int count = 0; count <= LONGEST; count++) {
            sumsDifferences(samples(random, count, bytes), samples(random, count, bytes), random, bytes);
        }
        int[] zeros = new int[LONG];
        int[] most = new int[LONG];
        Arrays.fill(most, bytes == 1 ? 255 : 65535);
        sumsDifferences(zeros, most, random, bytes);
        sumsDifferences(most, zeros, random, bytes);
    }

    private void sumsDifferences(int[] left, int[] right, SplittableRandom random, int bytes) {
        int[] regions = new int[left.length];
        long[] expected = new long[2 + 3];
        for (int i = 0; i < left.length; i++) {
            regions[i] = random.nextInt(3);
            long difference = Math.abs(left[i] - right[i]);
            expected[0] += difference;
            expected[1] += difference * difference;
            if (regions[i] == 1) {
                expected[2] += difference;
                expected[3] += difference * difference;
                expected[4]++;
            }
        }
        long[] sums = {5, 6, 7, 8, 9};
        MemorySegment l = memory(left, bytes);
        MemorySegment r = memory(right, bytes);
        kernel().errors(l, SHIFT, r, SHIFT, left.length, bytes, sums, 0);
        kernel().errors(l, SHIFT, r, SHIFT, memory(regions, 1), SHIFT, 1, left.length, bytes, sums, 2);
        for (int i = 0; i < sums.length; i++) {
            assertThat(sums[i] - 5 - i).as("count %d, sum %d", left.length, i).isEqualTo(expected[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sumsChanges(int bytes) {
        SplittableRandom random = new SplittableRandom(2);
        for (int count = 0; count <= LONGEST; count++) {
            int[][] planes = new int[4][];
            MemorySegment[] memory = new MemorySegment[4];
            for (int i = 0; i < 4; i++) {
                planes[i] = samples(random, count, bytes);
                memory[i] = memory(planes[i], bytes);
            }
            long expected = 0;
            for (int i = 0; i < count; i++) {
                long change = planes[0][i] - planes[1][i] - (long) (planes[2][i] - planes[3][i]);
                expected += change * change;
            }
            long[] offsets = {SHIFT, SHIFT, SHIFT, SHIFT};
            assertThat(kernel().changes(memory, offsets, count, bytes))
                    .as("count %d", count)
                    .isEqualTo(expected);
        }
        int[] none = new int[LONG];
        int[] all = new int[LONG];
        int most = bytes == 1 ? 255 : 65535;
        Arrays.fill(all, most);
        MemorySegment zeros = memory(none, bytes);
        MemorySegment ones = memory(all, bytes);
        long[] offsets = {SHIFT, SHIFT, SHIFT, SHIFT};
        long worst = kernel().changes(new MemorySegment[] {ones, zeros, zeros, ones}, offsets, LONG, bytes);
        assertThat(worst).isEqualTo(4L * most * most * LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void marksLevelsAndDifferences(int bytes) {
        SplittableRandom random = new SplittableRandom(3);
        int unit = bytes == 1 ? 255 : 65535;
        for (int count = 0; count <= LONGEST; count++) {
            int[] left = samples(random, count, bytes);
            int[] right = samples(random, count, bytes);
            for (int level : new int[] {1, 2, unit / 2 + 1, unit, random.nextInt(1, unit)}) {
                long[] atLeast = new long[2 + (count + 63) / 64];
                long[] differ = new long[atLeast.length];
                long[] expectedLeast = new long[atLeast.length];
                long[] expectedDiffer = new long[atLeast.length];
                for (int i = 0; i < count; i++) {
                    expectedLeast[1 + i / 64] |= left[i] >= level ? 1L << i : 0;
                    expectedDiffer[1 + i / 64] |= Math.abs(left[i] - right[i]) >= level ? 1L << i : 0;
                }
                kernel().atLeast(memory(left, bytes), SHIFT, count, bytes, level, atLeast, 1);
                kernel().differ(
                                memory(left, bytes),
                                SHIFT,
                                memory(right, bytes),
                                SHIFT,
                                count,
                                bytes,
                                level,
                                differ,
                                1);
                assertThat(atLeast).as("count %d, level %d", count, level).isEqualTo(expectedLeast);
                assertThat(differ).as("count %d, level %d", count, level).isEqualTo(expectedDiffer);
            }
        }
    }

    @Test
    void paintsBits() {
        SplittableRandom random = new SplittableRandom(4);
        for (int count = 0; count <= LONGEST; count++) {
            long[] words = random.longs(5).toArray();
            MemorySegment out = memory(new int[count + 3], 1);
            kernel().paint(words, 1, out, SHIFT, count, (byte) 200, (byte) 3);
            for (int i = 0; i < count + 3; i++) {
                int expected = i >= count ? 0 : (words[1 + i / 64] >>> i & 1) != 0 ? 200 : 3;
                assertThat(out.get(ValueLayout.JAVA_BYTE, SHIFT + i) & 0xff)
                        .as("count %d at %d", count, i)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void findsTheRange(int bytes) {
        SplittableRandom random = new SplittableRandom(5);
        for (int count = 1; count <= LONGEST; count++) {
            int[] samples = samples(random, count, bytes);
            int[] range = {Integer.MAX_VALUE, 0};
            kernel().range(memory(samples, bytes), SHIFT, count, bytes, range);
            assertThat(range[0]).isEqualTo(Arrays.stream(samples).min().orElseThrow());
            assertThat(range[1]).isEqualTo(Arrays.stream(samples).max().orElseThrow());
        }
    }

    private static int[] samples(SplittableRandom random, int count, int bytes) {
        int unit = bytes == 1 ? 255 : 65535;
        int kind = random.nextInt(3);
        return random.ints(count, 0, unit + 1)
                .map(sample -> kind == 0 ? sample : sample % 3 == 0 ? 0 : sample % 3 == 1 ? unit : sample)
                .toArray();
    }

    private static MemorySegment memory(int[] samples, int bytes) {
        MemorySegment memory = MemorySegment.ofArray(new byte[SHIFT + samples.length * bytes]);
        for (int i = 0; i < samples.length; i++) {
            if (bytes == 1) {
                memory.set(ValueLayout.JAVA_BYTE, SHIFT + i, (byte) samples[i]);
            } else {
                memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, SHIFT + 2L * i, (short) samples[i]);
            }
        }
        return memory;
    }
}
