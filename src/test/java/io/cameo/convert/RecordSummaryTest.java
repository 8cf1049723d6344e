package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.convert.RecordSummary.IndexState;
import io.cameo.convert.RecordSummary.KeyKind;
import io.cameo.convert.RecordSummary.Layout;
import io.cameo.image.ImageKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSummaryTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    /** The manifest was written by the program that made the files. */
    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str"})
    void countsWhatTheManifestSays(String name) throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(GOLDEN.resolve("manifest.json").toFile())
                .get("files")
                .get(name + ".rec");
        RecordSummary summary = RecordSummary.of(GOLDEN.resolve(name + ".rec"));
        long parts = 0;
        long multi = 0;
        for (JsonNode record : golden.get("records")) {
            parts += record.get("physical_parts").asLong();
            multi += record.get("physical_parts").asLong() > 1 ? 1 : 0;
        }
        assertThat(summary.damage()).isNull();
        assertThat(summary.isSound()).isTrue();
        assertThat(summary.sizeBytes()).isEqualTo(golden.get("size").asLong());
        assertThat(summary.records()).isEqualTo(golden.get("records").size());
        assertThat(summary.parts()).isEqualTo(parts);
        assertThat(summary.multiPartRecords()).isEqualTo(multi);
        assertThat(summary.index().state()).isEqualTo(IndexState.MATCHES);
        assertThat(summary.index().matched()).isEqualTo(summary.records());
    }

    /** An aligned magic word is always the head of a part. */
    @Test
    void countsParts() throws IOException {
        IntBuffer words = ByteBuffer.wrap(Files.readAllBytes(GOLDEN.resolve("parts.rec")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        long heads = 0;
        while (words.hasRemaining()) {
            heads += words.get() == 0xCED7230A ? 1 : 0;
        }
        RecordSummary summary = RecordSummary.of(GOLDEN.resolve("parts.rec"));
        assertThat(summary.parts()).isEqualTo(heads);
        assertThat(summary.records()).isEqualTo(61);
        assertThat(summary.multiPartRecords()).isPositive();
    }

    @Test
    void knowsInsightFace() throws IOException {
        RecordSummary summary = RecordSummary.of(GOLDEN.resolve("insightface.rec"));
        assertThat(summary.layout()).isEqualTo(Layout.INSIGHTFACE);
        assertThat(summary.insightFace()).isEqualTo(new RecordSummary.InsightFace(10, 13, 3));
        assertThat(summary.kinds()).isEqualTo(Map.of(ImageKind.JPEG, 9L));
        assertThat(summary.emptyPayloads()).isEqualTo(4);
        assertThat(summary.headers()).isEqualTo(new RecordSummary.Headers(9, 4, 0, Map.of(2, 4L)));
        assertThat(summary.labels()).isEqualTo(new RecordSummary.Labels(9, 0, 2, 3, false, 0));
        assertThat(summary.imageSizes().common()).containsExactly(new RecordSummary.ImageSize(112, 112, 9));
        assertThat(summary.keys())
                .isEqualTo(new RecordSummary.Keys(KeyKind.NUMBER, 13, "0", "12", 0, 12, true, true, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"parts, IM2REC", "raw, RAW", "keys_int, RAW", "keys_str, RAW", "header, OTHER", "empty, EMPTY"})
    void tellsLayouts(String name, Layout layout) throws IOException {
        assertThat(RecordSummary.of(GOLDEN.resolve(name + ".rec")).layout()).isEqualTo(layout);
    }

    @Test
    void tellsKeys() throws IOException {
        assertThat(RecordSummary.of(GOLDEN.resolve("keys_int.rec")).keys())
                .isEqualTo(new RecordSummary.Keys(KeyKind.NUMBER, 6, "5", "2", 0, 123456789012L, false, false, 0, 0));
        RecordSummary.Keys text =
                RecordSummary.of(GOLDEN.resolve("keys_str.rec")).keys();
        assertThat(text.kind()).isEqualTo(KeyKind.TEXT);
        assertThat(text.last()).isEqualTo("key with space");
        Path copy = copyParts();
        Files.delete(folder.resolve("parts.idx"));
        RecordSummary counted = RecordSummary.of(copy);
        assertThat(counted.keys())
                .isEqualTo(new RecordSummary.Keys(KeyKind.COUNTED, 61, "0", "60", 0, 60, true, true, 0, 0));
        assertThat(counted.index().state()).isEqualTo(IndexState.MISSING);
        assertThat(counted.isSound()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "bad_magic_rec20, 20, 19564",
        "cflag2_first_rec20, 20, 19564",
        "len_too_big_rec20, 21, 24524",
        "trunc_in_payload, 40, 39136",
        "zero_tail_4096, 61, 60352"
    })
    void stopsAtDamageAndKeepsWhatIsBefore(String name, long records, long offset) throws IOException {
        RecordSummary summary = RecordSummary.of(GOLDEN.resolve("corrupt/" + name + ".rec"));
        assertThat(summary.records()).isEqualTo(records);
        assertThat(summary.kinds()).isEqualTo(Map.of(ImageKind.JPEG, records));
        assertThat(Objects.requireNonNull(summary.damage()).offsetBytes()).isEqualTo(offset);
        assertThat(summary.isSound()).isFalse();
    }

    @Test
    void leavesEntriesBehindDamageUnchecked() throws IOException {
        Path rec = copyParts();
        Files.copy(GOLDEN.resolve("corrupt/bad_magic_rec20.rec"), folder.resolve("bad.rec"));
        Files.move(folder.resolve("parts.idx"), folder.resolve("bad.idx"));
        RecordSummary.Index index =
                RecordSummary.of(rec.resolveSibling("bad.rec")).index();
        assertThat(index.state()).isEqualTo(IndexState.MATCHES);
        assertThat(index.matched()).isEqualTo(20);
        assertThat(index.unchecked()).isEqualTo(41);
    }

    @Test
    void findsWhatIsWrongWithAnIndex() throws IOException {
        Path rec = copyParts();
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("parts.idx")));
        lines.remove(7); // a record without entry
        lines.set(10, "11\t9"); // an entry without record, and so another record without entry
        lines.add("99\t0"); // a second entry for the first record
        lines.add("3\t70000"); // an entry behind the end, with a key that is there already
        Files.write(folder.resolve("parts.idx"), lines);
        RecordSummary summary = RecordSummary.of(rec);
        RecordSummary.Index index = summary.index();
        assertThat(index.state()).isEqualTo(IndexState.STALE);
        assertThat(index.entries()).isEqualTo(62);
        assertThat(index.matched()).isEqualTo(59);
        assertThat(index.unindexed()).isEqualTo(2);
        assertThat(index.dangling()).isEqualTo(2);
        assertThat(index.aliases()).isEqualTo(1);
        assertThat(index.inFileOrder()).isFalse();
        assertThat(summary.keys().duplicates()).isEqualTo(1);
        assertThat(summary.isSound()).isFalse();
    }

    @Test
    void takesAnIndexInAnyOrder() throws IOException {
        long seed = System.nanoTime();
        Path rec = copyParts();
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("parts.idx")));
        Collections.shuffle(lines, new Random(seed));
        Files.write(folder.resolve("parts.idx"), lines);
        RecordSummary summary = RecordSummary.of(rec);
        assertThat(summary.index().state()).as("seed=%d", seed).isEqualTo(IndexState.MATCHES);
        assertThat(summary.index().matched()).isEqualTo(61);
        assertThat(summary.keys().dense()).isTrue();
        assertThat(summary.keys().idsDiffer()).as("seed=%d", seed).isZero();
    }

    @Test
    void anIndexThatCannotBeReadIsAFinding() throws IOException {
        Path rec = copyParts();
        Files.writeString(folder.resolve("parts.idx"), "0\t0\n1\tx\n");
        RecordSummary summary = RecordSummary.of(rec);
        assertThat(summary.index().state()).isEqualTo(IndexState.UNREADABLE);
        assertThat(summary.index().unreadable()).contains("offset=4");
        assertThat(summary.records()).isEqualTo(61);
        assertThat(summary.isSound()).isFalse();
    }

    @Test
    void survivesEveryTruncation() throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDEN.resolve("header.rec"));
        Path cut = folder.resolve("cut.rec");
        for (int length = 0; length < bytes.length; length += 4) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            RecordSummary summary = RecordSummary.of(cut);
            assertThat(summary.records()).as("length=%d", length).isLessThanOrEqualTo(21);
            assertThat(summary.sizeBytes()).isEqualTo(length);
        }
    }

    @Test
    void countsLabelsUpToALimit() {
        LabelCounts tally = new LabelCounts(1000);
        IntStream.range(0, 3000).forEach(i -> tally.add(i % 1500 - 5));
        tally.add(Float.NaN);
        RecordSummary.Labels labels = tally.summary();
        assertThat(labels).isEqualTo(new RecordSummary.Labels(3001, -5, 1494, 1000, true, 1));
    }

    @Test
    void countsZeroAndMinusZeroAsOneLabelAndAllNaNsAsOne() {
        LabelCounts tally = new LabelCounts(1000);
        tally.add(-0f);
        tally.add(0f);
        tally.add(Float.NaN);
        tally.add(Float.intBitsToFloat(0x7fc12345));
        assertThat(tally.summary()).isEqualTo(new RecordSummary.Labels(4, 0, 0, 2, false, 2));
    }

    private Path copyParts() throws IOException {
        Files.copy(GOLDEN.resolve("parts.idx"), folder.resolve("parts.idx"));
        return Files.copy(GOLDEN.resolve("parts.rec"), folder.resolve("parts.rec"));
    }
}
