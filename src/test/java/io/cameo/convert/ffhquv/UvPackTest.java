package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.PackReport;
import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.UvFile;
import io.cameo.dataset.ffhquv.UvManifest;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvReader;
import io.cameo.dataset.ffhquv.UvRecord;
import io.cameo.dataset.ffhquv.UvRecords;
import io.cameo.dataset.ffhquv.UvSample;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.ImageHeader;
import io.cameo.table.Table;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A release to records and back. */
class UvPackTest {
    private static final int WITHIN_FIRST_MAP = 1000;

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"FFHQ_UV, false, 8", "FFHQ_UV, true, 8", "INTERPOLATE, false, 4", "INTERPOLATE, true, 4"})
    void everyFileComesBackByteForByte(UvSet set, boolean keepPt, int samples) throws IOException {
        Path rec = temp.resolve("a.rec");
        UvPackReport report = Release.pack(
                Release.ROOT, rec, job -> job.set(set).keepPt(keepPt).workers(2));
        assertThat(report.isSound()).isTrue();
        assertThat(report.records().packed()).isEqualTo(samples);
        assertThat(report.maps()).isEqualTo(samples);
        assertThat(report.residuals()).isZero();
        assertThat(report.notKept()).isZero();

        UvUnpackReport unpacked = UvUnpack.from(rec).to(temp.resolve("again"));
        assertThat(unpacked.isSound()).isTrue();
        assertThat(unpacked.encodedFiles()).isZero();
        Map<String, byte[]> expected = Release.files(set);
        assertThat(expected).hasSize((int) unpacked.exactFiles());
        assertThat(Release.contents(temp.resolve("again"))).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"FFHQ_UV, 61", "INTERPOLATE, 17"})
    void recordsStandInForTheRelease(UvSet set, int files) throws IOException {
        Path rec = temp.resolve("a.rec");
        Release.pack(rec, set);
        Map<String, byte[]> expected = Release.files(set);
        int compared = 0;
        try (UvTree tree = UvTree.open(List.of(rec));
                UvReader reader = tree.reader()) {
            assertThat(tree.problems()).isEmpty();
            assertThat(tree.strangers()).isEmpty();
            UvFile meta = Objects.requireNonNull(tree.metaFile(set));
            assertThat(reader.read(meta).toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(expected.get(meta.file().name()));
            compared++;
            for (UvSet each : UvSet.values()) {
                for (UvSample sample : tree.samples(each)) {
                    for (UvFile file : sample.parts().values()) {
                        byte[] bytes = reader.read(file).toArray(ValueLayout.JAVA_BYTE);
                        assertThat(bytes)
                                .as(file.path().toString())
                                .hasSize((int) file.sizeBytes())
                                .isEqualTo(expected.get(file.file().name()));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(files).isEqualTo(expected.size());
    }

    @Test
    void latentsAreArraysUnlessTheirFilesAreWanted() throws IOException {
        Path arrays = temp.resolve("arrays.rec");
        Path files = temp.resolve("files.rec");
        Release.pack(arrays, UvSet.FFHQ_UV);
        Release.pack(Release.ROOT, files, job -> job.set(UvSet.FFHQ_UV).keepPt(true));
        assertThat(Files.size(arrays)).isLessThan(Files.size(files));
        try (UvRecords one = UvRecords.open(arrays);
                UvRecords other = UvRecords.open(files);
                UvRecords.Reader left = one.reader();
                UvRecords.Reader right = other.reader()) {
            assertThat(one.size()).isEqualTo(other.size()).isEqualTo(8);
            for (int i = 0; i < one.size(); i++) {
                UvRecord array = left.at(i);
                UvRecord file = right.at(i);
                for (UvPart part : List.of(UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT, UvPart.LATENT)) {
                    FaceLatent latent = array.latent(part);
                    FaceLatent same = file.latent(part);
                    if (part == UvPart.LATENT && array.names().ffhqId() == null) {
                        assertThat(latent).isNull();
                        assertThat(same).isNull();
                        continue;
                    }
                    assertThat(Objects.requireNonNull(latent).w())
                            .isEqualTo(Objects.requireNonNull(same).w());
                    assertThat(latent.condition()).isEqualTo(same.condition());
                    assertThat(latent.condition() == null).isEqualTo(part == UvPart.LATENT);
                }
            }
        }
    }

    @Test
    void aTemplateIsTakenOutOfMapsWithoutLoss() throws IOException {
        Map<String, byte[]> files = Release.files(UvSet.FFHQ_UV);
        Path template = temp.resolve("template.png");
        Files.write(template, Objects.requireNonNull(files.get("dataset/ffhq-uv/uv-maps/000/000003.png")));
        Path rec = temp.resolve("a.rec");
        UvPackReport report =
                Release.pack(Release.ROOT, rec, job -> job.set(UvSet.FFHQ_UV).template(template));
        assertThat(report.residuals()).isEqualTo(8);
        assertThat(report.storedMapBytes()).isLessThan(report.mapBytes() * 4 / 5);
        long mapBytes = files.entrySet().stream()
                .filter(file -> file.getKey().contains("/uv-maps/"))
                .mapToLong(file -> file.getValue().length)
                .sum();
        assertThat(report.mapBytes()).isEqualTo(mapBytes);
        assertThat(Files.size(rec)).isLessThan(mapBytes + mapBytes * 2);

        UvUnpackReport unpacked = UvUnpack.from(rec).to(temp.resolve("again"));
        assertThat(unpacked.encodedFiles()).isEqualTo(8);
        Map<String, byte[]> again = Release.contents(temp.resolve("again"));
        assertThat(again.keySet()).isEqualTo(files.keySet());
        try (UvRecords records = UvRecords.open(rec);
                UvRecords.Reader reader = records.reader();
                ImageCodec codec = ImageCodec.create()) {
            again.forEach((name, bytes) -> {
                byte[] before = Objects.requireNonNull(files.get(name));
                if (name.contains("/uv-maps/")) {
                    byte[] pixels = pixels(codec, before);
                    assertThat(pixels(codec, bytes)).as(name).isEqualTo(pixels);
                    UvRecord record = reader.get(Integer.parseInt(name.replaceAll(".*/(\\d+)\\.png", "$1")));
                    assertThat(record.map().toBytes()).isEqualTo(pixels);
                    assertThat(record.file(UvPart.MAP)).isNull();
                    assertThat(record.mapBytes()).isEqualTo(before.length);
                    assertThat(ImageHeader.of(record.image()).widthPx()).isEqualTo(256);
                } else {
                    assertThat(bytes).as(name).isEqualTo(before);
                }
            });
        }
    }

    private static byte[] pixels(ImageCodec codec, byte[] png) {
        Image image = codec.decode(MemorySegment.ofArray(png), ColorMode.UNCHANGED);
        return image.toBytes();
    }

    @Test
    void aTemplateThatSharesNothingOrIsNoMapChangesNothing() throws IOException {
        Path other = temp.resolve("other.png");
        Files.write(other, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Release.pack(
                        Release.ROOT,
                        temp.resolve("a.rec"),
                        job -> job.set(UvSet.FFHQ_UV).template(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("template cannot be decoded");
        Path small = Release.BROKEN.resolve("dataset/ffhq-uv/uv-maps/000/000001.png"); // 256x200
        UvPackReport report = Release.pack(
                Release.ROOT,
                temp.resolve("a.rec"),
                job -> job.set(UvSet.FFHQ_UV).template(small));
        assertThat(report.isSound()).isTrue();
        assertThat(report.residuals()).isZero();
        assertThat(report.storedMapBytes()).isEqualTo(report.mapBytes());
    }

    @Test
    void namesRejects() throws IOException {
        Path rec = temp.resolve("a.rec");
        UvPackReport report = Release.pack(Release.BROKEN, rec, job -> job);
        assertThat(report.isSound()).isFalse();
        assertThat(report.records().packed()).isEqualTo(1);
        assertThat(report.records().rejected()).isEqualTo(6);
        List<String> lines = Files.readAllLines(temp.resolve("a.rejects.tsv"));
        assertThat(lines.subList(1, lines.size()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("0\t").contains("png truncated"),
                        line -> assertThat(line)
                                .startsWith("1\t")
                                .contains("map is not square", "width=256, height=200"),
                        line -> assertThat(line).startsWith("2\t").contains("no PNG of three channels", "channels=1"),
                        line -> assertThat(line).startsWith("3\t").contains("no PNG of three channels", "kind=JPEG"),
                        line -> assertThat(line).startsWith("4\t").contains("png chunk checksum mismatch"),
                        line -> assertThat(line).startsWith("5\t").contains("front is damaged", "name=os.system"));
        UvUnpackReport unpacked = UvUnpack.from(rec).to(temp.resolve("again"));
        assertThat(unpacked.exactFiles()).isEqualTo(2);
        assertThat(temp.resolve("again/dataset/ffhq-uv/meta-info.json"))
                .hasSameBinaryContentAs(Release.BROKEN.resolve("dataset/ffhq-uv/meta-info.json"));
    }

    @Test
    void latentsAloneArePackedAndTheirFaultsAreNamed() throws IOException {
        Path rec = temp.resolve("a.rec");
        Path latents = Release.BROKEN.resolve("dataset/ffhq-uv/face-latents");
        UvPackReport report = Release.pack(latents, rec, job -> job);
        assertThat(report.records().packed()).isEqualTo(2);
        assertThat(report.maps()).isZero();
        List<String> lines = Files.readAllLines(temp.resolve("a.rejects.tsv"));
        assertThat(lines.subList(1, lines.size()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("2\t").contains("actual=[1, 16, 512]"),
                        line -> assertThat(line)
                                .startsWith("3\t")
                                .contains("not finite", "layer=5, place=7, value=NaN"),
                        line -> assertThat(line).startsWith("4\t").contains("front is damaged"),
                        line -> assertThat(line).startsWith("5\t").contains("name=os.system"));
        try (UvRecords records = UvRecords.open(rec);
                UvRecords.Reader reader = records.reader()) {
            UvRecord record = reader.at(1);
            assertThat(record.id()).isEqualTo("000001");
            assertThat(record.has(UvPart.MAP)).isFalse();
            assertThat(record.has(UvPart.LEFT)).isTrue();
            assertThat(record.has(UvPart.RIGHT)).isFalse();
            assertThat(ImageHeader.of(record.image()).widthPx()).isOne();
            assertThatThrownBy(record::map).isInstanceOf(IllegalStateException.class);
            UvManifest manifest = Objects.requireNonNull(reader.manifest());
            assertThat(manifest.samples()).isEqualTo(6);
            assertThat(records.query("has_map = no and has_right = no")).containsExactly(1);
        }
        UvPackReport complete = Release.pack(latents, temp.resolve("b.rec"), job -> job.complete(true));
        assertThat(complete.records().end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(complete.table()).isNull();
        assertThat(temp.resolve("b.rejects.tsv")).content().contains("sample is not complete: missing=map");
    }

    @Test
    void theNumberOfWorkersAndStopsOnTheWayChangeNothing() throws IOException {
        Release.pack(Release.BROKEN, temp.resolve("one.rec"), job -> job.workers(1));
        Release.pack(
                Release.BROKEN, temp.resolve("four.rec"), job -> job.workers(4).batchSize(1));
        UvPackReport stopped = Release.pack(
                Release.BROKEN,
                temp.resolve("stopped.rec"),
                job -> job.errorLimit(3).batchSize(1).workers(1));
        assertThat(stopped.records().end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(temp.resolve("stopped.rec")).doesNotExist();
        assertThat(temp.resolve("stopped.tbl")).doesNotExist();
        UvPackReport resumed = Release.pack(Release.BROKEN, temp.resolve("stopped.rec"), job -> job.resume(true));
        assertThat(resumed.records().resumedAt()).isPositive();
        for (String other : List.of("four", "stopped")) {
            for (String kind : List.of(".rec", ".idx", ".tbl", ".rejects.tsv")) {
                assertThat(temp.resolve(other + kind)).hasSameBinaryContentAs(temp.resolve("one" + kind));
            }
        }
        Release.pack(
                Release.BROKEN,
                temp.resolve("other.rec"),
                job -> job.errorLimit(3).batchSize(1));
        assertThatThrownBy(() -> Release.pack(
                        Release.BROKEN,
                        temp.resolve("other.rec"),
                        job -> job.keepPt(true).resume(true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keep_pt");
    }

    @ParameterizedTest
    @EnumSource(
            value = UvSet.class,
            names = {"FFHQ_UV", "INTERPOLATE"})
    void theTableOfARunIsThatOfItsRecords(UvSet set) throws IOException {
        Path rec = temp.resolve("a.rec");
        Release.pack(rec, set);
        byte[] made = Files.readAllBytes(UvTable.besides(rec));
        Files.delete(UvTable.besides(rec));
        assertThat(UvTableRun.rebuild(rec)).isEqualTo(set == UvSet.FFHQ_UV ? 8 : 4);
        assertThat(Files.readAllBytes(UvTable.besides(rec))).isEqualTo(made);
        try (UvTable opened = UvTable.open(rec)) {
            Table table = opened.table();
            assertThat(table.column("set").word(0)).isEqualTo(set.word());
            assertThat(table.column("map_px").whole(1)).isEqualTo(256);
            assertThat(table.column("age").number(0)).isEqualTo(set == UvSet.FFHQ_UV ? 23.0 : 33.5);
            assertThat(table.column("beard").number(0)).isEqualTo(set == UvSet.FFHQ_UV ? 0.0 : 0.21250000000000002);
            assertThat(table.column("l0").isMissing(0)).isEqualTo(set == UvSet.INTERPOLATE);
            if (set == UvSet.FFHQ_UV) {
                assertThat(table.column("ffhq_index").whole(0)).isEqualTo(1223);
                assertThat(table.column("ffhq_index").isMissing(6)).isTrue();
                assertThat(table.column("yaw").number(0)).isEqualTo(11.2);
            }
        }
    }

    @Test
    void recordsSayWhoseTheyAreAndUnderWhichTerms() throws IOException {
        Path rec = temp.resolve("a.rec");
        Release.pack(Release.ROOT, rec, job -> job.set(UvSet.FFHQ_UV).licence(UvPart.LIGHT, "mine"));
        try (UvRecords records = UvRecords.open(rec);
                UvRecords.Reader reader = records.reader()) {
            UvRecord record = reader.get(0);
            assertThat(record.names().set()).isEqualTo(UvSet.FFHQ_UV);
            assertThat(record.names().ffhqId()).isEqualTo("01223");
            assertThat(record.names().joined())
                    .containsExactly(UvPart.LATENT, UvPart.ATTRIBUTES, UvPart.MS_FACE, UvPart.LIGHT);
            Map<UvPart, String> licences = record.names().licences();
            assertThat(licences.get(UvPart.LIGHT)).isEqualTo("mine");
            assertThat(licences.get(UvPart.LATENT)).isEqualTo("unknown");
            assertThat(licences.get(UvPart.MAP)).contains("MIT", "CC BY-NC-SA");
            assertThat(licences).doesNotContainKey(UvPart.COEFFS);
            assertThat(Objects.requireNonNull(record.attributes()).yawDegrees()).isEqualTo(11.2);
            assertThat(Objects.requireNonNull(record.msFace()).attributes()).isEqualTo(record.attributes());
            assertThat(Objects.requireNonNull(record.light()).coefficients()).hasSize(9);
            assertThat(record.coeffs()).isNull();
            assertThat(record.map().widthPx()).isEqualTo(256);
            assertThat(records.file().get(0).header().label()).isZero();
            assertThat(records.file().get(1).header().label()).isOne();
            assertThat(records.query("gender = female and age between 20 and 30 and beard < 0.1"))
                    .containsExactly(0, 5);
        }
    }

    @Test
    void itMustBeClearWhatIsPacked() {
        assertThatThrownBy(() -> Release.pack(Release.ROOT, temp.resolve("a.rec"), job -> job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than one set is there");
        assertThatThrownBy(
                        () -> Release.pack(Release.ROOT.resolve("dataset_project"), temp.resolve("a.rec"), job -> job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no set is there");
        assertThatThrownBy(() -> Release.pack(Release.BROKEN, temp.resolve("a.rec"), job -> job.set(UvSet.INTERPOLATE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to pack");
        assertThatThrownBy(() -> Release.pack(temp.resolve("a.rec"), UvSet.PROJECT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsDamagedIsLostAlone() throws IOException {
        Path rec = temp.resolve("a.rec");
        Release.pack(rec, UvSet.INTERPOLATE);
        byte[] bytes = Files.readAllBytes(rec);
        bytes[WITHIN_FIRST_MAP] ^= 1;
        Files.write(rec, bytes);
        UvUnpackReport report = UvUnpack.from(rec).to(temp.resolve("again"));
        assertThat(report.isSound()).isFalse();
        assertThat(report.lost()).isOne();
        assertThat(report.samples()).isEqualTo(3);
        assertThat(report.firstLost().getFirst()).contains("checksum mismatch", "record=0");
        assertThat(temp.resolve("again/dataset/ffhq-uv-interpolate/meta-info.json"))
                .exists();
    }
}
