package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCommandTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    private static CommandRun index(Object... args) {
        return CommandRun.of(
                IndexCommand::new, Stream.of(args).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void saysWhichKeysItTookAndWhy() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("insightface/A.rec"), folder.resolve("a.rec"));
        String files = folder.resolve("a.idx") + "%s  " + folder.resolve("a.cix") + "\n";
        assertThat(index(rec).out())
                .isEqualTo(rec + "  17 records\nkeys are the ids in the headers: every record has an id of its own\n"
                        + files.formatted(""));
        assertThat(folder.resolve("a.idx")).hasSameBinaryContentAs(GOLDEN.resolve("insightface/A.idx"));
        assertThat(index(rec).out())
                .isEqualTo(rec + "  17 records\nkeys are those of the .idx: it has an entry for every record\n"
                        + files.formatted(" (as it was)"));
        assertThat(index(rec, "--keys", "counter").code()).isEqualTo(ExitCode.USAGE);
        assertThat(index(rec, "--keys", "counter", "--force").out()).contains("keys are counted from 0: asked for");
        assertThat(Files.readString(folder.resolve("a.idx"))).startsWith("0\t0\n1\t5004\n");
    }

    @Test
    void refusesADamagedFile() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("corrupt/len_too_big_rec20.rec"), folder.resolve("bad.rec"));
        CommandRun run = index(rec);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("cameo: " + rec + " is damaged and was not indexed:\n"
                        + "  [19,564 .. 20,428)  record runs over the head of another: end=24524, head_at=20428\n"
                        + "'cameo repair' saves what is sound; --skip-damage indexes what is left.\n");
        assertThat(folder.resolve("bad.idx")).doesNotExist();
        assertThat(index(rec, "--skip-damage").out()).contains("60 records, 1 damaged region passed over");
    }

    @Test
    void refusesToReplaceAnIdxThatDoesNotFit() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("parts.rec"), folder.resolve("p.rec"));
        Files.copy(GOLDEN.resolve("insightface.idx"), folder.resolve("p.idx"));
        CommandRun run = index(rec);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err())
                .contains("p.idx does not fit the records and was not replaced: entry points to no record: key=1");
        assertThat(index(rec, "--force").code()).isZero();
    }

    @Test
    void printsJson() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("raw.rec"), folder.resolve("r.rec"));
        JsonNode json = index(rec, "--json").json();
        assertThat(json.get("end").asText()).isEqualTo("written");
        assertThat(json.get("keys_from").asText()).isEqualTo("counter");
        assertThat(json.get("idx_written").asBoolean()).isTrue();
        assertThat(json.get("regions")).isEmpty();
        assertThat(index(rec, "--keys", "nonsense").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void idsThatCannotBeKeysAreAWrongCommandLine() throws IOException {
        Path rec = Files.copy(GOLDEN.resolve("raw.rec"), folder.resolve("r.rec"));
        CommandRun run = index(rec, "--keys", "id");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("ids cannot be the keys: a record has no image header");
    }
}
