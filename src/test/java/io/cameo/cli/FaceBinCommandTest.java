package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of the {@code cameo face bin} commands sees. */
class FaceBinCommandTest {
    private static final String GOLDEN = "testdata/dataset/verification/ver_bytes_p4.bin";
    private static final String EASY = "testdata/dataset/verification/score_easy.npy";
    private static final String EASY_FLIPPED = "testdata/dataset/verification/score_easy_flipped.npy";
    private static final String RECORDS = "testdata/record/insightface/A.rec";

    @TempDir
    Path temp;

    private CommandRun pack(String... args) {
        return CommandRun.of(FaceBinPackCommand::new, args);
    }

    private String at(String name) {
        return temp.resolve(name).toString();
    }

    @Test
    void unpacksAndPacksBack() throws IOException {
        CommandRun unpacked = CommandRun.of(FaceBinUnpackCommand::new, GOLDEN, at("eval"));
        assertThat(unpacked.code()).as(unpacked.err()).isZero();
        assertThat(unpacked.out()).contains("5 pairs, 10 images", "gives the same file, byte for byte.");
        CommandRun packed = pack(at("eval/pairs_label.txt"), at("eval"), "--size", "any", "-o", at("again.bin"));
        assertThat(packed.code()).as(packed.err()).isZero();
        assertThat(packed.out())
                .contains("5 pairs listed, 5 packed, 0 left out", "10 stored as they are")
                .contains("fewer pairs than the 10 folds");
        assertThat(temp.resolve("again.bin")).hasSameBinaryContentAs(Path.of(GOLDEN));

        CommandRun full = CommandRun.of(FaceBinUnpackCommand::new, GOLDEN, at("eval"));
        assertThat(full.code()).isEqualTo(ExitCode.USAGE);
        assertThat(full.err()).contains("DIR is not empty", "--into-existing");
        JsonNode json = CommandRun.of(FaceBinUnpackCommand::new, GOLDEN, at("eval"), "--into-existing", "--json")
                .json();
        assertThat(json.get("packs_back").asBoolean()).isTrue();
        assertThat(json.get("pairs").asInt()).isEqualTo(5);
    }

    @Test
    void leftOutPairsAreBadData() throws IOException {
        Files.writeString(temp.resolve("pairs.txt"), "0_00 0_01 1\n0_00 none 0\n");
        String crops = "testdata/dataset/insightface/img";
        CommandRun run = pack(at("pairs.txt"), crops, "-o", at("x.bin"));
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).contains("1 left out (" + at("x.rejects.tsv") + ")");
        JsonNode json =
                pack(at("pairs.txt"), crops, "-o", at("x.bin"), "--json").json();
        assertThat(json.get("left_out").asInt()).isEqualTo(1);
        assertThat(json.get("end").asText()).isEqualTo("complete");

        CommandRun nothing = pack(at("pairs.txt"), temp.toString(), "-o", at("y.bin"));
        assertThat(nothing.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(nothing.err()).contains("every pair was left out", "was not made");
        assertThat(temp.resolve("y.bin")).doesNotExist();
    }

    @Test
    void wrongUsageOfPackIsSaidInASentence() throws IOException {
        Files.writeString(temp.resolve("pairs.txt"), "0_00 0_01 1\n");
        String list = at("pairs.txt");
        String[][] wrong = {
            {list, temp.toString(), "-o", at("x.rec"), "must be named *.bin"},
            {at("none.txt"), temp.toString(), "-o", at("x.bin"), "no such file"},
            {list, at("nowhere"), "-o", at("x.bin"), "no such file"},
            {list, temp.toString(), "-o", at("x.bin"), "--size", "big", "--size is HEIGHTxWIDTH"},
            {list, temp.toString(), "-o", at("x.bin"), "--size", "100x100", "no face template of this size"},
            {list, temp.toString(), "-o", at("x.bin"), "--size", "any", "--detector", "haar", "needs no --detector"},
            {list, temp.toString(), "-o", at("x.bin"), "--detector", "dlib", "no such detector"},
            {list, temp.toString(), "-o", at("x.bin"), "--folds", "0", "at least 1"},
        };
        for (String[] words : wrong) {
            String[] args = Arrays.copyOf(words, words.length - 1);
            CommandRun run = pack(args);
            assertThat(run.code()).as(String.join(" ", args)).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(words[words.length - 1]);
        }
        CommandRun noModel =
                pack(list, temp.toString(), "-o", at("x.bin"), "--detector", "yunet", "--models", temp.toString());
        assertThat(noModel.code()).isEqualTo(ExitCode.USAGE);
        assertThat(noModel.err()).contains("It is published", "--detector haar").hasLineCount(3);
    }

    @Test
    void infoTellsWhatTrainersCanUse() throws IOException {
        CommandRun run = CommandRun.of(FaceBinInfoCommand::new, GOLDEN, "--folds", "2");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("5: 3 of one person, 2 of two", "10, JPEG, 112x112", "protocol 4, images as bytes")
                .contains("2, each with 1 to 2 pairs of one person and 1 of two");
        CommandRun single = CommandRun.of(FaceBinInfoCommand::new, GOLDEN, "--folds", "5");
        assertThat(single.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(single.out()).contains("folds 1, 2, 3, 4, 5 have pairs of one class only");
        JsonNode json = CommandRun.of(
                        FaceBinInfoCommand::new, "testdata/dataset/verification/ver_ndarray_p3.bin", "--json")
                .json();
        assertThat(json.get("elements").asText()).isEqualTo("arrays");
        assertThat(json.get("protocol").asInt()).isEqualTo(3);
        assertThat(json.get("sizes").get("112x112").asInt()).isEqualTo(10);
        assertThat(json.get("sound").asBoolean()).isFalse();
    }

    @Test
    void infoNamesDamagedImages() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(GOLDEN));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int second = text.indexOf("\u00ff\u00d8\u00ff", text.indexOf("\u00ff\u00d8\u00ff") + 1);
        bytes[second] = 0;
        Path damaged = Files.write(temp.resolve("damaged.bin"), bytes);
        CommandRun run = CommandRun.of(FaceBinInfoCommand::new, damaged.toString(), "--folds", "2");
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).contains("1 image cannot be decoded", "image 1 of pair 0: ");
    }

    /** Python would run it. */
    @Test
    void everyCommandRefusesAPickleThatAsksForMore() throws IOException {
        Path evil = Files.write(
                temp.resolve("evil.bin"),
                "\u0080\u0002cos\nsystem\nq\0U\u0004trueq\u0001\u0085R.".getBytes(StandardCharsets.ISO_8859_1));
        CommandRun info = CommandRun.of(FaceBinInfoCommand::new, evil.toString());
        CommandRun unpack = CommandRun.of(FaceBinUnpackCommand::new, evil.toString(), at("out"));
        CommandRun score = CommandRun.of(FaceBinScoreCommand::new, evil.toString(), EASY);
        for (CommandRun run : new CommandRun[] {info, unpack, score}) {
            assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
            assertThat(run.err()).contains("os.system", "offset=2").hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void drawsPairsOfARecordFile() throws IOException {
        CommandRun run = CommandRun.of(
                FaceBinPairsCommand::new, RECORDS, "-o", at("pairs.txt"), "--folds", "2", "--per-class", "2");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("8 pairs drawn from 10 images of 4 people")
                .contains("2 folds, each with 2 pairs of one person and 2 of two")
                .contains("'cameo face bin pack " + at("pairs.txt") + " " + RECORDS + " -o pairs.bin'");
        CommandRun packed = pack(at("pairs.txt"), RECORDS, "-o", at("pairs.bin"), "--folds", "2");
        assertThat(packed.code()).as(packed.err()).isZero();
        assertThat(packed.out()).contains("8 packed", "2 folds, each with 2 pairs of one person and 2 of two");

        CommandRun tooMany = CommandRun.of(FaceBinPairsCommand::new, RECORDS, "-o", at("more.txt"));
        assertThat(tooMany.code()).isEqualTo(ExitCode.USAGE);
        assertThat(temp.resolve("more.txt")).doesNotExist();
        CommandRun lost = CommandRun.of(FaceBinPairsCommand::new, RECORDS, "-o", RECORDS);
        assertThat(lost.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void scoresAsTheOriginalDoes() throws IOException {
        Path flags = temp.resolve("easy.bin");
        writeFlags(flags);
        CommandRun run = CommandRun.of(FaceBinScoreCommand::new, flags.toString(), EASY);
        assertThat(run.code()).as(run.err()).isZero();
        // The first line of score.tsv, made by the original's arithmetic.
        assertThat(run.out()).contains("accuracy  98.50 % ± 2.29 % over 10 folds", "VAL       98.00 % ± 4.00 %");
        JsonNode both = CommandRun.of(FaceBinScoreCommand::new, flags.toString(), EASY, EASY_FLIPPED, "--json")
                .json();
        assertThat(both.get("accuracy").asDouble()).isEqualTo(0.99);
        assertThat(both.get("thresholds")).hasSize(10);

        CommandRun oneClass = CommandRun.of(FaceBinScoreCommand::new, GOLDEN, EASY, "--folds", "5");
        assertThat(oneClass.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(oneClass.out()).contains("not defined");
        assertThat(oneClass.err()).contains("one class only");
        CommandRun tooFew = CommandRun.of(FaceBinScoreCommand::new, GOLDEN, EASY);
        assertThat(tooFew.code()).isEqualTo(ExitCode.USAGE);
        assertThat(tooFew.err()).contains("cannot cut into folds");
        assertThat(CommandRun.of(FaceBinScoreCommand::new, GOLDEN, EASY, "--far", "2")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of(FaceBinScoreCommand::new, GOLDEN, GOLDEN).code())
                .isEqualTo(ExitCode.BAD_DATA);
    }

    /** 200 images that are none, for the flags are all that a score takes of a set. */
    private static void writeFlags(Path bin) throws IOException {
        String flags = Files.readAllLines(Path.of("testdata/dataset/verification/score.tsv")).stream()
                .filter(line -> line.startsWith("easy\tplain"))
                .map(line -> line.split("\t", -1)[4])
                .findFirst()
                .orElseThrow();
        StringBuilder pickle = new StringBuilder("(");
        pickle.append('(').repeat("U\u0001x", 2 * flags.length()).append("l(");
        flags.chars().forEach(flag -> pickle.append(flag == '1' ? "I01\n" : "I00\n"));
        Files.write(bin, pickle.append("lt.").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
