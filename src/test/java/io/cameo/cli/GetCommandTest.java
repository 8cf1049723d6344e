package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetCommandTest {
    private static final String GOLDEN = "testdata/record/";

    @TempDir
    Path folder;

    private static CommandRun get(String... args) {
        return CommandRun.of(GetCommand::new, args);
    }

    /** Hashes from the program that wrote the files: of the whole content, header included. */
    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str"})
    void givesTheBytesThatWereWritten(String name) throws IOException, NoSuchAlgorithmException {
        JsonNode records = new ObjectMapper()
                .readTree(Path.of(GOLDEN, "manifest.json").toFile())
                .get("files")
                .get(name + ".rec")
                .get("records");
        assertThat(records).isNotEmpty();
        for (JsonNode record : records) {
            CommandRun run = get(GOLDEN + name + ".rec", record.get("key").asText(), "--content");
            assertThat(run.code()).isZero();
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(run.bytes());
            assertThat(HexFormat.of().formatHex(sha))
                    .isEqualTo(record.get("record_sha256").asText());
        }
    }

    @Test
    void writesThePayloadIntoAFile() throws IOException {
        Path out = folder.resolve("3.jpg");
        CommandRun run = get(GOLDEN + "insightface.rec", "3", "-o", out.toString());
        assertThat(run.code()).isZero();
        assertThat(run.bytes()).isEmpty();
        try (RecordFile file = RecordFile.open(Path.of(GOLDEN, "insightface.rec"))) {
            assertThat(out).hasBinaryContent(file.get(3).payload().toArray(ValueLayout.JAVA_BYTE));
        }
        assertThat(folder.toFile().list()).containsExactly("3.jpg");
    }

    @Test
    void findsByPlaceToo() throws IOException {
        try (RecordFile file = RecordFile.open(Path.of(GOLDEN, "keys_int.rec"))) {
            Record fourth = file.at(4);
            CommandRun run = get(GOLDEN + "keys_int.rec", "--at", "4", "--content");
            assertThat(run.bytes()).isEqualTo(fourth.content().toArray(ValueLayout.JAVA_BYTE));
            assertThat(run.bytes())
                    .isEqualTo(get(GOLDEN + "keys_int.rec", "123456789012", "--content")
                            .bytes());
        }
        assertThat(get(GOLDEN + "keys_int.rec", "--at", "6").err()).contains("position=6, records=6");
    }

    @Test
    void readsUpToDamage() {
        assertThat(get(GOLDEN + "corrupt/bad_magic_rec20.rec", "19").code()).isZero();
        CommandRun damaged = get(GOLDEN + "corrupt/bad_magic_rec20.rec", "20");
        assertThat(damaged.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(damaged.err()).contains("record magic mismatch").contains("offset=19564");
        assertThat(damaged.bytes()).isEmpty();
    }

    @Test
    void namesWhatIsThereInstead() {
        assertThat(get(GOLDEN + "insightface.rec", "99"))
                .satisfies(run -> assertThat(run.code()).isEqualTo(ExitCode.BAD_DATA))
                .extracting(CommandRun::err)
                .isEqualTo("cameo: no record with this key: file=testdata/record/insightface.rec, key=99, nearest=12,"
                        + " first=0, last=12\n");
        assertThat(get(GOLDEN + "keys_str.rec", "b/d").err())
                .endsWith("key=b/d, nearest=b/c.jpg, first=a, last=key with space\n");
        assertThat(get(GOLDEN + "empty.rec", "0").err()).endsWith("key=0, the index is empty\n");
        assertThat(get(GOLDEN + "corrupt/zero_tail_4096.rec", "x").err()).contains("record magic mismatch");
        assertThat(get(GOLDEN + "corrupt/jpeg_damaged_rec20.rec", "61").err())
                .endsWith("key=61, first=0, last=60, index=none, so records are counted\n");
    }

    @Test
    void printsTheHeader() throws IOException {
        CommandRun text = get(GOLDEN + "insightface.rec", "11", "--header");
        assertThat(text.out()).isEqualTo("""
            key       11
            position  11
            offset    56,972
            parts     1
            content   32 bytes
            flag      2
            labels    4 7
            id        11
            id2       0
            payload   0 bytes
            """);
        JsonNode json = get(GOLDEN + "header.rec", "9", "--header", "--json").json();
        assertThat(json.get("header").get("id").bigIntegerValue()).isEqualTo("9007199254740993");
        assertThat(json.get("header").get("id2").bigIntegerValue()).isEqualTo("18446744073709551615");
        JsonNode image = get(GOLDEN + "parts.rec", "0", "--header", "--json").json();
        assertThat(image.get("header").get("kind").asText()).isEqualTo("jpeg");
        assertThat(image.get("header").get("width_px").asInt()).isPositive();
        assertThat(get(GOLDEN + "raw.rec", "3", "--header", "--json")
                        .json()
                        .get("header")
                        .isNull())
                .isTrue();
    }

    @Test
    void keepsImagesOffTheTerminal() {
        CommandRun refused = CommandRun.of(GetCommand::new, true, GOLDEN + "insightface.rec", "3");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.bytes()).isEmpty();
        assertThat(refused.err()).contains("-o FILE");
        CommandRun insisted = CommandRun.of(GetCommand::new, true, GOLDEN + "insightface.rec", "3", "-o", "-");
        assertThat(insisted.bytes()).hasSizeGreaterThan(1000);
        CommandRun text = CommandRun.of(GetCommand::new, true, GOLDEN + "header.rec", "0");
        assertThat(text.out()).isEqualTo("payload" + text.out().substring(7));
        assertThat(text.code()).isZero();
    }

    @Test
    void neverOverwritesTheRecordFile() throws IOException {
        Path rec = Files.copy(Path.of(GOLDEN, "parts.rec"), folder.resolve("parts.rec"));
        Path idx = Files.copy(Path.of(GOLDEN, "parts.idx"), folder.resolve("parts.idx"));
        assertThat(get(rec.toString(), "0", "-o", rec.toString()).code()).isEqualTo(ExitCode.USAGE);
        assertThat(get(rec.toString(), "0", "-o", idx.toString()).code()).isEqualTo(ExitCode.USAGE);
        assertThat(rec).hasSameBinaryContentAs(Path.of(GOLDEN, "parts.rec"));
        assertThat(idx).hasSameBinaryContentAs(Path.of(GOLDEN, "parts.idx"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(get(GOLDEN + "parts.rec").code()).isEqualTo(ExitCode.USAGE);
        assertThat(get(GOLDEN + "parts.rec", "1", "--at", "1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(get(GOLDEN + "parts.rec", "1", "--json").code()).isEqualTo(ExitCode.USAGE);
        assertThat(get(GOLDEN + "parts.rec", "1", "--header", "--content").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(get(GOLDEN + "parts.rec", "1", "-o", folder.toString()).code())
                .isEqualTo(ExitCode.USAGE);
        CommandRun noHeader = get(GOLDEN + "raw.rec", "3");
        assertThat(noHeader.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(noHeader.err()).contains("--content gives all of it");
    }

    @Test
    void takesTextKeys() {
        assertThat(get(GOLDEN + "keys_str.rec", "ünï", "--content").bytes()).hasSize(21);
    }
}
