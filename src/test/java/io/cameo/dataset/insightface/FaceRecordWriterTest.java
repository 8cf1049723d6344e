package io.cameo.dataset.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.insightface.FaceRecordWriter.Checkpoint;
import io.cameo.dataset.insightface.FaceRecordWriter.Options;
import io.cameo.lst.FaceLine;
import io.cameo.record.IrHeader;
import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceRecordWriterTest {
    @TempDir
    Path folder;

    private static final Options A = Options.of(FaceLayout.A);

    private Path rec() {
        return folder.resolve("train.rec");
    }

    private static void assertSame(Path actual, Path golden) throws IOException {
        assertThat(Files.readAllBytes(actual)).as(golden.toString()).isEqualTo(Files.readAllBytes(golden));
    }

    @Test
    void layoutAIsFace2rec2ByteForByte() throws IOException {
        FaceWriteReport report;
        try (FaceRecordWriter writer =
                FaceRecordWriter.create(rec(), A.withList().withProperty(112, 112))) {
            for (FaceLine face : FaceSets.lines("A.lst")) {
                byte[] jpeg = Files.readAllBytes(FaceSets.GOLDEN.resolve(face.path()));
                writer.write(face, MemorySegment.ofArray(jpeg));
            }
            report = writer.commit();
        }
        assertSame(rec(), FaceSets.RECORDS.resolve("A.rec"));
        assertSame(folder.resolve("train.idx"), FaceSets.RECORDS.resolve("A.idx"));
        assertSame(folder.resolve("train.lst"), FaceSets.GOLDEN.resolve("A.lst"));
        assertSame(folder.resolve("property"), FaceSets.GOLDEN.resolve("A.property"));
        assertThat(report).isEqualTo(new FaceWriteReport(10, 4, 6, 2, 0, 0, 4, 46_668));
        assertThat(report.isExact()).isFalse();
        assertThat(FaceSets.names(folder))
                .containsExactly("property", "train.cix", "train.ids", "train.idx", "train.lst", "train.rec");
    }

    @Test
    void cropsThatWereMadeOnTheWayGiveTheSameLayout() throws IOException {
        try (FaceRecords golden = FaceRecords.open(FaceSets.copy(folder, "A2", true));
                FaceRecordWriter writer =
                        FaceRecordWriter.create(rec(), A.withCompat().withProperty(112, 112))) {
            List<FaceLine> faces = FaceSets.lines("A2.lst");
            for (int i = 0; i < faces.size(); i++) {
                writer.write(faces.get(i), golden.at(i).payload());
            }
            assertThat(writer.commit().classes()).isEqualTo(98);
        }
        assertSame(rec(), FaceSets.RECORDS.resolve("A2.rec"));
        assertSame(folder.resolve("train.idx"), FaceSets.RECORDS.resolve("A2.idx"));
    }

    @Test
    void layoutCIsMxnetsByteForByte() throws IOException {
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), Options.of(FaceLayout.C))) {
            for (FaceLine face : FaceSets.lines("A.lst")) {
                byte[] jpeg = Files.readAllBytes(FaceSets.GOLDEN.resolve(face.path()));
                writer.write(face, MemorySegment.ofArray(jpeg));
            }
            assertThat(writer.commit().identityRecords()).isZero();
        }
        assertSame(rec(), FaceSets.RECORDS.resolve("C.rec"));
        assertSame(folder.resolve("train.idx"), FaceSets.RECORDS.resolve("C.idx"));
    }

    /** No golden: written here as the format page says, by the plain record writer. */
    @Test
    void layoutBHasItsIdentitiesBeforeRecordZero() throws IOException {
        FaceSets.write(rec(), Options.of(FaceLayout.B), 5, 5, 9);
        Path expected = folder.resolve("expected.rec");
        try (RecordWriter writer = RecordWriter.create(expected)) {
            MemorySegment nothing = MemorySegment.ofArray(new byte[0]);
            writer.write(1, IrHeader.scalar(5, 1), FaceSets.payload(0));
            writer.write(2, IrHeader.scalar(5, 2), FaceSets.payload(1));
            writer.write(3, IrHeader.scalar(9, 3), FaceSets.payload(2));
            writer.write(4, IrHeader.vector(new float[] {1, 3}, 4), nothing);
            writer.write(5, IrHeader.vector(new float[] {3, 4}, 5), nothing);
            writer.write(0, IrHeader.vector(new float[] {4, 6}, 0).withId2(1), nothing);
            writer.commit();
        }
        assertSame(rec(), expected);
        assertSame(RecordIndex.besides(rec()), RecordIndex.besides(expected));
    }

    @Test
    void layoutDHasNoIdxAndReadsBack() throws IOException {
        FaceSets.write(rec(), Options.of(FaceLayout.D), 1, 0, 1);
        assertThat(FaceSets.names(folder)).containsExactly("train.cix", "train.ids", "train.rec");
        for (String gone : new String[] {"", ".ids", ".cix"}) {
            FaceSets.drop(rec(), gone.isEmpty() ? ".none" : gone);
            try (FaceRecords faces = FaceRecords.open(rec())) {
                assertThat(faces.layout()).as("without %s", gone).isEqualTo(FaceLayout.D);
                assertThat(faces.image(1, 1)).isEqualTo(2);
            }
        }
    }

    private List<List<Float>> metaRecords(Options options, long... labels) throws IOException {
        FaceSets.write(rec(), options, labels);
        List<List<Float>> meta = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec())) {
            for (int i = labels.length; i < file.size(); i++) {
                Record record = file.at(i);
                meta.add(List.of(
                        (float) record.key(),
                        record.header().label(0),
                        record.header().label(1)));
            }
        }
        return meta;
    }

    @Test
    void labelMinusOneAtTheStartIsALabelUnlessCompatible() throws IOException {
        assertThat(metaRecords(A, -1, -1, 4))
                .containsExactly(List.of(0f, 4f, 6f), List.of(4f, 1f, 3f), List.of(5f, 3f, 4f));
        assertThat(metaRecords(A.withCompat(), -1, -1, 4)).containsExactly(List.of(0f, 4f, 5f), List.of(4f, 3f, 4f));
        assertThat(metaRecords(A.withCompat(), -1, -1)).containsExactly(List.of(0f, 3f, 4f), List.of(3f, -1f, 3f));
        assertThat(metaRecords(A.withCompat(), 4, -1, -1))
                .containsExactly(List.of(0f, 4f, 6f), List.of(4f, 1f, 2f), List.of(5f, 2f, 4f));
        assertThat(metaRecords(A)).containsExactly(List.of(0f, 1f, 1f));
        assertThat(metaRecords(A.withCompat())).containsExactly(List.of(0f, 1f, 2f), List.of(1f, -1f, 1f));
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(faces.images()).isZero();
        }
    }

    @Test
    void labelsBeyondFloat32StayExactInTheIds() throws IOException {
        long big = 16_777_217;
        FaceWriteReport report = FaceSets.write(rec(), A, big - 1, big, 1L << 53, big);
        assertThat(report.roundedLabels()).isEqualTo(2);
        assertThat(report.splitIdentities()).isEqualTo(1);
        assertThat(report.classes()).isEqualTo((1L << 53) + 1);
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(faces.identities()).isEqualTo(3);
            assertThat(faces.label(1)).isEqualTo((double) big);
            assertThat(faces.find((double) big)).isEqualTo(1);
            assertThat(faces.count(1)).isEqualTo(2);
        }
        FaceSets.drop(rec(), ".ids");
        try (FaceRecords faces = FaceRecords.open(rec())) {
            assertThat(faces.identities()).as("what the records say").isEqualTo(2);
            assertThat(faces.label(1)).isEqualTo(16_777_216);
        }
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), A)) {
            assertThatThrownBy(() -> writer.write(FaceSets.face(0, (1L << 53) + 1), FaceSets.payload(0)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.write(FaceSets.face(0, Long.MIN_VALUE), FaceSets.payload(0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The numbers of issue 1589 of deepinsight/insightface. */
    @Test
    void rangesAreRoundedAsTheOriginalRoundsThem() throws IOException {
        try (RecordWriter writer = RecordWriter.create(rec())) {
            IdentityRecords records = new IdentityRecords(writer, 0, i -> 0, false);
            assertThat(records.pair(17_186_135, 42_474_558, 1).labels()).containsExactly(17_186_136f, 42_474_560f);
            assertThat(records.pair(1, 16_777_216, 1).labels()).containsExactly(1f, 16_777_216f);
            assertThat(records.rounded()).isEqualTo(1);
        }
    }

    @Test
    void aResumedRunGivesTheBytesOfOne() throws IOException {
        long[] labels = new long[500];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = 16_777_200L + i / 3 % 100;
        }
        for (FaceLayout layout : FaceLayout.values()) {
            Options options = Options.of(layout).withList().withProperty(112, 96);
            Path wholeFolder = Files.createDirectories(folder.resolve("whole" + layout));
            Path whole = wholeFolder.resolve("x.rec");
            Path partsFolder = Files.createDirectories(folder.resolve("parts" + layout));
            Path parts = partsFolder.resolve("x.rec");
            FaceWriteReport report = FaceSets.write(whole, options, labels);
            Checkpoint at = new Checkpoint(new RecordWriter.Checkpoint(0, 0, 0), 0);
            assertThat(FaceRecordWriter.canResume(parts, options, at)).isFalse();
            try (FaceRecordWriter writer = FaceRecordWriter.create(parts, options)) {
                for (int i = 0; i < 300; i++) {
                    writer.write(FaceSets.face(i, labels[i]), FaceSets.payload(i));
                    at = i == 199 ? writer.checkpoint() : at;
                }
            }
            assertThat(FaceRecordWriter.canResume(parts, options, at)).isTrue();
            try (FaceRecordWriter writer = FaceRecordWriter.resume(parts, options, at)) {
                assertThat(writer.images()).isEqualTo(200);
                for (int i = 200; i < labels.length; i++) {
                    writer.write(FaceSets.face(i, labels[i]), FaceSets.payload(i));
                }
                assertThat(writer.commit()).isEqualTo(report);
            }
            assertThat(FaceSets.names(partsFolder)).isEqualTo(FaceSets.names(wholeFolder));
            for (String name : FaceSets.names(wholeFolder)) {
                assertSame(parts.resolveSibling(name), whole.resolveSibling(name));
            }
            assertThat(FaceRecordWriter.canResume(parts, options, at)).isFalse();
        }
    }

    @Test
    void nothingIsLeftOfWhatWasNotCommitted() throws IOException {
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), A.withList())) {
            writer.write(FaceSets.face(0, 1), FaceSets.payload(0));
        }
        assertThat(FaceSets.names(folder)).isEmpty();
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), A.withList())) {
            writer.write(FaceSets.face(0, 1), FaceSets.payload(0));
            writer.checkpoint();
            writer.discard();
        }
        assertThat(FaceSets.names(folder)).isEmpty();
    }

    @Test
    void aPathThatNoListCanHoldWritesNothing() throws IOException {
        try (FaceRecordWriter writer = FaceRecordWriter.create(rec(), A.withList())) {
            assertThatThrownBy(() -> writer.write(FaceLine.of(true, "a\tb", 1), FaceSets.payload(0)))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.write(FaceSets.face(0, 1), FaceSets.payload(0));
            assertThat(writer.commit().images()).isEqualTo(1);
        }
        try (FaceRecords faces = FaceRecords.open(rec())) {
            RecordView view = new RecordView();
            faces.read(0, view);
            assertThat(view.id()).isEqualTo(1);
            assertThat(view.label(1)).as("aligned").isEqualTo(1);
        }
    }
}
