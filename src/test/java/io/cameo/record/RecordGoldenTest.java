package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record of every file that MXNet wrote, read by key, by position and in sequence, and written back. */
class RecordGoldenTest {
    private static final String[] FILES = {"raw", "header", "insightface", "keys_int", "keys_str"};

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str"})
    void recordsAreFoundByKeyAndByPosition(String name) throws IOException {
        JsonNode records =
                Golden.json("manifest.json").get("files").get(name + ".rec").get("records");
        assertThat(records.size()).isGreaterThan(3);
        try (RecordFile file = RecordFile.open(Golden.file(name + ".rec"))) {
            assertThat(file.size()).isEqualTo(records.size());
            for (int i = 0; i < records.size(); i++) {
                JsonNode expected = records.get(i);
                check(file.at(i), expected);
                check(file.get(expected.get("key").asText()), expected);
                if (expected.get("key").isNumber()) {
                    check(file.get(expected.get("key").asLong()), expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str"})
    void readingInSequenceGivesTheSame(String name) throws IOException {
        JsonNode records =
                Golden.json("manifest.json").get("files").get(name + ".rec").get("records");
        try (RecordFile file = RecordFile.open(Golden.file(name + ".rec"));
                RecordFile bare = RecordFile.open(Golden.file(name + ".rec"), null)) {
            RecordReader reader = file.reader();
            RecordReader bareReader = bare.reader();
            for (JsonNode expected : records) {
                Record record = reader.next();
                assertThat(record).isNotNull();
                check(record, expected);
                Record bareRecord = bareReader.next();
                assertThat(bareRecord).isNotNull();
                assertThat(Golden.bytes(bareRecord.content())).isEqualTo(Golden.bytes(record.content()));
            }
            assertThat(reader.next()).isNull();
            assertThat(bareReader.next()).isNull();
            assertThat(bare.size()).isEqualTo(records.size());
        }
    }

    @Test
    void headersHaveTheFieldsThatMxnetSees() throws IOException {
        for (String name : new String[] {"header", "insightface"}) {
            JsonNode records =
                    Golden.json("manifest.json").get("files").get(name + ".rec").get("records");
            try (RecordFile file = RecordFile.open(Golden.file(name + ".rec"))) {
                for (int i = 0; i < records.size(); i++) {
                    JsonNode expected = records.get(i).get("irheader");
                    IrHeader header = file.at(i).header();
                    assertThat(Integer.toUnsignedLong(header.flag()))
                            .isEqualTo(expected.get("flag").asLong());
                    assertThat(bits(header.labelField()))
                            .isEqualTo(expected.get("header_label").get("bits").asText());
                    assertThat(Long.toUnsignedString(header.id()))
                            .isEqualTo(expected.get("id").asText());
                    assertThat(Long.toUnsignedString(header.id2()))
                            .isEqualTo(expected.get("id2").asText());
                    JsonNode labels = expected.get("labels");
                    assertThat(header.labelCount()).isEqualTo(labels.size());
                    for (int k = 0; k < labels.size(); k++) {
                        assertThat(bits(header.label(k)))
                                .isEqualTo(labels.get(k).get("bits").asText());
                    }
                    byte[] payload = Golden.bytes(file.at(i).payload());
                    assertThat(payload).hasSize(expected.get("payload_len").asInt());
                    assertThat(Golden.sha256(payload))
                            .isEqualTo(expected.get("payload_sha256").asText());
                }
            }
        }
    }

    @Test
    void writingTheSameRecordsGivesTheSameFiles(@TempDir Path temp) throws IOException {
        for (String name : FILES) {
            Path rec = temp.resolve(name + ".rec");
            try (RecordFile file = RecordFile.open(Golden.file(name + ".rec"));
                    RecordWriter writer = RecordWriter.create(rec)) {
                for (int i = 0; i < file.size(); i++) {
                    Record record = file.at(i);
                    if (file.index().hasTextKeys()) {
                        writer.write(record.keyText(), record.content());
                    } else {
                        writer.write(record.key(), record.content());
                    }
                }
                writer.commit();
            }
            assertThat(rec).hasSameBinaryContentAs(Golden.file(name + ".rec"));
            assertThat(temp.resolve(name + ".idx")).hasSameBinaryContentAs(Golden.file(name + ".idx"));
        }
    }

    @Test
    void writingHeaderAndPayloadApartGivesTheSameFile(@TempDir Path temp) throws IOException {
        Path rec = temp.resolve("header.rec");
        try (RecordFile file = RecordFile.open(Golden.file("header.rec"));
                RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < file.size(); i++) {
                writer.write(file.at(i).key(), file.at(i).header(), file.at(i).payload());
            }
            writer.commit();
        }
        assertThat(rec).hasSameBinaryContentAs(Golden.file("header.rec"));
    }

    @Test
    void anEmptyFileHasNoRecords(@TempDir Path temp) throws IOException {
        try (RecordFile file = RecordFile.open(Golden.file("empty.rec"))) {
            assertThat(file.size()).isZero();
            assertThat(file.reader().next()).isNull();
        }
        Path rec = temp.resolve("empty.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            writer.commit();
        }
        assertThat(Files.size(rec)).isZero();
        assertThat(Files.size(temp.resolve("empty.idx"))).isZero();
    }

    private static void check(Record record, JsonNode expected) {
        assertThat(record.keyText()).isEqualTo(expected.get("key").asText());
        assertThat(record.offsetBytes()).isEqualTo(expected.get("offset").asLong());
        assertThat(record.parts()).isEqualTo(expected.get("physical_parts").asInt());
        byte[] content = Golden.bytes(record.content());
        assertThat(content).hasSize(expected.get("record_len").asInt());
        assertThat(Golden.sha256(content))
                .isEqualTo(expected.get("record_sha256").asText());
    }

    private static String bits(float value) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(Float.floatToRawIntBits(value)));
    }
}
