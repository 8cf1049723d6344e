package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code cameo uv check} as a user types it. */
class UvCheckCommandTest {
    private static final String BROKEN = "testdata/convert/ffhquv/broken";
    private static final String RELEASE = "testdata/convert/ffhquv/release";

    private final Terminal terminal = new Terminal();

    @Test
    void saysWhatIsWrongAndWhatComesOfIt() {
        assertThat(terminal.run("uv", "check", BROKEN)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out().lines())
                .startsWith(
                        "ffhq-uv              7 ids, 000000 to 000009",
                        "  parts              map 7, front 6, left 2, right 1",
                        "  shards             000 with 7 ids",
                        "  meta               9 entries: 8 with an index of FFHQ, 1 null",
                        "sizes                256x256 (4), 256x200 (1)",
                        "errors",
                        "          2  id has no map",
                        "             so: a loader that goes by ids stops, one that lists files has less data",
                        "             ffhq-uv 000006-000007",
                        "          8  id lacks latents of views")
                .containsSequence(
                        "          1  pickle names what is not data",
                        "             so: torch.load or pickle.load may execute it: do not open this file with Python",
                        "             " + BROKEN + "/dataset/ffhq-uv/face-latents/000/000005/000005_front_latent.pt:"
                                + " pickle names something that is not allowed: name=os.system")
                .containsSequence("             ffhq-uv 000006-000007: views=front,left,right", "             ...");
        assertThat(terminal.out()).contains(BROKEN + ": 7 ids, 16 files, 698.7 kB: 30 errors, 1 warning, 2 notes, in ");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void aWholeCopyIsFine() {
        assertThat(terminal.run("uv", "check", RELEASE, "--workers", "1")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out().lines())
                .contains(
                        "ffhq-uv-interpolate  4 ids, 000000 to 000003",
                        "  meta               4 entries: none with an index of FFHQ",
                        "dataset_project      7 ids, 00007 to 69999",
                        "             most=256x256");
        assertThat(terminal.out()).contains(": no errors, no warnings, 1 note, in ");
    }

    @Test
    void speaksJsonAndKeepsQuiet() throws IOException {
        assertThat(terminal.run("uv", "check", BROKEN, "--json")).isEqualTo(ExitCode.BAD_DATA);
        JsonNode report = new ObjectMapper().readTree(terminal.out());
        assertThat(report.get("sound").booleanValue()).isFalse();
        assertThat(report.get("errors").intValue()).isEqualTo(30);
        assertThat(report.get("sets").get(0).get("parts").get("map").intValue()).isEqualTo(7);
        assertThat(report.get("sets").get(0).get("shards").get(0).get("front").intValue())
                .isEqualTo(6);
        JsonNode first = report.get("found").get(0);
        assertThat(first.get("code").textValue()).isEqualTo("map_missing");
        assertThat(first.get("examples").get(0).get("ids").textValue()).isEqualTo("000006-000007");
        Terminal quiet = new Terminal();
        assertThat(quiet.run("uv", "check", BROKEN, "--quiet")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).contains("30 errors, ");
    }

    @Test
    void takesArchivesAndRangesAndSets() {
        assertThat(terminal.run(
                        "uv",
                        "check",
                        RELEASE + "/dataset/ffhq-uv/uv-maps/000.zip",
                        RELEASE + "/dataset/ffhq-uv",
                        "--expect",
                        "0-9",
                        "--set",
                        "ffhq-uv"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out()).contains("ffhq-uv 000008-000009", "part of an id is there twice");
        Terminal whole = new Terminal();
        assertThat(whole.run("uv", "check", RELEASE, "--set", "interpolate", "--expect", "release"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(whole.out()).contains("ffhq-uv-interpolate 001000-001999: part=map, shard=001, ids=1000");
    }

    @Test
    void refusesWhatIsNotThereAndBadWords() {
        assertThat(terminal.run("uv", "check", "no/such")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).startsWith("cameo: no such ");
        Terminal range = new Terminal();
        assertThat(range.run("uv", "check", RELEASE, "--expect", "all")).isEqualTo(ExitCode.USAGE);
        assertThat(range.err()).contains("not a range of ids, like 0-54164: all");
        Terminal backwards = new Terminal();
        assertThat(backwards.run("uv", "check", RELEASE, "--expect", "9-3")).isEqualTo(ExitCode.USAGE);
        Terminal set = new Terminal();
        assertThat(set.run("uv", "check", RELEASE, "--set", "faces")).isEqualTo(ExitCode.USAGE);
        assertThat(set.err()).contains("no such set: set=faces, known=ffhq-uv, interpolate, project");
        Terminal workers = new Terminal();
        assertThat(workers.run("uv", "check", RELEASE, "--workers", "0")).isEqualTo(ExitCode.USAGE);
    }
}
