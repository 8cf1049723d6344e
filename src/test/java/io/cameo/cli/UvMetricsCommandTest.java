package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo uv metrics}, {@code compare}, {@code lights} and {@code show} as a user types them. */
class UvMetricsCommandTest {
    private static final String GOLDEN = "testdata/convert/ffhquv";
    private static final String MAPS = GOLDEN + "/release/dataset/ffhq-uv";
    private static final String OTHERS = GOLDEN + "/release/dataset/ffhq-uv-interpolate";
    private static final String LIGHTS = GOLDEN + "/release/dataset_project/lights.zip";

    @TempDir
    Path temp;

    private final Terminal terminal = new Terminal();

    @Test
    void showsFiguresAndWritesATable() {
        Path table = temp.resolve("a.tbl");
        assertThat(terminal.run(
                        "uv",
                        "metrics",
                        MAPS,
                        "--mask",
                        "face=" + GOLDEN + "/face.png",
                        "--embeddings",
                        GOLDEN + "/embeddings.npy",
                        "-o",
                        table.toString()))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out().lines())
                .contains(
                        "ffhq-uv                 maps      mean     least    median      95 %      most",
                        "bs_full                    8     7.103     0.076     4.458    23.016    30.940",
                        "bs_full is bs1;region=full;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean",
                        "bs_face is bs1;region=face;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean");
        assertThat(terminal.out()).contains("ID std 0.", " of cosines to the mean, ", table + "  8 maps in ");
        Terminal compared = new Terminal();
        assertThat(compared.run("uv", "compare", table.toString(), OTHERS)).isEqualTo(ExitCode.FINE);
        assertThat(compared.out().lines())
                .startsWith(
                        "                                            ffhq-uv        ffhq-uv-interpolate",
                        "maps                                              8                          4",
                        "BS Error, bs1;region=full;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean",
                        "  mean                                        7.103                      1.093")
                .contains(
                        "female                                   3 (37.5 %)                 2 (50.0 %)",
                        "skin_l (face)            32.046 .. 65.202 .. 69.400                          -",
                        "skin_l (full)                                     - 48.610 .. 49.399 .. 50.303")
                .containsSequence(
                        "BS Error, bs1;region=face;kernel=55;sigma=8.6;luma=bt601;border=reflect101;norm=mean",
                        "  mean                                        5.997                          -");
    }

    @Test
    void addsToTheTableOfRecords() {
        String rec = temp.resolve("a.rec").toString();
        assertThat(terminal.run("uv", "pack", MAPS, rec)).isEqualTo(ExitCode.FINE);
        assertThat(new Terminal().run("uv", "query", rec, "--where", "bs_full < 1"))
                .isEqualTo(ExitCode.USAGE);
        Terminal adding = new Terminal();
        assertThat(adding.run("uv", "metrics", rec, "--add")).as(adding.err()).isEqualTo(ExitCode.FINE);
        assertThat(adding.out()).contains(temp.resolve("a.tbl") + "  8 maps in ");
        Terminal asking = new Terminal();
        assertThat(asking.run(
                        "uv", "query", rec, "--where", "bs_full < 1 and age is not null", "--select", "id,gender"))
                .as(asking.err())
                .isEqualTo(ExitCode.FINE);
        assertThat(asking.out()).contains(" of 8 samples").doesNotContain("0 of 8");
        Terminal columns = new Terminal();
        assertThat(columns.run("uv", "query", rec, "--columns")).isEqualTo(ExitCode.FINE);
        assertThat(columns.out()).contains("bs1;region=full;kernel=55", "skin_ita", "map_bytes");
        Terminal wrong = new Terminal();
        assertThat(wrong.run("uv", "metrics", MAPS, "--add")).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("--add needs one record file");
    }

    @Test
    void printsRowsAndJson() throws IOException {
        assertThat(terminal.run("uv", "metrics", MAPS, "--csv")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out().lines())
                .hasSize(9)
                .first()
                .asString()
                .startsWith("id,age,beard,gender,ffhq_index,bs_full,");
        assertThat(terminal.out().lines().skip(7).findFirst().orElseThrow()).startsWith("000006,38.0,0.6,male,,4.1418");
        Terminal json = new Terminal();
        assertThat(json.run("uv", "metrics", OTHERS, "--json")).isEqualTo(ExitCode.FINE);
        JsonNode report = new ObjectMapper().readTree(json.out());
        assertThat(report.get("maps").intValue()).isEqualTo(4);
        assertThat(report.get("columns").get("bs_full").get("about").textValue())
                .startsWith("bs1;region=full;");
        assertThat(report.get("columns").get("bs_full").get("mean").doubleValue())
                .isBetween(1.09, 1.1);
        Terminal both = new Terminal();
        assertThat(both.run(
                        "uv",
                        "compare",
                        MAPS,
                        OTHERS,
                        "--json",
                        "--embeddings",
                        GOLDEN + "/embeddings.npy," + GOLDEN + "/embeddings.npy"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(both.err()).contains("embeddings are not those of the maps: rows=8, ids=4");
        Terminal compared = new Terminal();
        assertThat(compared.run("uv", "compare", MAPS, OTHERS, "--json")).isEqualTo(ExitCode.FINE);
        JsonNode sides = new ObjectMapper().readTree(compared.out());
        assertThat(sides.get(1).get("gender").get("male").intValue()).isEqualTo(2);
        assertThat(sides.get(0).get("id_total_std").isNull()).isTrue();
    }

    @Test
    void namesMapsThatCannotBeMeasured() {
        assertThat(terminal.run("uv", "metrics", GOLDEN + "/broken")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).startsWith("cameo: 2 maps not measured:\n  000000: png truncated");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThat(terminal.run("uv", "metrics", GOLDEN + "/release")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("more than one set has maps, say which with --set");
        for (String[] wrong : new String[][] {
            {"uv", "metrics", MAPS, "--csv", "--json"},
            {"uv", "metrics", MAPS, "--ids", "a.txt"},
            {"uv", "metrics", MAPS, "--mask", "face=none.png"},
            {"uv", "metrics", MAPS, "--embeddings", "none.npy"},
            {"uv", "compare", MAPS},
            {"uv", "compare", MAPS, OTHERS, "--embeddings", GOLDEN + "/embeddings.npy"},
            {"uv", "lights", GOLDEN + "/face.png"},
            {"uv", "lights", LIGHTS, "--kind", "sun"},
            {"uv", "lights", LIGHTS, "--limit", "0"},
            {"uv", "lights", LIGHTS, "--kind", "gamma"},
            {"uv", "show", MAPS},
            {"uv", "show", MAPS, "-o", temp + "/a.png", "--limit", "0"},
            {"uv", "show", MAPS, "-o", temp + "/no/a.png"},
        }) {
            assertThat(new Terminal().run(wrong)).as(String.join(" ", wrong)).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void printsLightsAndDrawsThem() throws IOException {
        Path png = temp.resolve("lights.png");
        assertThat(terminal.run("uv", "lights", LIGHTS, "-o", png.toString())).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out().lines())
                .hasSize(9)
                .contains(
                        "  01223           0.8100 -0.0400  0.2300 -0.1800  0.0200  0.0300 -0.1500 -0.0200 -0.1300"
                                + "  from 77 left 51 up",
                        png + "  7 balls");
        assertThat(Files.size(png)).isGreaterThan(1000);
        Terminal json = new Terminal();
        assertThat(json.run("uv", "lights", LIGHTS, "--json")).isEqualTo(ExitCode.FINE);
        JsonNode lights = new ObjectMapper().readTree(json.out());
        assertThat(lights).hasSize(7);
        assertThat(lights.get(0).get("kind").textValue()).isEqualTo("dpr");
        assertThat(lights.get(0).get("numbers")).hasSize(9);
    }

    @Test
    void drawsASheet() throws IOException {
        Path png = temp.resolve("uv.png");
        assertThat(terminal.run("uv", "show", MAPS, "-o", png.toString(), "--ids", "000001,000003"))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith(png + "  2 of 8 maps  ");
        Terminal missing = new Terminal();
        assertThat(missing.run("uv", "show", MAPS, "-o", png.toString(), "--id", "999999,000001", "--json"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(missing.err()).isEqualTo("cameo: no map has this id: 999999\n");
        assertThat(new ObjectMapper()
                        .readTree(missing.out())
                        .get("missing")
                        .get(0)
                        .textValue())
                .isEqualTo("999999");
    }
}
