package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.pipeline.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private Charset charset = StandardCharsets.UTF_8;
    private long nowMillis = 77_000;

    @Test
    void drawsOneLineOnATerminal() {
        ProgressBar bar = bar(true, 80);
        bar.started(10_000);
        tick(1_000);
        bar.advanced(6_312, 0);
        assertThat(shown())
                .isEqualTo("\r"
                        + "\033[?7lpacking  ━━━━━━━━━━━━━━━╸─────────   63 %   6,312/10,000  6,312 img/s  ETA"
                        + " 0:01\033[?7h");
        assertThat(drawings().getFirst()).hasSize(79);
    }

    @Test
    void redrawsAtMostTenTimesASecondAndWipesAtTheEnd() {
        ProgressBar bar = bar(true, 80);
        bar.started(1_000);
        for (int i = 0; i < 200; i++) {
            tick(10);
            bar.advanced(5L * i, 0);
        }
        List<String> drawings = drawings();
        assertThat(drawings).hasSizeBetween(18, 21);
        bar.finished(1_000, 0);
        List<String> all = drawings();
        assertThat(all).hasSize(drawings.size() + 1);
        assertThat(all.getLast()).isBlank().hasSameSizeAs(drawings.getLast());
        assertThat(shown()).endsWith("\r").doesNotContain("\n");
    }

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        ProgressBar bar = bar(true, 200);
        bar.started(Progress.UNKNOWN);
        tick(100);
        bar.advanced(1_000_000, 0);
        tick(60_000);
        bar.advanced(1_000_001, 0);
        List<String> drawings = drawings();
        assertThat(drawings.get(0)).isEqualTo("packing  1,000,000 img  10,000,000 img/s  0:00");
        assertThat(drawings.get(1))
                .startsWith("packing  1,000,001 img  0.0 img/s  1:00 ")
                .hasSameSizeAs(drawings.get(0));
    }

    @Test
    void fallsBackToAscii() {
        charset = StandardCharsets.US_ASCII;
        ProgressBar bar = bar(true, 68);
        bar.started(8);
        tick(2_000);
        bar.advanced(3, 1);
        assertThat(drawings()).containsExactly("packing  ####>--------   37 %  3/8  1 rejected  1.5 img/s  ETA 0:04");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 30, 52, 60, 79, 80, 81, 120, 400})
    void neverReachesTheLastColumn(int widthColumns) {
        ProgressBar bar = bar(true, widthColumns);
        bar.started(123_456_789);
        for (long done = 0; done <= 123_456_789; done += 12_345_678) {
            tick(150);
            bar.advanced(done, done / 1_000);
        }
        for (String drawing : drawings()) {
            assertThat(drawing.length()).isLessThan(Math.max(widthColumns, 1));
        }
    }

    @Test
    void whereThereIsNoRoomTheBarGoesFirstAndThenTheEta() {
        for (int widthColumns : new int[] {57, 56, 49, 48, 47}) {
            ProgressBar bar = bar(true, widthColumns);
            bar.started(10_000);
            tick(1_000);
            bar.advanced(6_312, 0);
        }
        assertThat(drawings())
                .containsExactly(
                        "packing   63 %   6,312/10,000  6,312 img/s  ETA 0:01",
                        "packing   63 %   6,312/10,000  6,312 img/s  ETA 0:01",
                        "packing   63 %   6,312/10,000  6,312 img/s",
                        "packing   63 %   6,312/10,000  6,312 img/s",
                        "packing   63 %   6,312/10,000  6,312 img/s");
    }

    @Test
    void thePercentageIsHundredOnlyWhenAllIsDone() {
        ProgressBar bar = bar(true, 80);
        bar.started(100_000);
        tick(100);
        bar.advanced(99_999, 0);
        assertThat(shown()).contains(" 99 %");
        tick(100);
        bar.advanced(100_000, 0);
        assertThat(shown()).contains("100 %  100,000/100,000").contains("ETA 0:00");
    }

    @Test
    void anEmptyRunAndAWrongTotalDoNoHarm() {
        ProgressBar bar = bar(true, 80);
        bar.started(0);
        tick(100);
        bar.advanced(0, 0);
        bar.advanced(5, 0);
        bar.finished(5, 0);
        assertThat(shown()).contains("100 %");
    }

    @Test
    void longTimesHaveHoursAndNoRateMeansNoEta() {
        ProgressBar bar = bar(true, 100);
        bar.started(100_000);
        tick(1_000);
        bar.advanced(0, 0);
        assertThat(shown()).contains("0.0 img/s  ETA -:--");
        tick(9_000);
        bar.advanced(10, 0);
        assertThat(shown()).containsPattern("ETA \\d+:\\d\\d:\\d\\d");
    }

    @Test
    void theRateFollowsTheLastSeconds() {
        ProgressBar bar = bar(true, 80);
        bar.started(Progress.UNKNOWN);
        long done = 0;
        for (int i = 0; i < 100; i++) {
            tick(100);
            bar.advanced(done += 1_000, 0);
        }
        for (int i = 0; i < 100; i++) {
            tick(100);
            bar.advanced(done += 100, 0);
        }
        // The average over all would be 5,500 a second.
        assertThat(shown()).contains("  10,000 img/s  0:10").containsPattern("  1,0\\d\\d img/s  0:20");
    }

    @Test
    void plainLinesWhenPiped() {
        ProgressBar bar = bar(false, 80);
        bar.started(10_000);
        for (int i = 1; i <= 120; i++) {
            tick(100);
            bar.advanced(i * 50L, i / 60);
        }
        bar.finished(6_050, 2);
        assertThat(shown().lines())
                .containsExactly(
                        "packing  25 %   2,500/10,000  500 img/s  ETA 0:15",
                        "packing  50 %   5,000/10,000  1 rejected  500 img/s  ETA 0:10",
                        "packing  60 %   6,050/10,000  2 rejected  504 img/s  in 12.0 s");
        assertThat(shown()).doesNotContain("\r");
    }

    @Test
    void aShortRunWritesNothingIntoAPipe() {
        ProgressBar bar = bar(false, 80);
        bar.started(10);
        tick(3_000);
        bar.advanced(9, 0);
        bar.finished(10, 0);
        assertThat(shown()).isEmpty();
    }

    /** A line longer than the window would scroll it with every drawing; wrapping is back on whenever nothing is drawn. */
    @Test
    void aTerminalThatWasMadeNarrowerDoesNotWrap() {
        ProgressBar bar = bar(true, 80);
        bar.started(100);
        for (int done = 0; done < 100; done += 10) {
            tick(200);
            bar.advanced(done, 0);
        }
        bar.finished(100, 0);
        String[] drawings = shown().substring(1).split("\r");
        assertThat(drawings)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        drawing -> assertThat(drawing).startsWith("\033[?7l").endsWith("\033[?7h"));
    }

    @Test
    void quietShowsNothing() {
        Progress progress = ProgressBar.on(console(true, 80), true, "packing", "img");
        progress.started(1);
        progress.advanced(1, 0);
        progress.finished(1, 0);
        assertThat(shown()).isEmpty();
        assertThat(ProgressBar.on(console(true, 80), false, "packing", "img")).isInstanceOf(ProgressBar.class);
    }

    private ProgressBar bar(boolean terminal, int widthColumns) {
        return new ProgressBar(
                console(terminal, widthColumns), "packing", "img", () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
    }

    private Console console(boolean terminal, int widthColumns) {
        return new Console(
                new PrintStream(results, true, charset), new PrintStream(bytes, true, charset), terminal, widthColumns);
    }

    private void tick(long millis) {
        nowMillis += millis;
    }

    /** What each redraw put on the line. */
    private List<String> drawings() {
        return Pattern.compile("\r")
                .splitAsStream(shown())
                .skip(1)
                .map(drawing -> drawing.replaceAll("\033\\[\\?7[lh]", ""))
                .toList();
    }

    private String shown() {
        return bytes.toString(charset);
    }
}
