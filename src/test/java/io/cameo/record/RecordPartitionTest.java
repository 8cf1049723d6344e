package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The partitions that the real ImageRecordIter read, and what must hold of any. */
class RecordPartitionTest {
    @Test
    void partsByBytesAreThoseThatImageRecordIterReads() throws IOException {
        JsonNode plain = Golden.json("parts.json").get("plain");
        assertThat(plain.size()).isGreaterThan(10);
        try (RecordFile file = RecordFile.open(Golden.file("parts.rec"))) {
            for (Map.Entry<String, JsonNode> parts : plain.properties()) {
                for (JsonNode part : parts.getValue()) {
                    int rank = part.get("part").asInt();
                    assertThat(keys(List.of(file), rank, Integer.parseInt(parts.getKey())))
                            .as("part %d of %s", rank, parts.getKey())
                            .isEqualTo(longs(part.get("keys")));
                }
            }
        }
    }

    @Test
    void partsByCountAreThoseThatImageRecordIterReadsWithAnIndex() throws IOException {
        JsonNode indexed = Golden.json("parts.json").get("indexed");
        assertThat(indexed.size()).isGreaterThan(10);
        try (RecordFile file = RecordFile.open(Golden.file("parts.rec"))) {
            for (Map.Entry<String, JsonNode> parts : indexed.properties()) {
                for (JsonNode part : parts.getValue()) {
                    if (!part.has("keys")) {
                        continue; // MXNet hung on it
                    }
                    RecordPartition.Range range = RecordPartition.byCount(
                            file.size(), part.get("part").asInt(), Integer.parseInt(parts.getKey()));
                    List<Long> keys = new ArrayList<>();
                    for (int i = range.beginRecord(); i < range.endRecord(); i++) {
                        keys.add(file.index().key(i));
                    }
                    assertThat(keys).isEqualTo(longs(part.get("keys")));
                }
            }
        }
    }

    @Test
    void aRankBeyondTheLastRecordGetsNothing() {
        assertThat(RecordPartition.byCount(61, 17, 20)).isEqualTo(new RecordPartition.Range(61, 61));
        assertThat(RecordPartition.byCount(0, 0, 3)).isEqualTo(new RecordPartition.Range(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RecordPartition.byCount(61, 20, 20));
    }

    @Test
    void severalFilesAreCutAsOneAndNoRecordIsLostOrReadTwice() throws IOException {
        try (RecordFile parts = RecordFile.open(Golden.file("parts.rec"));
                RecordFile raw = RecordFile.open(Golden.file("raw.rec"));
                RecordFile empty = RecordFile.open(Golden.file("empty.rec"));
                RecordFile header = RecordFile.open(Golden.file("header.rec"))) {
            List<RecordFile> files = List.of(parts, empty, raw, header);
            List<Long> whole = keys(files, 0, 1);
            assertThat(whole).hasSize(parts.size() + raw.size() + header.size());
            for (int n = 1; n < 150; n += n < 20 ? 1 : 13) {
                List<Long> union = new ArrayList<>();
                for (int rank = 0; rank < n; rank++) {
                    union.addAll(keys(files, rank, n));
                }
                assertThat(union).as("%d parts", n).isEqualTo(whole);
            }
        }
    }

    @Test
    void aFileThatIsNoMultipleOfFourLongIsRefused(@TempDir Path temp) throws IOException {
        Path odd = Files.write(temp.resolve("odd.rec"), new byte[7]);
        try (RecordFile file = RecordFile.open(odd)) {
            assertThatThrownBy(() -> RecordPartition.byBytes(List.of(file), 0, 1))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("multiple of 4");
        }
    }

    private static List<Long> keys(List<RecordFile> files, int rank, int parts) {
        List<Long> keys = new ArrayList<>();
        RecordView view = new RecordView();
        for (RecordPartition.Span span : RecordPartition.byBytes(files, rank, parts)) {
            RecordReader reader = files.get(span.file()).reader(span.beginBytes(), span.endBytes());
            while (reader.next(view)) {
                keys.add(view.key());
            }
        }
        return keys;
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> out = new ArrayList<>();
        array.forEach(node -> out.add(node.asLong()));
        return out;
    }
}
