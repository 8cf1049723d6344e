package io.cameo.dataset.insightface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.dataset.insightface.FaceRecords.Grouping;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndexWriter;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.Watch;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what InsightFace's scripts wrote. */
class FaceRecordsGoldenTest {
    @TempDir
    Path folder;

    private static List<List<Integer>> imagesById(FaceRecords faces) {
        List<List<Integer>> all = new ArrayList<>();
        for (int identity = 0; identity < faces.identities(); identity++) {
            List<Integer> images = new ArrayList<>();
            for (int n = 0; n < faces.count(identity); n++) {
                images.add(faces.image(identity, n));
            }
            all.add(images);
        }
        return all;
    }

    private static void assertIsA(FaceRecords faces) {
        assertThat(faces.layout()).isEqualTo(FaceLayout.A);
        assertThat(faces.images()).isEqualTo(10);
        assertThat(faces.identities()).isEqualTo(4);
        assertThat(faces.runs()).isEqualTo(6);
        assertThat(faces.identityRecords()).isEqualTo(6);
        assertThat(imagesById(faces)).containsExactly(List.of(0, 1, 2, 8), List.of(3, 4, 9), List.of(5), List.of(6, 7));
        RecordView view = new RecordView();
        for (int i = 0; i < 10; i++) {
            assertThat(faces.key(i)).isEqualTo(i + 1);
            faces.read(i, view);
            assertThat(view.id()).isEqualTo(i + 1);
            assertThat(faces.label(i)).isEqualTo(view.label(0));
            assertThat(view.payloadLength()).isGreaterThan(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void layoutAWithAndWithoutItsIndex(boolean withIdx) throws IOException {
        Path rec = FaceSets.copy(folder, "A", withIdx);
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.hasIds()).isFalse();
            assertIsA(faces);
            faces.writeIds();
        }
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.hasIds()).isTrue();
            assertThat(faces.idsAreSound()).isTrue();
            assertIsA(faces);
        }
        writeCix(rec);
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.hasIds())
                    .as("of a time without cix, so it proves nothing")
                    .isFalse();
            assertThat(faces.file().cix()).isNotNull();
            assertIsA(faces);
        }
    }

    private static void writeCix(Path rec) throws IOException {
        try (RecordFile file = RecordFile.open(rec);
                RecordIndexWriter writer = RecordIndexWriter.create(rec, false)) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            while (reader.next(view)) {
                writer.add(file.hasIndexFile() ? view.key() : view.id(), view);
            }
            writer.commit();
        }
    }

    @Test
    void anIndexSortedByKeyGivesTheSame() throws IOException {
        Path rec = FaceSets.copy(folder, "A", true);
        Path idx = IdsFile.besides(rec, ".idx");
        List<String> lines = new ArrayList<>(Files.readAllLines(idx));
        lines.sort((a, b) -> Integer.compare(key(a), key(b)));
        Files.write(idx, lines);
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertIsA(faces);
            faces.writeIds();
        }
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.hasIds()).isTrue();
            assertIsA(faces);
        }
    }

    private static int key(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf('\t')));
    }

    @Test
    void byRunItHasAsManyIdentitiesAsIdentityRecords() throws IOException {
        Path rec = FaceSets.copy(folder, "A", true);
        for (int round = 0; round < 2; round++) {
            try (FaceRecords faces = FaceRecords.open(rec, Grouping.BY_RUN, Watch.NONE)) {
                assertThat(faces.hasIds()).isEqualTo(round == 1);
                assertThat(imagesById(faces))
                        .containsExactly(
                                List.of(0, 1, 2), List.of(3, 4), List.of(5), List.of(6, 7), List.of(8), List.of(9));
                assertThat(faces.find(1)).as("the first of two").isEqualTo(1);
                assertThat(faces.labelOf(5)).isEqualTo(1);
                for (int run = 0; run < 6; run++) {
                    RecordView record = new RecordView();
                    faces.file().find(11 + run, record);
                    assertThat(record.label(0)).isEqualTo((float) faces.key(faces.image(run, 0)));
                }
            }
            try (FaceRecords faces = FaceRecords.open(rec)) {
                faces.writeIds();
            }
        }
    }

    @Test
    void layoutAMadeFromUnalignedFaces() throws IOException {
        try (FaceRecords faces = FaceRecords.open(FaceSets.copy(folder, "A2", true))) {
            assertThat(faces.layout()).isEqualTo(FaceLayout.A);
            assertThat(faces.images()).isEqualTo(14);
            assertThat(faces.identityRecords()).isEqualTo(8);
            List<Long> labels = new ArrayList<>();
            for (int i = 0; i < faces.images(); i++) {
                labels.add((long) faces.label(i));
            }
            assertThat(labels)
                    .isEqualTo(FaceSets.lines("A2.lst").stream()
                            .map(face -> face.label())
                            .toList());
            assertThat(faces.find(97)).isEqualTo(6);
            assertThat(faces.find(98)).isEqualTo(-1);
            assertThat(faces.find(0.5)).isEqualTo(-1);
        }
    }

    @Test
    void layoutsCAndDDifferInTheIndex() throws IOException {
        Path rec = FaceSets.copy(folder, "C", true);
        for (FaceLayout layout : List.of(FaceLayout.C, FaceLayout.D)) {
            try (FaceRecords faces = FaceRecords.open(rec)) {
                assertThat(faces.layout()).isEqualTo(layout);
                assertThat(faces.images()).isEqualTo(10);
                assertThat(faces.identityRecords()).isZero();
                assertThat(faces.key(7)).isEqualTo(7);
                assertThat(imagesById(faces))
                        .containsExactly(List.of(0, 1, 2, 8), List.of(3, 4, 9), List.of(5), List.of(6, 7));
            }
            FaceSets.drop(rec, ".idx");
        }
    }

    @Test
    void recordsInSeveralPartsAreWhole() throws IOException {
        JsonNode contents = new ObjectMapper()
                .readTree(FaceSets.GOLDEN.resolve("E.payloads.json").toFile());
        try (FaceRecords faces = FaceRecords.open(FaceSets.copy(folder, "E", true))) {
            assertThat(faces.layout()).isEqualTo(FaceLayout.C);
            assertThat(faces.images()).isEqualTo(contents.size());
            for (int i = 0; i < faces.images(); i++) {
                byte[] payload = faces.at(i).payload().toArray(ValueLayout.JAVA_BYTE);
                assertThat(HexFormat.of().formatHex(payload))
                        .isEqualTo(contents.get(i).asText());
            }
        }
    }
}
