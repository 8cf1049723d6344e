package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jerolba.carpet.CarpetReader;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.numpy.NpyFile;
import io.cameo.numpy.NpzFile;
import io.cameo.table.ColumnKind;
import io.cameo.table.TableBuilder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvExportTest {
    private static final Path RELEASE = Path.of("testdata/convert/ffhquv/release");
    private static final Path BROKEN_LATENT = Path.of("testdata/ffhquv/broken/000004_front_latent.pt");
    private static final Path GOOD_LATENT = Path.of("testdata/ffhquv/pt/000000_front_latent.pt");

    @TempDir
    Path temp;

    private static UvExportReport run(Path from, UvExportFormat format, Path to, UnaryOperator<UvExport> settings)
            throws IOException {
        try (UvTree tree = UvTree.open(List.of(from))) {
            return settings.apply(UvExport.of(tree, UvSet.FFHQ_UV).workers(2)).writeTo(format, to);
        }
    }

    /** The files of an archive, with every header's sum looked at. */
    private static Map<String, byte[]> untar(Path file) throws IOException {
        byte[] tar = Files.readAllBytes(file);
        Map<String, byte[]> files = new LinkedHashMap<>();
        int at = 0;
        while (tar[at] != 0) {
            int sum = 8 * ' ';
            for (int i = 0; i < 512; i++) {
                sum += i >= 148 && i < 156 ? 0 : tar[at + i] & 0xff;
            }
            assertThat(Integer.parseInt(text(tar, at + 148, 6), 8)).isEqualTo(sum);
            assertThat(text(tar, at + 257, 8)).isEqualTo("ustar\0" + "00");
            assertThat(tar[at + 156]).isEqualTo((byte) '0');
            int size = Integer.parseInt(text(tar, at + 124, 11), 8);
            String name = text(tar, at, 100);
            byte[] data = Arrays.copyOfRange(tar, at + 512, at + 512 + size);
            assertThat(files.put(name.substring(0, name.indexOf('\0')), data)).isNull();
            at += 512 + (size + 511) / 512 * 512;
        }
        assertThat(tar.length).isEqualTo(at + 1024);
        return files;
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.US_ASCII);
    }

    @Test
    void archivesHaveTheFilesAsTheyAreAndSamplesInOnePlace() throws IOException {
        UvExportReport report =
                run(RELEASE, UvExportFormat.WEBDATASET, temp.resolve("faces"), job -> job.shardBytes(500_000));
        assertThat(report.written()).isEqualTo(8);
        assertThat(report.incomplete()).isZero();
        assertThat(report.files())
                .containsExactly(
                        temp.resolve("faces-000000.tar"),
                        temp.resolve("faces-000001.tar"),
                        temp.resolve("faces-000002.tar"),
                        temp.resolve("faces-000003.tar"));
        Path set = RELEASE.resolve("dataset/ffhq-uv");
        int id = 0;
        try (ZipFile maps = new ZipFile(set.resolve("uv-maps/000.zip").toFile());
                ZipFile latents =
                        new ZipFile(set.resolve("face-latents/000.zip").toFile())) {
            for (Path shard : report.files()) {
                assertThat(Files.size(shard)).isLessThanOrEqualTo(500_000);
                Map<String, byte[]> files = untar(shard);
                assertThat(files).hasSize(10);
                for (int i = 0; i < 2; i++) {
                    String key = "00000" + id++;
                    assertThat(files.keySet())
                            .contains(key + ".png", key + ".front.pt", key + ".left.pt", key + ".right.pt");
                    assertThat(files.get(key + ".png"))
                            .isEqualTo(maps.getInputStream(maps.getEntry("000/" + key + ".png"))
                                    .readAllBytes());
                    assertThat(files.get(key + ".left.pt"))
                            .isEqualTo(latents.getInputStream(
                                            latents.getEntry("000/" + key + "/" + key + "_left_latent.pt"))
                                    .readAllBytes());
                    assertThat(new String(files.get(key + ".json"), StandardCharsets.UTF_8))
                            .startsWith("{\"set\":\"ffhq-uv\",\"id\":\"" + key + "\"")
                            .contains("\"age\":");
                }
            }
        }
        assertThatThrownBy(() -> run(RELEASE, UvExportFormat.WEBDATASET, temp.resolve("faces"), job -> job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("archives of that name are there");
    }

    @Test
    void aHeaderThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> TarShards.header("a".repeat(101), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TarShards.header("a", 1L << 33)).isInstanceOf(IllegalArgumentException.class);
        assertThat(TarShards.header("a", (1L << 33) - 1)).hasSize(512);
    }

    @Test
    void numpyArraysHaveWhatFilesHave() throws IOException {
        Path file = temp.resolve("faces.npz");
        UvExportReport report = run(RELEASE, UvExportFormat.NPZ, file, job -> job.where("gender = female"));
        assertThat(report.written()).isEqualTo(3);
        assertThat(report.chosen()).isEqualTo(3);
        assertThat(report.bytes()).isEqualTo(Files.size(file));
        try (NpzFile npz = NpzFile.open(file);
                NpyFile golden = NpyFile.open(Path.of("testdata/ffhquv/pt/front_000000.npy"))) {
            NpyFile latents = npz.array("latents");
            assertThat(latents.shape()).containsExactly(3, 3, 18, 512);
            float[] expected = new float[FaceLatent.LENGTH];
            golden.readRow(0, expected, 0);
            float[] row = new float[3 * FaceLatent.LENGTH];
            latents.readRow(0, row, 0);
            assertThat(Arrays.copyOf(row, FaceLatent.LENGTH)).containsExactly(expected);
            assertThat(npz.array("conditions").shape()).containsExactly(3, 3, 17);
            assertThat(npz.array("conditions").doubleAt(0, 17 + 11)).isEqualTo(30);
            assertThat(npz.array("ffhq_index").longAt(0, 0)).isEqualTo(1223);
            assertThat(npz.array("age").doubleAt(0, 0)).isEqualTo(23);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] ids = zip.getInputStream(zip.getEntry("ids.npy")).readAllBytes();
            assertThat(text(ids, 0, 80)).contains("'<U6'", "(3,)");
            byte[] last = Arrays.copyOfRange(ids, ids.length - 24, ids.length);
            assertThat(new String(last, Charset.forName("UTF-32LE"))).isEqualTo("000005");
        }
    }

    @Test
    void damagedSamplesAreNamedAndTheOthersWritten() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("copy/ffhq-uv"));
        for (String id : List.of("000000", "000001", "000002")) {
            for (String view : List.of("front", "left", "right")) {
                boolean bad = id.equals("000001") && view.equals("left");
                Files.copy(bad ? BROKEN_LATENT : GOOD_LATENT, folder.resolve(id + "_" + view + "_latent.pt"));
            }
        }
        Files.copy(GOOD_LATENT, folder.resolve("000003_front_latent.pt"));
        Path file = temp.resolve("a.npz");
        UvExportReport report = run(folder, UvExportFormat.NPZ, file, job -> job);
        assertThat(report.isSound()).isFalse();
        assertThat(report.problems())
                .hasSize(1)
                .first()
                .satisfies(problem -> assertThat(problem.id()).isEqualTo("000001"));
        assertThat(report.written()).isEqualTo(2);
        assertThat(report.incomplete()).isEqualTo(4); // no maps
        try (NpzFile npz = NpzFile.open(file)) {
            assertThat(npz.array("latents").shape()).containsExactly(2, 3, 18, 512);
        }
    }

    @Test
    void rowsOfATableAsText() throws IOException {
        Path tbl = temp.resolve("m.tbl");
        new TableBuilder()
                .column("id", ColumnKind.WORD, "")
                .column("note", ColumnKind.WORD, "")
                .column("bs_full", ColumnKind.NUMBER, "BS Error, profile x")
                .row()
                .set("id", "000006")
                .set("note", "a \"quoted\", one")
                .set("bs_full", 4.25)
                .write(tbl);
        Path file = temp.resolve("a.csv");
        run(RELEASE, UvExportFormat.CSV, file, job -> job.metrics(tbl).where("age > 35 and age < 50"));
        assertThat(Files.readString(file)).isEqualTo("""
            id,shard,gender,age,beard,ffhq_index,map_bytes,has_map,has_front,has_left,has_right,note,bs_full
            000004,0,male,45,0.07500000000000001,55,121607,yes,yes,yes,yes,,
            000006,0,male,38,0.6,,76174,yes,yes,yes,yes,"a ""quoted"", one",4.25
            """);
    }

    /** What a row of the Parquet file is read as. */
    record Row(
            String id,
            @Nullable String gender,
            @Nullable Double age,
            @Nullable Long ffhq_index) {}

    @Test
    void rowsOfATableAsParquet() throws IOException {
        Path file = temp.resolve("a.parquet");
        UvExportReport report = run(RELEASE, UvExportFormat.PARQUET, file, job -> job.where("age > 35"));
        assertThat(report.written()).isEqualTo(3);
        assertThat(new CarpetReader<>(file.toFile(), Row.class).toList())
                .containsExactly(
                        new Row("000002", "male", 61.0, 69999L),
                        new Row("000004", "male", 45.0, 55L),
                        new Row("000006", "male", 38.0, null));
        byte[] first = Files.readAllBytes(file);
        run(RELEASE, UvExportFormat.PARQUET, file, job -> job.where("age > 35"));
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        assertThat(new String(first, StandardCharsets.ISO_8859_1))
                .contains("cameo.column.age", "years, by the meta file");
    }

    @Test
    void theSameBytesForAnyNumberOfWorkersAndNothingWhenStopped() throws IOException {
        for (UvExportFormat format : List.of(UvExportFormat.WEBDATASET, UvExportFormat.NPZ)) {
            List<Path> one = run(RELEASE, format, temp.resolve("one." + format), job -> job.workers(1))
                    .files();
            List<Path> many = run(RELEASE, format, temp.resolve("many." + format), job -> job.workers(5))
                    .files();
            assertThat(many.getFirst()).hasSameBinaryContentAs(one.getFirst());
        }
        Path stopped = Files.createDirectory(temp.resolve("stopped"));
        for (UvExportFormat format : List.of(UvExportFormat.WEBDATASET, UvExportFormat.NPZ)) {
            UvExportReport report = run(RELEASE, format, stopped.resolve("a"), job -> {
                job.cancel();
                return job;
            });
            assertThat(report.cancelled()).isTrue();
        }
        try (var left = Files.list(stopped)) {
            assertThat(left).isEmpty();
        }
    }
}
