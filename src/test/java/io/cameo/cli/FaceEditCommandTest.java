package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.numpy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the commands that read and reshape face data sets sees. */
class FaceEditCommandTest {
    private static final String A = "testdata/record/insightface/A.rec";
    private static final String C = "testdata/record/insightface/C.rec";

    @TempDir
    Path temp;

    /** Runs with {@code OUT} standing for the temporary folder. */
    private CommandRun run(Function<Console, Object> command, String... args) {
        String[] real = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            real[i] = args[i].replace("OUT", temp.toString());
        }
        return CommandRun.of(command, real);
    }

    private Path embeddings(String name, int rows) throws IOException {
        Path npy = temp.resolve(name);
        try (NpyWriter writer = NpyWriter.create(npy, 3)) {
            for (int i = 0; i < rows; i++) {
                writer.append(new float[] {1, i / 1000f, 0}, 0);
            }
            writer.finish();
        }
        return npy;
    }

    @Test
    void infoAsTextAndJson() throws IOException {
        CommandRun text = run(FaceInfoCommand::new, A);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("A: record 0 behind the images")
                .contains("4 identities in 6 runs; 2 in several places")
                .contains("0 to 3, no gaps")
                .contains("1 to 4 images, median 2.5, mean 2.5")
                .contains("112x112 10, JPEG 10")
                .contains("6 identity records, all right");
        JsonNode json = run(FaceInfoCommand::new, A, "--json").json();
        assertThat(json.get("identities").asInt()).isEqualTo(4);
        assertThat(json.get("ranges").get("exact").asInt()).isEqualTo(6);
        assertThat(json.get("images_per_identity").get("histogram")).hasSize(3);
        assertThat(json.get("labels").get("gaps").asInt()).isZero();
        assertThat(run(FaceInfoCommand::new, A, "--quiet").out()).isEmpty();
        assertThat(run(FaceInfoCommand::new, "OUT/none.rec").code()).isEqualTo(ExitCode.USAGE);
        Path cut = Files.write(temp.resolve("cut.rec"), Arrays.copyOf(Files.readAllBytes(Path.of(A)), 3000));
        CommandRun damaged = run(FaceInfoCommand::new, cut.toString());
        assertThat(damaged.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(damaged.err()).contains("cameo repair");
    }

    @Test
    void unpackTellsTheWayBackAndItIsTrue() throws IOException {
        CommandRun unpacked = run(FaceUnpackCommand::new, A, "OUT/people");
        assertThat(unpacked.code()).as(unpacked.err()).isZero();
        assertThat(unpacked.out()).contains("10 images of 4 identities").contains("makes the same records");
        List<String> told = new ArrayList<>();
        unpacked.out().lines().filter(line -> line.contains("cameo face pack")).forEach(told::add);
        String[] words =
                told.getFirst().substring(1, told.getFirst().indexOf("' makes")).split(" ", -1);
        String[] args = Arrays.copyOfRange(words, 3, words.length);
        args[3] = temp.resolve("again.rec").toString(); // behind -o
        assertThat(CommandRun.of(FacePackCommand::new, args).code()).isZero();
        assertThat(temp.resolve("again.rec")).hasSameBinaryContentAs(Path.of(A));
        CommandRun full = run(FaceUnpackCommand::new, A, "OUT/people");
        assertThat(full.code()).isEqualTo(ExitCode.USAGE);
        assertThat(full.err()).contains("DIR is not empty");
        JsonNode json = run(FaceUnpackCommand::new, A, "OUT/some", "--include", "1,3,9", "--imagefolder", "--json")
                .json();
        assertThat(json.get("files").asInt()).isEqualTo(5);
        assertThat(json.get("way_back").get("left_out").asInt()).isEqualTo(5);
        assertThat(temp.resolve("some/0000003/00000006.jpg")).exists();
        CommandRun a2 = run(FaceUnpackCommand::new, "testdata/record/insightface/A2.rec", "OUT/warped");
        assertThat(a2.out()).contains("makes records of these images, but:").contains("not aligned by its record");
    }

    @Test
    void mergeSaysWhatBecameOfEverySet() throws IOException {
        CommandRun text = run(FaceMergeCommand::new, A, C, "-o", "OUT/both.rec");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("A.rec  layout A  10 images, 4 identities")
                .contains("both.rec  layout A  20 images, 8 identities")
                .contains("both.labels.tsv");
        assertThat(text.err()).contains("trainers that go by identity records see several people");
        JsonNode json = run(FaceMergeCommand::new, C, A, "-o", "OUT/kept.rec", "--keep-labels", "--group", "--json")
                .json();
        JsonNode output = json.get("outputs").get(0);
        assertThat(output.get("layout").asText()).isEqualTo("C");
        assertThat(output.get("identities").asInt()).isEqualTo(4);
        assertThat(output.get("split_identities").asInt()).isZero();
        CommandRun self = run(FaceMergeCommand::new, "OUT/both.rec", A, "-o", "OUT/both.rec");
        assertThat(self.code()).isEqualTo(ExitCode.USAGE);
        assertThat(self.err()).contains("the output is an input");
    }

    @Test
    void mergeByEmbeddingsTellsWhomItLeavesOut() throws IOException {
        String a = embeddings("a.npy", 10).toString();
        String c = embeddings("c.npy", 10).toString();
        CommandRun dry = run(FaceMergeCommand::new, A, C, "--exclude-same", a, c, "--dry-run", "-o", "OUT/both.rec");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("C.rec: label 0, 4 images, is in " + A + ", label ")
                .contains("(cosine 1.000)")
                .contains("would make")
                .contains("10 images, 4 identities");
        assertThat(temp.resolve("both.rec")).doesNotExist();
        JsonNode json = run(FaceMergeCommand::new, A, C, "-o", "OUT/both.rec", "--exclude-same", a + "," + c, "--json")
                .json();
        assertThat(json.get("dropped")).hasSize(4);
        assertThat(json.get("outputs").get(0).get("images").asInt()).isEqualTo(10);
        CommandRun few = run(FaceMergeCommand::new, A, C, "-o", "OUT/x.rec", "--exclude-same", a);
        assertThat(few.code()).isEqualTo(ExitCode.USAGE);
        assertThat(few.err()).contains("sets=2, embeddings=1");
        assertThat(run(FaceMergeCommand::new, A, C, "-o", "OUT/x.rec", "--exclude", a)
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run(FaceMergeCommand::new, A, "-o", "OUT/x.rec", "--same-cosine", "7")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void relabelSubsetAndSplit() throws IOException {
        assertThat(run(FaceRelabelCommand::new, A, "-o", "OUT/r.rec", "--layout", "D")
                        .code())
                .isZero();
        assertThat(temp.resolve("r.idx")).doesNotExist();
        CommandRun subset =
                run(FaceSubsetCommand::new, A, "-o", "OUT/s.rec", "--identities", "1-3,40", "--per-identity", "1");
        assertThat(subset.code()).as(subset.err()).isZero();
        assertThat(subset.out()).contains("; 3 of 3 identities kept").contains("s.rec  layout A  3 images");
        assertThat(subset.err()).contains("asked for and not there: label 40").contains("labels of", "have gaps");
        Path keys = Files.writeString(temp.resolve("keys.txt"), "1\n2\n\n77\n");
        JsonNode keyed = run(FaceSubsetCommand::new, A, "-o", "OUT/k.rec", "--keys-from", keys.toString(), "--json")
                .json();
        assertThat(keyed.get("inputs").get(0).get("kept_images").asInt()).isEqualTo(2);
        assertThat(keyed.get("absent").get(0).asText()).isEqualTo("key 77");
        assertThat(run(FaceSubsetCommand::new, A, "-o", "OUT/s.rec", "--min-images", "5", "--max-images", "2")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        CommandRun split = run(FaceSplitCommand::new, A, "-o", "OUT/p", "--ratio", "0.75,0.25", "--relabel");
        assertThat(split.code()).as(split.err()).isZero();
        assertThat(split.out()).contains("p_train.rec").contains("p_val.rec").contains("3 identities");
        assertThat(temp.resolve("property")).exists();
        CommandRun few = run(FaceSplitCommand::new, A, "-o", "OUT/q", "--parts", "5");
        assertThat(few.code()).isEqualTo(ExitCode.USAGE);
        assertThat(few.err()).contains("part would have no identity");
        assertThat(run(FaceSplitCommand::new, A, "-o", "OUT/q", "--parts", "2", "--ratio", "1")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(run(FaceSplitCommand::new, A, "-o", "OUT/q", "--ratio", "0.5,0.4")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void cleanSaysHowMuchItWouldDrop() throws IOException {
        String npy = embeddings("e.npy", 10).toString();
        CommandRun dry = run(
                FaceCleanCommand::new, A, "--embeddings", npy, "-o", "OUT/c.rec", "--dry-run", "--threshold", "1.1");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("; 0 of 0 identities kept").contains("would make");
        CommandRun clean = run(
                FaceCleanCommand::new,
                A,
                "--embeddings",
                npy,
                "--rule",
                "dbscan",
                "-o",
                "OUT/c.rec",
                "--decisions",
                "OUT/d.tsv");
        assertThat(clean.code()).as(clean.err()).isZero();
        assertThat(clean.out()).contains("c.rec  layout A  9 images, 3 identities");
        assertThat(Files.readAllLines(temp.resolve("d.tsv"))).hasSize(11);
        assertThat(run(FaceCleanCommand::new, A, "--embeddings", npy, "-o", "OUT/c.rec", "--rule", "guess")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        String few = embeddings("few.npy", 9).toString();
        CommandRun wrong = run(FaceCleanCommand::new, A, "--embeddings", few, "-o", "OUT/c.rec");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("rows=9");
    }
}
