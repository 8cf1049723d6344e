package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo merge} sees. */
class MergeCommandTest {
    private static final String PARTS = "testdata/record/parts.rec";
    private static final String HEADER = "testdata/record/header.rec";

    @TempDir
    Path temp;

    private CommandRun merge(Object... words) {
        String[] args = new String[words.length + 2];
        for (int i = 0; i < words.length; i++) {
            args[i] = words[i].toString();
        }
        args[words.length] = "-o";
        args[words.length + 1] = temp.resolve("out.rec").toString();
        return CommandRun.of(MergeCommand::new, args);
    }

    @Test
    void mergesAndSaysWhatItMade() throws IOException {
        CommandRun run = merge(PARTS, HEADER);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("parts.rec  61 records").contains("out.idx");
        try (RecordFile file = RecordFile.open(temp.resolve("out.rec"));
                RecordFile header = RecordFile.open(Path.of(HEADER))) {
            assertThat(file.size()).isEqualTo(61 + header.size());
            assertThat(file.index().key(61)).isEqualTo(61);
        }
    }

    @Test
    void labelOffsetsAreSaid() throws IOException {
        JsonNode json =
                merge(PARTS, PARTS, "--label-offset", "0,1000", "--json").json();
        assertThat(json.get("records").asInt()).isEqualTo(122);
        assertThat(json.get("inputs").get(1).get("label_offset").asInt()).isEqualTo(1_000);
        try (RecordFile file = RecordFile.open(temp.resolve("out.rec"))) {
            assertThat(file.at(61).header().label())
                    .isEqualTo(file.at(0).header().label() + 1_000);
        }
        assertThat(merge(PARTS, PARTS, "--label-offset", "auto").out()).contains("labels +");
    }

    @Test
    void collisionsAreRefusedUnlessTold() {
        CommandRun refused = merge(PARTS, PARTS, "--keep-keys");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("key was there before");
        assertThat(merge(PARTS, PARTS, "--keep-keys", "--on-collision", "first").out())
                .contains("61 left out");
        assertThat(merge(PARTS, PARTS, "--keep-keys", "--on-collision", "renumber")
                        .out())
                .contains("61 with a new key");
    }

    /** Its keys are counted then, and they are what its record 0 speaks of all the same. */
    @Test
    void anInsightFaceFileThatLostItsIndexIsOneStill() throws IOException {
        Path rec = Files.copy(Path.of("testdata/record/insightface.rec"), temp.resolve("train.rec"));
        CommandRun run = merge(rec, PARTS);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("as InsightFace writes them", "cameo filter " + rec);
    }

    @Test
    void wrongUsageIsSaidInASentence() throws IOException {
        assertThat(merge(PARTS, "--on-collision", "skip").err()).contains("needs --keep-keys");
        assertThat(merge(PARTS, "--keep-keys", "--on-collision", "last").err()).contains("renumber, skip or first");
        assertThat(merge(PARTS, "--label-offset", "x").err()).contains("auto or numbers");
        assertThat(merge(PARTS, HEADER, "--label-offset", "1").err()).contains("one number for each input");
        Path table = Files.writeString(temp.resolve("t.tsv"), "0\t1\t2\n");
        assertThat(merge(PARTS, "--label-map", table, "--label-offset", "1").err())
                .contains("exclude each other");
        CommandRun unmapped = merge(PARTS, "--label-map", table);
        assertThat(unmapped.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unmapped.err()).contains("label is not in the table");
        assertThat(merge(temp.resolve("none.rec")).code()).isEqualTo(ExitCode.USAGE);
        assertThat(temp.resolve("out.rec")).doesNotExist();
    }
}
