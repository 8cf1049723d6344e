package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattingScoreCommandTest {
    private static final String IMAGES = "testdata/matte/images/";
    private static final String CLIPS = "testdata/matte/clips/";

    private static Terminal run(int code, String line) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(line.split(" ", -1))).as(terminal.err()).isEqualTo(code);
        return terminal;
    }

    @Test
    void tableHoldsImagesMeansRegionsAndFaults() {
        Terminal terminal = run(
                ExitCode.BAD_DATA,
                "matting score " + IMAGES + "predicted " + IMAGES + "truth --metrics mad,mse,sad,grad,conn,imq");
        assertThat(terminal.out())
                .contains("4 images, 7 of 10 mattes scored, standard scale")
                .contains("  image                     mattes      MAD      MSE      SAD     Grad     Conn\n")
                .contains("  natural/google_hard_0a1b       2   15.533   9.4652   4.5719   15.584   4.5946\n")
                .contains("  mean                           7   11.555   7.1398   3.7167   13.031   3.7808\n")
                .contains("  unknown                   11.0 %   102.78   63.565   3.7167\n")
                .contains("  instances: 7 found, 3 lost, 0 invented; recognition 0.8235\n")
                .contains("3 faults, left out of the means\n       3  true mattes without a prediction\n");
        assertThat(terminal.out().lines().skip(1))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void masksOfAWholeDataSetAreNotScoredAsMattes() {
        String tree = "testdata/matting/tree/HIM-MINI";
        assertThat(run(ExitCode.USAGE, "matting score " + tree + "/alphas " + tree)
                        .err())
                .contains("GT is a whole data set, name the folder of its mattes, as " + tree + "/alphas/comp");
        assertThat(run(ExitCode.USAGE, "matting score " + tree + " " + tree).err())
                .contains("PRED is a whole data set");
        run(ExitCode.FINE, "matting score " + tree + "/alphas " + tree + "/alphas --metrics mad");
    }

    @Test
    void theWidestTableFitsTheTerminal() {
        Terminal terminal = run(ExitCode.FINE, "matting score " + CLIPS + "predicted " + CLIPS + "truth --video");
        assertThat(terminal.out())
                .contains("  mean                  15   9.0872   4.4556   2.3083   7.3335   2.2995   7.8263\n");
        assertThat(terminal.out().lines().skip(1))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void jsonHoldsEveryMatte() throws IOException {
        Terminal terminal = run(
                ExitCode.FINE,
                "matting score " + CLIPS + "predicted " + CLIPS
                        + "truth --video --json --scale maggie --metrics sad,dtssd");
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.get("scale").asText()).isEqualTo("maggie");
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(json.get("scored_mattes").asInt()).isEqualTo(15);
        assertThat(json.get("faults")).isEmpty();
        JsonNode clip = json.get("clips").get(0);
        assertThat(clip.get("mattes")).hasSize(15);
        assertThat(clip.get("mattes").get(0).has("mad")).isFalse();
        assertThat(clip.get("dtssd")).hasSize(3);
        assertThat(json.get("mean").get("sad").asDouble()).isCloseTo(2.3083, within(1e-4));
        assertThat(json.get("mean").get("regions").get("foreground").get("mad").asDouble())
                .isZero();
    }

    @Test
    void theWorstAreShownAndQuietNamesFaults() {
        Terminal terminal =
                run(ExitCode.FINE, "matting score " + CLIPS + "predicted " + CLIPS + "truth --limit 2 --metrics mse");
        assertThat(terminal.out()).contains("  worst 2, by MSE           mattes      MSE\n  00000/00004 ");
        Terminal quiet = run(
                ExitCode.BAD_DATA, "matting score " + IMAGES + "predicted " + IMAGES + "truth --quiet --metrics mad");
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).isEqualTo("cameo: 3 faults, left out of the means\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --scale mine              | --scale is standard or maggie: mine
        --metrics sad,what        | no such metric: metric=what
        --metrics dtssd           | dtssd is measured between frames: it needs --video
        --workers 0               | --workers needs 1 or more: 0
        --limit -1                | --limit needs 0 or more: -1
        --iou 0                   | --iou needs a share above 0, up to 1: 0.0
        --trimap testdata/nowhere | no such file: testdata/nowhere
        """)
    void wrongOptionsAreSaid(String options, String said) {
        Terminal terminal = run(ExitCode.USAGE, "matting score " + IMAGES + "predicted " + IMAGES + "truth " + options);
        assertThat(terminal.err()).contains(said);
    }

    @Test
    void noImageIsCalledTheWorstOfNone() {
        String text = run(ExitCode.BAD_DATA, "matting score " + IMAGES + "predicted " + IMAGES + "truth --limit 0")
                .out();
        assertThat(text).contains("  mean ").doesNotContain("worst");
    }

    @Test
    void treesMustBeThere() {
        assertThat(run(ExitCode.USAGE, "matting score none " + IMAGES + "truth").err())
                .isEqualTo("cameo: no such file: none\n");
        assertThat(run(ExitCode.USAGE, "matting score README.md " + IMAGES + "truth")
                        .err())
                .isEqualTo("cameo: not a folder: README.md\n");
    }
}
