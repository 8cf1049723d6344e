package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo dedupe} sees. */
class DedupeCommandTest {
    @TempDir
    Path temp;

    private Path rec;

    /** Payloads a a b c b c, labels 1 1 2 3 4 3. */
    @BeforeEach
    void write() throws IOException {
        rec = temp.resolve("in.rec");
        String[] payloads = {"a", "a", "b", "c", "b", "c"};
        float[] labels = {1, 1, 2, 3, 4, 3};
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < payloads.length; i++) {
                byte[] bytes = payloads[i].repeat(50).getBytes(StandardCharsets.UTF_8);
                writer.write(10L + i, IrHeader.scalar(labels[i], 10 + i), MemorySegment.ofArray(bytes));
            }
            writer.commit();
        }
    }

    private CommandRun dedupe(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = rec.toString();
        System.arraycopy(options, 0, args, 1, options.length);
        return CommandRun.of(DedupeCommand::new, args);
    }

    @Test
    void groupsAndConflictsAreShownAndNothingIsDropped() throws IOException {
        byte[] before = Files.readAllBytes(rec);
        CommandRun run = dedupe();
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.out())
                .contains("the same payload:", "keys 10 (label 1), 11 (label 1)", "keys 13 (label 3), 15 (label 3)")
                .contains("different labels:", "keys 12 (label 2), 14 (label 4)")
                .contains("3 of 6 records repeat another (3 groups, 150 B), 1 group with different labels")
                .contains("Nothing was dropped");
        assertThat(rec).hasBinaryContent(before);
    }

    @Test
    void theFirstOfEachIsKeptWhereAnOutputIsNamed() throws IOException {
        Path out = temp.resolve("out.rec");
        assertThat(dedupe("-o", out.toString()).out())
                .contains("3 records kept: ")
                .contains("out.cix");
        try (RecordFile file = RecordFile.open(out)) {
            assertThat(file.size()).isEqualTo(3);
            assertThat(file.contains(10) && file.contains(12) && file.contains(13))
                    .isTrue();
        }
        assertThat(dedupe("-o", rec.toString()).code()).isEqualTo(ExitCode.USAGE);
        assertThat(dedupe("-o", rec.toString(), "--overwrite-input", "--quiet").out())
                .isEmpty();
        assertThat(rec).hasSameBinaryContentAs(out);
        CommandRun clean = dedupe();
        assertThat(clean.code()).isZero();
        assertThat(clean.out()).contains("0 of 3 records repeat another");
    }

    @Test
    void allGroupsGoToAReport() throws IOException {
        Path tsv = temp.resolve("d.tsv");
        JsonNode json = dedupe("--report", tsv.toString(), "--json").json();
        assertThat(json.get("groups").asInt()).isEqualTo(3);
        assertThat(json.get("conflicts").asInt()).isEqualTo(1);
        assertThat(json.get("rec").isNull()).isTrue();
        assertThat(json.get("first_conflicts")
                        .get(0)
                        .get("members")
                        .get(1)
                        .get("key")
                        .asText())
                .isEqualTo("14");
        assertThat(Files.readAllLines(tsv))
                .hasSize(7)
                .startsWith("group\tbytes\tconflict\tkey\tlabels")
                .anyMatch(line -> line.endsWith("\t50\t1\t14\t4"))
                .anyMatch(line -> line.endsWith("\t50\t0\t11\t1"));
    }

    @Test
    void damageIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(rec);
        bytes[84] ^= 1; // the head of the second record
        Files.write(rec, bytes);
        CommandRun cix = dedupe();
        assertThat(cix.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(cix.err()).contains("cix does not fit").contains("cameo verify " + rec);
        Files.delete(temp.resolve("in.cix"));
        bytes[1] ^= 1;
        Files.write(rec, bytes);
        CommandRun run = dedupe("--report", temp.resolve("d.tsv").toString());
        assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err())
                .contains("magic mismatch")
                .contains("nothing was changed")
                .contains("cameo repair");
        assertThat(temp.resolve("d.tsv")).doesNotExist();
    }
}
