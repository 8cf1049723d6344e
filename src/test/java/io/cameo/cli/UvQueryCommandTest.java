package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo uv pack}, {@code unpack} and {@code query} as a user types them, and what other commands make of the file. */
class UvQueryCommandTest {
    private static final String RELEASE = "testdata/convert/ffhquv/release";
    private static final String BROKEN = "testdata/convert/ffhquv/broken";

    @TempDir
    Path temp;

    private Terminal terminal = new Terminal();
    private String rec = "";

    @BeforeEach
    void name() {
        rec = temp.resolve("a.rec").toString();
    }

    private int run(String... words) {
        terminal = new Terminal();
        return terminal.run(words);
    }

    private void pack() {
        assertThat(run("uv", "pack", RELEASE, rec, "--set", "ffhq-uv"))
                .as(terminal.err())
                .isEqualTo(ExitCode.FINE);
    }

    private int query(String... more) {
        List<String> words = new ArrayList<>(List.of("uv", "query", rec));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    @Test
    void packsAndUnpacks() throws IOException {
        pack();
        assertThat(terminal.out())
                .startsWith("8 listed, 8 packed, 0 rejected, ")
                .contains(rec + "  ", temp.resolve("a.tbl").toString());
        String out = temp.resolve("out").toString();
        assertThat(run("uv", "unpack", rec, out)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("8 samples, 61 files as before, 0 encoded anew in ");
        assertThat(run("uv", "unpack", rec, out)).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("--into-existing");

        String maps = out + "/dataset/ffhq-uv/uv-maps";
        String template = maps + "/000/000003.png";
        String small = temp.resolve("small.rec").toString();
        assertThat(run("uv", "pack", maps, out + "/dataset/ffhq-uv/meta-info.json", small))
                .isEqualTo(ExitCode.USAGE); // a file is no folder
        assertThat(run("uv", "pack", maps, small, "--template", template, "--json"))
                .isEqualTo(ExitCode.FINE);
        JsonNode packed = new ObjectMapper().readTree(terminal.out());
        assertThat(packed.get("residuals").asInt()).isEqualTo(8);
        assertThat(packed.get("saved_percent").asDouble()).isBetween(20.0, 30.0);
        assertThat(packed.get("run").get("packed").asInt()).isEqualTo(8);
        assertThat(run("uv", "unpack", small, temp.resolve("u").toString(), "--json", "--select", "000001"))
                .isEqualTo(ExitCode.FINE);
        assertThat(new ObjectMapper()
                        .readTree(terminal.out())
                        .get("encoded_files")
                        .asInt())
                .isOne();
    }

    @Test
    void otherCommandsSeeTheMaps() {
        pack();
        assertThat(run("verify", rec, "--level", "decode")).as(terminal.err()).isEqualTo(ExitCode.FINE);
        assertThat(run("info", rec)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).contains("256x256 8");
        assertThat(run("show", rec, "-o", temp.resolve("a.png").toString())).isEqualTo(ExitCode.FINE);
    }

    @Test
    void rejectsAndWhatCannotBeReadAreTold() throws IOException {
        assertThat(run("uv", "pack", BROKEN, rec, "--json")).isEqualTo(ExitCode.BAD_DATA);
        JsonNode packed = new ObjectMapper().readTree(terminal.out());
        assertThat(packed.get("run").get("rejected").asInt()).isEqualTo(6);
        Path tree = Files.createDirectories(temp.resolve("tree/ffhq-uv/uv-maps"));
        Files.write(tree.resolve("000.zip"), new byte[] {'P', 'K', 3, 4, 0});
        Files.copy(Path.of(RELEASE, "dataset/ffhq-uv/uv-maps/000.zip"), tree.resolve("001.zip"));
        assertThat(run("uv", "pack", tree.toString(), rec)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out()).contains("8 packed");
        assertThat(terminal.err()).contains("not read: ", "000.zip");
    }

    @Test
    void answersPeople() {
        pack();
        assertThat(query("--where", "gender = female", "--order", "age:desc", "--select", "id,age,beard,ffhq_index"))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).isEqualTo("""
            id      age  beard  ffhq_index
            000005   29      0       15309
            000000   23      0        1223
            000003    5      0       12345
            3 of 8 samples
            """);
        assertThat(query("--order", "ffhq_index", "--limit", "2", "--select", "id"))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).isEqualTo("id\n000001\n000004\n8 of 8 samples; 2 shown\n");
        assertThat(query("--where", "age > 100")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).endsWith("0 of 8 samples\n");
        assertThat(query("--columns")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).contains("beard            number  0 to 1, by the meta file\n", "; 1 missing\n");
        assertThat(run("uv", "query", temp.resolve("a.tbl").toString())).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).contains("8 of 8 samples");
    }

    @Test
    void answersMachines() throws IOException {
        pack();
        assertThat(query("--where", "id = '000006'", "--csv", "--select", "id,gender,beard,ffhq_index"))
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).isEqualTo("id,gender,beard,ffhq_index\n000006,male,0.6,\n");
        assertThat(query("--where", "id = '000004'", "--json")).isEqualTo(ExitCode.FINE);
        JsonNode answer = new ObjectMapper().readTree(terminal.out());
        assertThat(answer.get("found").asInt()).isOne();
        assertThat(answer.get("rows").asInt()).isEqualTo(8);
        JsonNode sample = answer.get("samples").get(0);
        assertThat(sample.get("beard").asDouble()).isEqualTo(0.07500000000000001);
        assertThat(sample.get("ffhq_index").asLong()).isEqualTo(55);
        assertThat(sample.get("l8").isNumber()).isTrue();
        assertThat(query("--columns", "--json")).isEqualTo(ExitCode.FINE);
        assertThat(new ObjectMapper()
                        .readTree(terminal.out())
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("id");
    }

    @Test
    void pointsAtWhatIsWrong() throws IOException {
        pack();
        assertThat(query("--where", "gender = femal")).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).isEqualTo("""
            cameo uv query: no such word in gender, did you mean female? known: female, male
              gender = femal
                       ^^^^^
            """);
        for (String[] wrong : new String[][] {
            {"--order", "age:up"},
            {"--order", "shoe"},
            {"--select", "shoe"},
            {"--limit", "-1"},
            {"--csv", "--json"},
            {"--split", "a=1"},
            {"--to", temp.resolve("b.rec").toString(), "--by", "gender"},
            {"--to", temp.resolve("b").toString()},
            {"--to", rec},
            {"--to", temp.resolve("b.rec").toString(), "--where", "age > 100"},
            {"--to", temp.resolve("b").toString(), "--split", "a=0.5"},
            {"--to", temp.resolve("b").toString(), "--split", "a=0.5,a=0.5"},
            {"--to", temp.resolve("b").toString(), "--split", "../a=0.5,b=0.5"},
            {"--to", temp.resolve("b").toString(), "--split", "a=x,b=0.5"},
            {"--to", temp.resolve("b").toString(), "--split", "a=0.5,b=0.5", "--by", "beard_bin"},
        }) {
            assertThat(query(wrong)).as(String.join(" ", wrong)).isEqualTo(ExitCode.USAGE);
            assertThat(terminal.err()).as(String.join(" ", wrong)).startsWith("cameo uv query: ");
        }
        assertThat(temp.resolve("b.rec")).doesNotExist();
        Files.delete(temp.resolve("a.tbl"));
        assertThat(query()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no table beside", "--rebuild");
        assertThat(query("--rebuild", "--where", "age < 10")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).contains("1 of 8 samples");
        assertThat(run("uv", "pack", RELEASE, rec)).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("more than one set is there");
        for (String[] wrong : new String[][] {
            {"--set", "dataset_project"}, {"--latents", "zip"}, {"--licence", "map"}, {"--licence", "shoe=x"},
        }) {
            assertThat(run("uv", "pack", RELEASE, rec, wrong[0], wrong[1]))
                    .as(String.join(" ", wrong))
                    .isEqualTo(ExitCode.USAGE);
        }
        assertThat(run("uv", "pack", temp.resolve("none").toString(), rec)).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void copiesAndDivides() throws IOException {
        pack();
        String out = temp.resolve("b.rec").toString();
        assertThat(query("--where", "age > 30", "--order", "age", "--limit", "3", "--to", out))
                .as(terminal.err())
                .isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith("3 samples, ").contains(out);
        assertThat(run("uv", "query", out, "--csv", "--select", "id")).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).isEqualTo("id\n000001\n000006\n000007\n");
        assertThat(run("verify", out)).isEqualTo(ExitCode.FINE);

        String[] divide = {
            "--to", temp.resolve("s").toString(), "--split", "train=0.5,val=0.5", "--by", "gender,age_bin"
        };
        assertThat(query(divide)).as(terminal.err()).isEqualTo(ExitCode.FINE);
        int samples = 0;
        for (String part : List.of("train", "val")) {
            assertThat(run("uv", "query", temp.resolve("s_" + part + ".rec").toString(), "--json"))
                    .isEqualTo(ExitCode.FINE);
            JsonNode answer = new ObjectMapper().readTree(terminal.out());
            samples += answer.get("rows").asInt();
            assertThat(answer.get("rows").asInt()).isEqualTo(4);
        }
        assertThat(samples).isEqualTo(8);
        assertThat(query("--to", out, "--json")).isEqualTo(ExitCode.FINE);
        assertThat(new ObjectMapper()
                        .readTree(terminal.out())
                        .get(0)
                        .get("samples")
                        .asInt())
                .isEqualTo(8);
    }
}
