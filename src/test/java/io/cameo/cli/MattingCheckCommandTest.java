package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code cameo matting check} as a user types it. */
class MattingCheckCommandTest {
    private static final String SHIFT = "testdata/matting/broken/w03_silent_shift";
    private static final String TEST_SET = "testdata/matting/tree/HIM-MINI";

    private final Terminal terminal = new Terminal();

    @Test
    void saysWhatIsWrongAndWhatItDoes() {
        assertThat(terminal.run("matting", "check", SHIFT)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out().lines())
                .startsWith(
                        "layout      video: a folder of mattes for each frame, as in S/pha/v0",
                        "splits      S",
                        "masks       xmem, 8",
                        "seen        1 of 1 video (4 frames), 8 of 8 mattes",
                        "sizes       64x48 (4)",
                        "instances   3 (1)",
                        "frames      4 (1)",
                        "errors",
                        "          1  frames have different instances, and the counts hide it",
                        "             MaGGIe: accepted: mattes // frames comes out even, and people are mixed up"
                                + " without a word",
                        "             S/pha/v0: mattes=8, frames=4, taken_for=2, instances={00,02} {01,02} {00,02}"
                                + " {00,01}",
                        "warnings");
        assertThat(terminal.out())
                .contains(SHIFT + ": 1 video (4 frames), 8 mattes, ", ": 1 error, 3 warnings, no notes, in ");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void warningsAloneAreFine() {
        assertThat(terminal.run("matting", "check", TEST_SET, "--max-shown", "1"))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out().lines())
                .contains("seen        3 of 4 images, 7 of 10 mattes")
                .containsSequence(
                        "          1  image to test on has no masks",
                        "             MaGGIe: passed over: the image is never seen",
                        "             images/comp/000007.jpg");
        assertThat(terminal.out()).contains(": no errors, ");
    }

    @Test
    void speaksJsonAndKeepsQuiet() throws IOException {
        assertThat(terminal.run("matting", "check", SHIFT, "--json", "--workers", "1"))
                .isEqualTo(ExitCode.BAD_DATA);
        JsonNode report = new ObjectMapper().readTree(terminal.out());
        assertThat(report.get("sound").booleanValue()).isFalse();
        assertThat(report.get("layout").textValue()).isEqualTo("video");
        assertThat(report.get("errors").intValue()).isEqualTo(1);
        JsonNode first = report.get("found").get(0);
        assertThat(first.get("code").textValue()).isEqualTo("instances_shifted");
        assertThat(first.get("severity").textValue()).isEqualTo("error");
        assertThat(first.get("examples").get(0).get("path").textValue()).isEqualTo("S/pha/v0");
        assertThat(first.get("examples").get(0).get("detail").textValue()).startsWith("mattes=8, frames=4");
        Terminal quiet = new Terminal();
        assertThat(quiet.run("matting", "check", SHIFT, "--quiet")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).contains("1 error, ");
    }

    @Test
    void asksWhereItIsNotClear() {
        assertThat(terminal.run("matting", "check", "testdata/matting/tree")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).startsWith("cameo matting check: more than one layout found, say which: ");
        Terminal chosen = new Terminal();
        assertThat(chosen.run("matting", "check", "testdata/matting/tree", "--layout", "him2k", "--masks", ""))
                .isEqualTo(ExitCode.FINE);
        assertThat(chosen.out()).contains("masks       none", "splits      HIM-MINI/comp, HIM-MINI/natural");
        Terminal wrong = new Terminal();
        assertThat(wrong.run("matting", "check", TEST_SET, "--layout", "coco")).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("no such layout: layout=coco, known=image-train|");
    }

    @Test
    void refusesWhatIsNotThereAndBadNumbers() {
        assertThat(terminal.run("matting", "check", "no/such")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).startsWith("cameo: no such ");
        Terminal clip = new Terminal();
        assertThat(clip.run("matting", "check", SHIFT, "--clip", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(clip.err()).contains("--clip needs 1 or more: 0");
    }
}
