package io.cameo.lst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceLstReaderTest {
    private static final Path GOLDEN = Path.of("testdata/lst/faces");
    private static final double[] POINTS = {1, 3, 5, 7, 9, 2, 4, 6, 8, 10};

    @TempDir
    Path folder;

    private static List<FaceListLine> readAll(FaceLstReader reader) throws IOException {
        List<FaceListLine> lines = new ArrayList<>();
        try (reader) {
            for (FaceListLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private List<FaceListLine> read(String text, FaceDialect dialect) throws IOException {
        Path list = folder.resolve("a.lst");
        Files.writeString(list, text);
        return readAll(FaceLstReader.open(list, dialect, new LabelNumbers()));
    }

    private List<String> faults(String text, FaceDialect dialect) throws IOException {
        return read(text, dialect).stream()
                .map(line -> line instanceof BadLine bad ? bad.lineNumber() + " " + bad.reason() : "fine")
                .toList();
    }

    @Test
    void readsWhatFace2rec2Packed() throws IOException {
        List<FaceListLine> lines = readAll(FaceLstReader.open(GOLDEN.resolve("align.lst")));
        assertThat(lines).hasSize(16).allSatisfy(line -> assertThat(line).isInstanceOf(FaceLine.class));
        assertThat(lines.getFirst())
                .isEqualTo(new FaceLine(false, "src/00.jpg", 0, new int[] {72, 47, 332, 321}, new double[] {
                    162.7933, 272.3195, 214.2113, 168.6678, 254.1872, 137.7539, 142.3872, 201.8805, 260.99, 260.9021
                }));
        assertThat(lines.get(3)).isEqualTo(FaceLine.of(false, "src/00.jpg", 99));
        assertThat(lines.get(6)).isEqualTo(FaceLine.boxed(false, "src/01.jpg", 98, new int[] {1, 2, 30, 40}));
        assertThat(lines.get(8)).isEqualTo(FaceLine.of(true, "img/0_00.jpg", 97));
        assertThat(lines.stream().filter(line -> ((FaceLine) line).isPackedByFace2rec2()))
                .as("the records of A2.rec that are images")
                .hasSize(14);
    }

    @Test
    void takesNumbersAsPythonDoesAndPathsVerbatim() throws IOException {
        assertThat(read("\uFEFF 2 \t a b.jpg \t+7 \t \r\n\n-1\t中.jpg\t -1\n", FaceDialect.INSIGHTFACE))
                .containsExactly(FaceLine.of(true, " a b.jpg ", 7), FaceLine.of(true, "中.jpg", -1));
        assertThat(read(
                        "0\ta\t1\t-1\t2\t3\t4\t" + "nan\tinf\t-1e3\t.5\t5.\t1\t1\t1\t1\t1\tmore",
                        FaceDialect.INSIGHTFACE))
                .containsExactly(new FaceLine(false, "a", 1, new int[] {-1, 2, 3, 4}, new double[] {
                    Double.NaN, Double.POSITIVE_INFINITY, -1000, .5, 5, 1, 1, 1, 1, 1
                }));
    }

    @Test
    void refusesWhatTheOriginalDiesOf() throws IOException {
        assertThat(faults("""
            1\ta
            1\ta\t0.0

            1.0\ta\t0
            1\ta\t0\t1
            1\ta\t0\t1\t2\t3
            1\ta\t0\t1\t2\t3\t4.5
            1\ta\t0\t1\t2\t3\t4\t5
            1\ta\t0\t1\t2\t3\t4\t1\t2\t3\t4\t5\t6\t7\t8\t9
            1\ta\t0\t1\t2\t3\t4\t1\t2\t3\t4\t5\t6\t7\t8\t9\tx
            1\t\t0
            1\ta\t9223372036854775808
            1\ta\t0\t1\t2\t3\t2147483648
            1\ta\0\t0
            1\tfine\t0
            """, FaceDialect.INSIGHTFACE))
                .containsExactly(
                        "1 too few TAB-separated columns: expected>=3, actual=2",
                        "2 label is not a whole number of 64 bits: label=0.0",
                        "4 aligned is not a whole number of 64 bits: aligned=1.0",
                        "5 box is not whole: expected columns>=7, actual=4",
                        "6 box is not whole: expected columns>=7, actual=6",
                        "7 box is not a whole number of 64 bits: box=4.5",
                        "8 landmarks are not whole: expected columns>=17, actual=8",
                        "9 landmarks are not whole: expected columns>=17, actual=16",
                        "10 landmark is not a number: landmark=x",
                        "11 path is empty: path=",
                        "12 label is not a whole number of 64 bits: label=9223372036854775808",
                        "13 box is not in 32 bits: box=2147483648",
                        "14 path contains a NUL: path=a ",
                        "fine");
    }

    @Test
    void turnsGlintsPointsAndNumbersItsLabels() throws IOException {
        String points = " 1 2 3 4 5 6 7 8 9 10";
        assertThat(read(
                        "a.jpg 70" + points + "\nbad.jpg 5 1 2\nb.jpg -3" + points + "\nc.jpg 70" + points + "\nd.jpg"
                                + points,
                        FaceDialect.GLINT))
                .satisfies(lines -> assertThat(lines.get(1)).isInstanceOf(BadLine.class))
                .filteredOn(line -> line instanceof FaceLine)
                .containsExactly(
                        new FaceLine(false, "a.jpg", 0, new int[4], POINTS),
                        new FaceLine(false, "b.jpg", 1, new int[4], POINTS),
                        new FaceLine(false, "c.jpg", 0, new int[4], POINTS),
                        new FaceLine(false, "d.jpg", -1, new int[4], POINTS));
        assertThat(faults("a.jpg 1.5" + points + "\na.jpg 1 1 2 3 4 5 6 7 8 9 x\n", FaceDialect.GLINT))
                .containsExactly(
                        "1 label is not a whole number of 64 bits: label=1.5",
                        "2 landmark is not a number: landmark=x");
    }

    @Test
    void listsOfOneSetShareTheirNumbers() throws IOException {
        Path list = folder.resolve("a.txt");
        LabelNumbers labels = new LabelNumbers();
        for (String line :
                List.of("p/1.jpg 1.9 -2.9 3 4 1 2 3 4 5 6 7 8 9 10", "q/1.jpg 1 2 3 4 1 2 3 4 5 6 7 8 9 10")) {
            Files.writeString(list, line);
            assertThat(readAll(FaceLstReader.open(list, FaceDialect.DIR2REC, labels)))
                    .singleElement()
                    .satisfies(face -> assertThat(((FaceLine) face).label()).isEqualTo(labels.size() - 1));
        }
        assertThat(labels.size()).isEqualTo(2);
        assertThat(read(
                        "p/1.jpg 1.9 -2.9 3 4 1 2 3 4 5 6 7 8 9 10\np/2.jpg 1e12 0 0 0 1 2 3 4 5 6 7 8 9 10",
                        FaceDialect.DIR2REC))
                .satisfies(lines -> assertThat(lines.get(1)).isInstanceOf(BadLine.class))
                .first()
                .isEqualTo(new FaceLine(false, "p/1.jpg", 0, new int[] {1, -2, 3, 4}, POINTS));
    }

    @Test
    void readsBackWhatTheWriterWrote() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<FaceListLine> faces = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                faces.add(face(random));
            }
            Path list = folder.resolve("round.lst");
            try (FaceLstWriter writer = FaceLstWriter.create(list)) {
                for (FaceListLine face : faces) {
                    writer.write((FaceLine) face);
                }
                writer.commit();
            }
            assertThat(readAll(FaceLstReader.open(list))).as("seed %d", seed).isEqualTo(faces);
        }
    }

    private static FaceLine face(SplittableRandom random) {
        String path = "p" + random.nextInt(9) + "/ é " + random.nextInt();
        boolean aligned = random.nextBoolean();
        long label = random.nextLong();
        int kind = random.nextInt(3);
        if (kind == 0) {
            return FaceLine.of(aligned, path, label);
        }
        int[] box = random.ints(4).toArray();
        if (kind == 1) {
            return FaceLine.boxed(aligned, path, label, box);
        }
        double[] points = random.doubles(10, -1e9, 1e9).toArray();
        if (random.nextInt(5) == 0) {
            points[random.nextInt(10)] = random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        return new FaceLine(aligned, path, label, box, points);
    }

    @Test
    void aStoppedWriterGoesOn() throws IOException {
        Path list = folder.resolve("resumed.lst");
        long bytes;
        try (FaceLstWriter writer = FaceLstWriter.create(list)) {
            writer.write(FaceLine.of(true, "a", 1));
            bytes = writer.checkpoint();
            writer.write(FaceLine.of(true, "lost", 1));
        }
        assertThat(list).doesNotExist();
        assertThat(FaceLstWriter.canResume(list, bytes)).isTrue();
        try (FaceLstWriter writer = FaceLstWriter.resume(list, bytes)) {
            writer.write(FaceLine.of(false, "b", 2));
            writer.commit();
        }
        assertThat(list).hasContent("1\ta\t1\n0\tb\t2\n");
    }

    @Test
    void thePathsThatNoListCanHoldAreRefused() throws IOException {
        try (FaceLstWriter writer = FaceLstWriter.create(folder.resolve("a.lst"))) {
            assertThatThrownBy(() -> writer.write(FaceLine.of(true, "a\tb", 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("contains a TAB");
        }
        assertThatThrownBy(() -> FaceLine.boxed(true, "a", 1, new int[3])).hasMessageContaining("4 values");
        assertThat(folder.resolve("a.lst")).doesNotExist();
    }
}
