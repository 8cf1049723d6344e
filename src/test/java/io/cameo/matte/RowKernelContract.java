package io.cameo.matte;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every kernel of rows does, at widths around those of vectors. */
abstract class RowKernelContract {
    private static final int[] WIDTHS = {1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 192, 1000, 1620};
    private static final int AT = SampleRow.PAD_BYTES;

    abstract RowKernel kernel();

    /** A row with flat runs and soft edges, and rubbish behind it, which nobody may take for samples. */
    private static byte[] row(SplittableRandom random, int widthPx, int full) {
        byte[] row = new byte[AT + widthPx + SampleRow.SLACK_BYTES];
        for (int x = 0; x < widthPx; ) {
            int end = Math.min(widthPx, x + 1 + random.nextInt(random.nextBoolean() ? 3 : 90));
            int kind = random.nextInt(4);
            for (; x < end; x++) {
                int soft = random.nextInt(256);
                row[AT + x] = (byte) (kind == 0 ? 0 : kind == 1 ? full : soft);
            }
        }
        for (int i = AT + widthPx; i < row.length; i++) {
            row[i] = (byte) random.nextInt(256);
        }
        return row;
    }

    private static List<String> expectedRuns(byte[] row, int widthPx, int full) {
        List<String> runs = new ArrayList<>();
        int kind = RowRuns.CLEAR;
        for (int x = 0; x < widthPx; x++) {
            int sample = row[AT + x] & 0xff;
            int here = sample == 0 ? RowRuns.CLEAR : sample == full ? RowRuns.FULL : RowRuns.SOFT;
            if (here != kind) {
                runs.add(kind + " to " + x);
                kind = here;
            }
        }
        runs.add(kind + " to " + widthPx);
        return runs;
    }

    @Test
    void findsTheRunsOfARow() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int widthPx : WIDTHS) {
            for (int full : new int[] {255, 1, 127, 128}) {
                byte[] row = row(random, widthPx, full);
                RowRuns runs = new RowRuns();
                runs.clear(widthPx);
                kernel().runs(row, AT, widthPx, full, runs);
                List<String> found = new ArrayList<>();
                for (int run = 0; run < runs.count(); run++) {
                    found.add(runs.kind(run) + " to " + runs.end(run));
                }
                assertThat(found)
                        .as("seed=%d, width=%d, full=%d", seed, widthPx, full)
                        .isEqualTo(expectedRuns(row, widthPx, full));
            }
        }
    }

    @Test
    void tellsClearRows() {
        for (int bytes : WIDTHS) {
            byte[] row = new byte[AT + bytes + SampleRow.SLACK_BYTES];
            row[AT - 1] = 1;
            row[AT + bytes] = 1;
            assertThat(kernel().isClear(row, AT, bytes)).as("bytes=%d", bytes).isTrue();
            for (int i : new int[] {0, bytes / 2, bytes - 1}) {
                row[AT + i] = (byte) 0x80;
                assertThat(kernel().isClear(row, AT, bytes))
                        .as("bytes=%d, set=%d", bytes, i)
                        .isFalse();
                row[AT + i] = 0;
            }
        }
    }

    /** All bytes at all of their three neighbours would be 2^32: extremes and their neighbours, and random ones. */
    @Test
    void residualsAreWhatThePageSays() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        int[] corners = {0, 1, 2, 126, 127, 128, 129, 254, 255};
        int count = 9 * 9 * 9 * 9;
        byte[] row = new byte[AT + 2 * count + SampleRow.SLACK_BYTES];
        byte[] above = new byte[row.length];
        for (int i = 0; i < count; i++) {
            above[AT + 2 * i] = (byte) corners[i % 9];
            above[AT + 2 * i + 1] = (byte) corners[i / 9 % 9];
            row[AT + 2 * i] = (byte) corners[i / 81 % 9];
            row[AT + 2 * i + 1] = (byte) corners[i / 729];
        }
        assertResiduals(row, above, 0, 2 * count, "corners");
        for (int widthPx : WIDTHS) {
            byte[] one = row(random, widthPx, 255);
            byte[] other = row(random, widthPx, 255);
            int begin = random.nextInt(widthPx);
            assertResiduals(one, other, begin, widthPx - begin, "seed=" + seed + ", width=" + widthPx);
        }
    }

    private void assertResiduals(byte[] row, byte[] above, int begin, int count, String as) {
        byte[] low = new byte[3 + count + RowKernel.SLACK_BYTES];
        kernel().residuals(row, above, AT + begin, count, low, 3);
        for (int i = 0; i < count; i++) {
            int at = AT + begin + i;
            int left = row[at - 1] & 0xff;
            int up = above[at] & 0xff;
            int gradient = left + up - (above[at - 1] & 0xff);
            int predicted = Math.clamp(gradient, Math.min(left, up), Math.max(left, up));
            int signed = (byte) ((row[at] & 0xff) - predicted);
            int folded = signed < 0 ? -2 * signed - 1 : 2 * signed;
            assertThat(low[3 + i] & 0xff).as("%s, sample=%d", as, i).isEqualTo(folded);
        }
    }
}
