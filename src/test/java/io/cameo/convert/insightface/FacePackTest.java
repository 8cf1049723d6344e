package io.cameo.convert.insightface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.PackReport;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.face.DetectorKind;
import io.cameo.face.MissingModelException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Integrity;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs what {@code face2rec2.py} packed, and what it died of. */
class FacePackTest {
    private static final Path ALIGNED = Path.of("testdata/dataset/insightface");
    private static final Path SOURCES = Path.of("testdata/face");
    private static final Path RECORDS = Path.of("testdata/record/insightface");
    private static final FaceSettings STRUCTURE = FaceSettings.USUAL.withCheck(FaceSettings.Check.STRUCTURE);
    /** The original fits in float32: the matrices differ in the seventh digit, and here and there a pixel's level does. */
    private static final int MOST_LEVELS = 12;

    @TempDir
    Path temp;

    private Path rec;

    @BeforeEach
    void setUp() {
        rec = temp.resolve("train.rec");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void alignedFilesGiveTheBytesOfTheOriginal(int workers) throws IOException {
        FacePackReport report = FacePack.from(ALIGNED.resolve("A.lst"))
                .root(ALIGNED)
                .settings(STRUCTURE)
                .workers(workers)
                .writeTo(rec);
        assertThat(report.run().complete()).isTrue();
        assertThat(rec).hasSameBinaryContentAs(RECORDS.resolve("A.rec"));
        assertThat(temp.resolve("train.idx")).hasSameBinaryContentAs(RECORDS.resolve("A.idx"));
        assertThat(Files.readAllLines(temp.resolve("train.lst")))
                .isEqualTo(Files.readAllLines(ALIGNED.resolve("A.lst")));
        assertThat(report.origins()).isEqualTo(new FaceOrigins(10, 0, 0, 0, 0));
    }

    @Test
    void landmarksGiveTheRecordsOfTheOriginal() throws IOException {
        FacePackReport report = FacePack.from(ALIGNED.resolve("A2.lst"))
                .root(bothFolders())
                .noErrorLimit()
                .writeTo(rec);
        // Two lines without landmarks, which the original passes over without a word.
        assertThat(rejects()).hasSize(3).anyMatch(line -> line.contains("src/00.jpg"));
        assertThat(report.origins()).isEqualTo(new FaceOrigins(1, 13, 0, 0, 0));
        assertThat(rejects().getLast()).contains("src/01.jpg").contains("no detector");
        assertThat(temp.resolve("train.idx")).exists();
        List<RecordContent> golden = contents(RECORDS.resolve("A2.rec"));
        List<RecordContent> ours = contents(rec);
        assertThat(ours).hasSameSizeAs(golden);
        for (int i = 0; i < golden.size(); i++) {
            assertThat(ours.get(i).labels()).containsExactly(golden.get(i).labels());
            assertThat(ours.get(i).id()).isEqualTo(golden.get(i).id());
            assertThat(mostLevels(ours.get(i).pixels(), golden.get(i).pixels())).isLessThanOrEqualTo(MOST_LEVELS);
        }
    }

    @ParameterizedTest
    @EnumSource(FaceLayout.class)
    void everyLayoutReadsBack(FaceLayout layout) throws IOException {
        FacePack.from(ALIGNED.resolve("A.lst"))
                .root(ALIGNED)
                .settings(STRUCTURE)
                .layout(layout)
                .writeTo(rec);
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.layout()).isEqualTo(layout);
            assertThat(faces.images()).isEqualTo(10);
        }
        assertThat(Files.exists(temp.resolve("train.idx"))).isEqualTo(layout != FaceLayout.D);
    }

    @Test
    void alignedFileOfAnotherSizeIsRejected() throws IOException {
        FacePackReport report = FacePack.from(write("1\tsrc/00.jpg\t0"))
                .root(SOURCES)
                .noErrorLimit()
                .writeTo(rec);
        assertThat(report.run().end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(rec).doesNotExist();
        assertThat(rejects()).anyMatch(line -> line.contains("aligned image has another size: expected=112x112"));
    }

    @Test
    void everyBadLineHasItsReason() throws IOException {
        Path list = write(
                "0\tsrc/00.jpg\t0",
                "0\tsrc/00.jpg\t0\t1\t1\t9\t9\tnan\t1\t1\t1\t1\t1\t1\t1\t1\t1",
                "0\tsrc/00.jpg\t0\t1\t1\t9\t9\t5\t5\t5\t5\t5\t5\t5\t5\t5\t5",
                "0\tsrc/00.jpg\t0\t1\t1\t9\t9\t-9\t-8\t-7\t-6\t-5\t-9\t-8\t-1\t-6\t-5",
                "0\tsrc/none.jpg\t0\t1\t1\t9\t9\t1\t2\t3\t4\t5\t6\t7\t8\t9\t1",
                "0\tsrc/00.jpg",
                "0\tsrc/00.jpg\t7\t72\t47\t332\t321\t162.7933\t272.3195\t214.2113\t168.6678\t254.1872\t137.7539"
                        + "\t142.3872\t201.8805\t260.9900\t260.9021");
        FacePackReport report = FacePack.from(list).root(SOURCES).noErrorLimit().writeTo(rec);
        assertThat(report.run().packed()).isEqualTo(1);
        assertThat(report.run().rejected()).isEqualTo(6);
        assertThat(rejects().get(1)).contains("neither aligned nor with landmarks");
        assertThat(rejects().get(2)).containsIgnoringCase("nan");
        assertThat(rejects().get(3)).contains("points");
        assertThat(rejects().get(4)).contains("no landmark lies in the image");
        assertThat(rejects().get(5)).contains("no such file");
        assertThat(rejects().get(6)).contains(":6").contains("not a line of a list");
        try (FaceRecords faces = FaceRecords.open(rec)) {
            assertThat(faces.label(0)).isEqualTo(7);
        }
    }

    @Test
    void folderOfPeopleIsPackedInOrder() throws IOException {
        Path people = temp.resolve("people");
        for (String name : List.of("b/2.jpg", "a/1.jpg", "b/1.jpg")) {
            Files.createDirectories(people.resolve(name).getParent());
            Files.copy(ALIGNED.resolve("img/0_00.jpg"), people.resolve(name));
        }
        FacePackReport report = FacePack.from(people).settings(STRUCTURE).writeTo(rec);
        assertThat(report.run().packed()).isEqualTo(3);
        assertThat(Files.readAllLines(temp.resolve("train.lst")))
                .containsExactly("1\ta/1.jpg\t0", "1\tb/1.jpg\t1", "1\tb/2.jpg\t1");
        assertThat(temp.resolve("property")).content().startsWith("2,");
    }

    @Test
    void sourceListBesideTheOutputStays() throws IOException {
        Path list = temp.resolve("train.lst");
        Files.writeString(list, "0\tsrc/none.jpg\t0\n" + Files.readString(ALIGNED.resolve("A2.lst")));
        String before = Files.readString(list);
        FacePackReport report =
                FacePack.from(list).root(bothFolders()).noErrorLimit().writeTo(rec);
        assertThat(report.run().rejected()).isEqualTo(3);
        assertThat(report.list()).isNull();
        assertThat(list).content().isEqualTo(before);
    }

    @Test
    void imagesWithoutFaceAreCutFromTheirMiddleOnRequest() throws IOException {
        FacePackReport report = FacePack.from(write("0\tsrc/00.jpg\t0"))
                .root(SOURCES)
                .settings(FaceSettings.USUAL.withNoFace(FaceSettings.NoFace.CENTRE_CROP))
                .writeTo(rec);
        assertThat(report.origins().centreCrops()).isEqualTo(1);
        assertThat(contents(rec).getFirst().pixels()).hasSize(112 * 112 * 3);
    }

    @Test
    void missingModelIsSaidBeforeAnythingIsWritten() {
        FacePack job = FacePack.from(ALIGNED.resolve("A2.lst"))
                .root(SOURCES)
                .settings(FaceSettings.USUAL.withDetector(DetectorKind.MTCNN, temp.resolve("models")));
        assertThatThrownBy(() -> job.writeTo(rec))
                .isInstanceOf(MissingModelException.class)
                .hasMessageContaining("det1.caffemodel");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void stoppedRunGoesOnToTheSameBytes() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Files.readAllLines(ALIGNED.resolve("A2.lst")).stream()
                    .filter(line -> line.split("\t", -1).length > 7)
                    .forEach(lines::add);
        }
        lines.add(100, "0\tsrc/none.jpg\t0\t1\t1\t9\t9\t1\t2\t3\t4\t5\t6\t7\t8\t9\t1");
        Path list = write(lines.toArray(String[]::new));
        Path whole = temp.resolve("whole.rec");
        FacePack.from(list).root(SOURCES).noErrorLimit().writeTo(whole);
        PackReport first =
                FacePack.from(list).root(SOURCES).batchSize(20).writeTo(rec).run();
        assertThat(first.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(rec).doesNotExist();
        FacePack asBefore = FacePack.from(list).root(SOURCES).resume(true);
        assertThatThrownBy(() -> asBefore.writeTo(rec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("higher");
        PackReport second = FacePack.from(list)
                .root(SOURCES)
                .resume(true)
                .errorLimit(1)
                .writeTo(rec)
                .run();
        assertThat(second.resumedAt()).isEqualTo(101);
        assertThat(second.complete()).isTrue();
        assertThat(rec).hasSameBinaryContentAs(whole);
        assertThat(temp.resolve("train.ids")).exists();
    }

    @Test
    void changedFolderIsNotResumed() throws IOException {
        Path all = temp.resolve("people");
        Path people = Files.createDirectories(all.resolve("a"));
        for (int i = 0; i < 200; i++) {
            Files.copy(ALIGNED.resolve("img/0_00.jpg"), people.resolve((100 + i) + ".jpg"));
        }
        Files.write(people.resolve("150.jpg"), new byte[0]);
        FacePack stopped = FacePack.from(all).settings(STRUCTURE);
        assertThat(stopped.writeTo(rec).run().end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        Files.move(people.resolve("100.jpg"), people.resolve("zzz.jpg"));
        FacePack again = FacePack.from(all).settings(STRUCTURE).resume(true).errorLimit(1);
        assertThatThrownBy(() -> again.writeTo(rec))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the source is not the same any more");
    }

    /** The golden list names aligned crops and photographs, which lie in two folders here. */
    private Path bothFolders() throws IOException {
        Path root = Files.createDirectories(temp.resolve("root"));
        for (Path folder : List.of(SOURCES.resolve("src"), ALIGNED.resolve("img"))) {
            Path copy = Files.createDirectories(root.resolve(folder.getFileName()));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return root;
    }

    private Path write(String... lines) throws IOException {
        return Files.write(temp.resolve("in.lst"), List.of(lines));
    }

    private List<String> rejects() throws IOException {
        return Files.readAllLines(temp.resolve("train.rejects.tsv"));
    }

    /** A record as it is compared: header, and the pixels of the image if it has one. */
    @SuppressWarnings("ArrayRecordComponent") // compared element by element
    private record RecordContent(long id, float[] labels, byte[] pixels) {}

    private static List<RecordContent> contents(Path rec) throws IOException {
        List<RecordContent> all = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec);
                ImageCodec codec = ImageCodec.create()) {
            RecordReader reader = file.reader();
            RecordView view = new RecordView();
            while (reader.next(view)) {
                float[] labels = new float[view.labelCount()];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = view.label(i);
                }
                byte[] pixels = new byte[0];
                if (view.payloadLength() > 0) {
                    assertThat(Integrity.fault(view.payload())).isEmpty();
                    Image image = codec.decode(view.payload(), ColorMode.COLOR);
                    pixels = image.toBytes();
                }
                all.add(new RecordContent(view.id(), labels, pixels));
            }
        }
        return all;
    }

    private static int mostLevels(byte[] a, byte[] b) {
        assertThat(a).hasSameSizeAs(b);
        int most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(Byte.toUnsignedInt(a[i]) - Byte.toUnsignedInt(b[i])));
        }
        return most;
    }
}
