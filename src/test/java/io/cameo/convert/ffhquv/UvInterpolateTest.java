package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.table.ColumnKind;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvInterpolateTest {
    private static final Path RELEASE = Path.of("testdata/convert/ffhquv/release");
    private static final String FRONT = "face-latents/000/000000/000000_front_latent.pt";

    @TempDir
    Path temp;

    private static UvInterpolateReport run(Path from, Path to, UnaryOperator<UvInterpolate> settings)
            throws IOException {
        try (UvTree tree = UvTree.open(List.of(from))) {
            return settings.apply(UvInterpolate.of(tree, UvSet.FFHQ_UV).workers(2))
                    .writeTo(to);
        }
    }

    private static UvInterpolate all(UvInterpolate job) {
        return job.bins(UvBins.parse("gender; age:0,40,80"))
                .weights(UvWeights.parse("0.25,0.75"))
                .perClass(100)
                .seed(3);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void assertSame(Path one, Path other) throws IOException {
        Map<String, byte[]> expected = files(one);
        Map<String, byte[]> actual = files(other);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    /** The release unpacked into one folder, as if somebody had moved it. */
    private Path unpacked() throws IOException {
        Path folder = temp.resolve("flat/ffhq-uv");
        Files.createDirectories(folder);
        Path of = RELEASE.resolve("dataset/ffhq-uv");
        Files.copy(of.resolve("meta-info.json"), folder.resolve("meta-info.json"));
        try (ZipFile zip = new ZipFile(of.resolve("face-latents/000.zip").toFile())) {
            for (var entry : zip.stream().toList()) {
                Files.write(
                        folder.resolve(Path.of(entry.getName()).getFileName()),
                        zip.getInputStream(entry).readAllBytes());
            }
        }
        return folder;
    }

    @Test
    void everySampleIsWhatItsLineSays() throws IOException {
        Path out = temp.resolve("out");
        UvInterpolateReport report = run(RELEASE, out, UvInterpolateTest::all);

        assertThat(report.isSound()).isTrue();
        assertThat(report.classes())
                .containsExactly(
                        new UvInterpolateReport.ClassRow("gender=female, age=0..40", 3, 3, 6, 3),
                        new UvInterpolateReport.ClassRow("gender=male, age=0..40", 3, 3, 6, 3),
                        new UvInterpolateReport.ClassRow("gender=male, age=40..80", 2, 1, 2, 2));
        assertThat(report.made()).isEqualTo(14);
        assertThat(report.asked()).isEqualTo(300);
        List<String> lines = Files.readAllLines(out.resolve(UvInterpolate.LINEAGE));
        assertThat(lines).hasSize(16);
        assertThat(lines.getFirst()).contains("seed=3", "t=0.25,0.75", "bins=gender; age:0,40,80", "plan=14:");
        Set<String> pairs = new HashSet<>();
        try (UvTree tree = UvTree.open(List.of(RELEASE));
                UvTree made = UvTree.open(List.of(out));
                UvReader of = tree.reader();
                UvReader to = made.reader()) {
            UvSet madeSet = made.samples(UvSet.INTERPOLATE).isEmpty() ? UvSet.FFHQ_UV : UvSet.INTERPOLATE;
            UvMeta old = Objects.requireNonNull(tree.meta(UvSet.FFHQ_UV));
            UvMeta meta = UvMeta.read(out, Files.readAllBytes(out.resolve("meta-info.json")));
            for (String line : lines.subList(2, lines.size())) {
                String[] fields = line.split("\t", -1);
                double t = Double.parseDouble(fields[3]);
                assertThat(pairs.add(fields[1] + fields[2] + t)).isTrue();
                assertThat(pairs).doesNotContain(fields[2] + fields[1] + t);
                UvMetaEntry a = Objects.requireNonNull(old.get(fields[1]));
                UvMetaEntry b = Objects.requireNonNull(old.get(fields[2]));
                UvMetaEntry between = Objects.requireNonNull(meta.get(fields[0]));
                double ageOfA = Objects.requireNonNull(a.age());
                double ageOfB = Objects.requireNonNull(b.age());
                assertThat(fields[5]).isEqualTo(a.index().text());
                assertThat(fields[6]).isEqualTo(b.index().text());
                assertThat(between.gender()).isEqualTo(a.gender()).isEqualTo(b.gender());
                assertThat(between.age()).isBetween(Math.min(ageOfA, ageOfB), Math.max(ageOfA, ageOfB));
                for (UvPart view : List.of(UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT)) {
                    FaceLatent expected = LatentMix.mix(
                            LatentMixTest.read(tree, of, UvSet.FFHQ_UV, fields[1], view),
                            LatentMixTest.read(tree, of, UvSet.FFHQ_UV, fields[2], view),
                            t);
                    FaceLatent actual = LatentMixTest.read(made, to, madeSet, fields[0], view);
                    assertThat(actual.w()).containsExactly(expected.w());
                    assertThat(actual.condition()).containsExactly(expected.condition());
                }
            }
        }
    }

    @Test
    void neitherWorkersNorThePlaceOfFilesMatter() throws IOException {
        run(RELEASE, temp.resolve("one"), job -> all(job).workers(1));
        run(RELEASE, temp.resolve("many"), job -> all(job).workers(5));
        run(unpacked(), temp.resolve("moved"), UvInterpolateTest::all);
        assertSame(temp.resolve("one"), temp.resolve("many"));
        assertSame(temp.resolve("one"), temp.resolve("moved"));
    }

    @Test
    void archivesHoldTheSameFiles() throws IOException {
        run(RELEASE, temp.resolve("files"), UvInterpolateTest::all);
        run(RELEASE, temp.resolve("zips"), job -> all(job).zip(true));
        Map<String, byte[]> files = files(temp.resolve("files/face-latents"));
        try (ZipFile zip = new ZipFile(temp.resolve("zips/face-latents/000.zip").toFile())) {
            assertThat(zip.size()).isEqualTo(files.size());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                assertThat(zip.getInputStream(zip.getEntry(file.getKey())).readAllBytes())
                        .isEqualTo(file.getValue());
            }
        }
    }

    /** What a run leaves that ends in its middle: some lines, the last one half, no meta file. */
    private static void cut(Path folder, int lines) throws IOException {
        String text = Files.readString(folder.resolve(UvInterpolate.LINEAGE));
        int end = 0;
        for (int i = 0; i < lines + 2; i++) {
            end = text.indexOf('\n', end) + 1;
        }
        Files.writeString(folder.resolve(UvInterpolate.LINEAGE + ".partial"), text.substring(0, end + 5));
        Files.delete(folder.resolve(UvInterpolate.LINEAGE));
        Files.delete(folder.resolve("meta-info.json"));
    }

    @Test
    void aStoppedRunGoesOnToTheSameBytes() throws IOException {
        for (boolean zip : new boolean[] {false, true}) {
            Path whole = temp.resolve("whole" + zip);
            Path stopped = temp.resolve("stopped" + zip);
            run(RELEASE, whole, job -> all(job).zip(zip));
            run(RELEASE, stopped, job -> all(job).zip(zip));
            cut(stopped, 6);
            if (!zip) {
                Files.delete(stopped.resolve("face-latents/000/000009/000009_front_latent.pt"));
            }
            assertThatThrownBy(() -> run(RELEASE, stopped, job -> all(job).zip(zip)))
                    .hasMessageContaining("--resume");
            assertThatThrownBy(() -> run(
                            RELEASE, stopped, job -> all(job).zip(zip).seed(4).resume(true)))
                    .hasMessageContaining("other settings");
            UvInterpolateReport second =
                    run(RELEASE, stopped, job -> all(job).zip(zip).resume(true));
            assertThat(second.made()).isEqualTo(14);
            assertThat(second.kept()).isEqualTo(zip ? 0 : 6);
            assertSame(whole, stopped);

            UvInterpolateReport again =
                    run(RELEASE, stopped, job -> all(job).zip(zip).resume(true));
            assertThat(again.kept()).isEqualTo(14);
            assertSame(whole, stopped);
        }
    }

    @Test
    void aRunThatIsCancelledSaysSoAndNothingLooksWhole() throws IOException {
        for (boolean zip : new boolean[] {false, true}) {
            Path out = temp.resolve("out" + zip);
            UvInterpolateReport report = run(RELEASE, out, job -> {
                job.cancel();
                return all(job).zip(zip);
            });
            assertThat(report.cancelled()).isTrue();
            assertThat(report.made()).isZero();
            assertThat(files(out).keySet()).containsExactly(UvInterpolate.LINEAGE + ".partial");
            run(RELEASE, out, job -> all(job).zip(zip).resume(true));
            run(RELEASE, temp.resolve("whole" + zip), job -> all(job).zip(zip));
            assertSame(temp.resolve("whole" + zip), out);
        }
    }

    @Test
    void aFileThatIsGoneIsMadeAgain() throws IOException {
        run(RELEASE, temp.resolve("whole"), UvInterpolateTest::all);
        run(RELEASE, temp.resolve("holed"), UvInterpolateTest::all);
        Files.delete(temp.resolve("holed").resolve(FRONT));
        UvInterpolateReport report = run(RELEASE, temp.resolve("holed"), job -> all(job).resume(true));
        assertThat(report.kept()).isEqualTo(13);
        assertSame(temp.resolve("whole"), temp.resolve("holed"));
    }

    @Test
    void whatIsDamagedIsNamedAndItsIdsStayFree() throws IOException {
        Path folder = unpacked();
        Path bad = folder.resolve("000004_left_latent.pt");
        byte[] bytes = Files.readAllBytes(bad);
        Files.write(bad, Arrays.copyOf(bytes, 20_000));
        Files.delete(folder.resolve("000006_front_latent.pt"));
        UvInterpolateReport report = run(folder, temp.resolve("out"), UvInterpolateTest::all);
        assertThat(report.isSound()).isFalse();
        assertThat(report.leftOut()).containsExactly(Map.entry("a view has no latent", 1L));
        assertThat(report.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.reason()).contains("000004_left_latent.pt"));
        Path freed = temp.resolve(
                "out/face-latents/000/" + report.problems().getFirst().id());
        assertThat(freed).doesNotExist();
        assertThat(Files.readAllLines(temp.resolve("out").resolve(UvInterpolate.LINEAGE)))
                .hasSize(2 + Math.toIntExact(report.made()))
                .noneMatch(line -> line.contains("\t000004\t"));
    }

    @Test
    void metricsChooseAndSort() throws IOException {
        Path tbl = temp.resolve("metrics.tbl");
        TableBuilder metrics = new TableBuilder()
                .column("id", ColumnKind.WORD, "")
                .column("bs_full", ColumnKind.NUMBER, "")
                .column("age", ColumnKind.NUMBER, "not the meta file's")
                .note("set", "ffhq-uv");
        for (int i = 0; i < 7; i++) {
            metrics.row().set("id", "00000" + i).set("bs_full", (double) i).set("age", 999.0);
        }
        metrics.write(tbl);
        UvInterpolateReport report = run(
                RELEASE,
                temp.resolve("out"),
                job -> job.metrics(tbl)
                        .where("bs_full < 6 and age < 100")
                        .bins(UvBins.parse("bs_full:0,2,4"))
                        .perClass(1)
                        .seed(1));
        assertThat(report.joined()).isEqualTo(7);
        assertThat(report.leftOut())
                .containsExactly(Map.entry("bs_full in no bin", 1L), Map.entry("not asked for", 2L));
        assertThat(report.classes())
                .extracting(UvInterpolateReport.ClassRow::name)
                .containsExactly("bs_full=0..2", "bs_full=2..4");

        new TableBuilder()
                .column("id", ColumnKind.WORD, "")
                .note("set", "ffhq-uv-interpolate")
                .row()
                .set("id", "000000")
                .write(tbl);
        assertThatThrownBy(() -> run(RELEASE, temp.resolve("b"), job -> all(job).metrics(tbl)))
                .hasMessageContaining("metrics are of another set");
    }

    @Test
    void tinyClassesAndNothingAtAll() throws IOException {
        UvInterpolateReport report = run(RELEASE, temp.resolve("out"), job -> all(job).leastMembers(3));
        assertThat(report.leftOut()).containsExactly(Map.entry("class of fewer than 3", 2L));
        assertThat(report.classes()).hasSize(2);
        assertThatThrownBy(() -> run(RELEASE, temp.resolve("a"), job -> all(job).where("age > 60")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no class has 2 samples");
        assertThatThrownBy(() -> run(RELEASE, temp.resolve("a"), job -> job)).hasMessageContaining("no number");
        assertThat(temp.resolve("a")).doesNotExist();
    }
}
