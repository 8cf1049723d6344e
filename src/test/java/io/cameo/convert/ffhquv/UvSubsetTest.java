package io.cameo.convert.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.ffhquv.UvMeta;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvRecords;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.record.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of some samples, and what unpacking makes of them. */
class UvSubsetTest {
    @TempDir
    Path temp;

    @Test
    void copiesSamplesWithTemplateTableAndAddedColumns() throws IOException {
        Map<String, byte[]> files = Release.files(UvSet.FFHQ_UV);
        Path template = temp.resolve("template.png");
        Files.write(template, files.getOrDefault("dataset/ffhq-uv/uv-maps/000/000003.png", new byte[0]));
        Path rec = temp.resolve("a.rec");
        Release.pack(Release.ROOT, rec, job -> job.set(UvSet.FFHQ_UV).template(template));
        double[] errors = {0, 1, 2, 3, 4, 5, 6, Double.NaN};
        try (UvTable table = UvTable.open(rec)) {
            table.edit().numbers("bs_error", "of somebody's", errors).write(rec);
        }
        Path out = temp.resolve("b.rec");
        try (UvRecords records = UvRecords.open(rec)) {
            assertThat(UvSubset.of(rec)
                            .write(records.query("bs_error between 2 and 5"), out)
                            .kept())
                    .isEqualTo(6);
        }
        try (UvRecords all = UvRecords.open(rec);
                UvRecords some = UvRecords.open(out);
                UvRecords.Reader left = all.reader();
                UvRecords.Reader right = some.reader()) {
            assertThat(some.size()).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                assertThat(right.at(i).names()).isEqualTo(left.at(i + 2).names());
                assertThat(right.at(i).map().toBytes())
                        .isEqualTo(left.at(i + 2).map().toBytes());
            }
            assertThat(some.query("bs_error = 3")).containsExactly(1);
            assertThat(some.table().isChosen()).isTrue();
            assertThat(all.table().isChosen()).isFalse();
        }
        UvUnpackReport unpacked = UvUnpack.from(out).to(temp.resolve("again"));
        assertThat(unpacked.samples()).isEqualTo(4);
        assertThat(ids(temp.resolve("again"))).containsExactly("000002", "000003", "000004", "000005");
    }

    private static List<String> ids(Path root) throws IOException {
        Path meta = root.resolve("dataset/ffhq-uv/meta-info.json");
        return UvMeta.read(meta, Files.readAllBytes(meta)).entries().stream()
                .map(UvMetaEntry::id)
                .toList();
    }

    @Test
    void unpacksIdsThatAreAskedFor() throws IOException {
        Path rec = temp.resolve("a.rec");
        Release.pack(rec, UvSet.FFHQ_UV);
        UvUnpackReport report = UvUnpack.from(rec)
                .select(List.of("000004", "000099"))
                .workers(1)
                .to(temp.resolve("again"));
        assertThat(report.missing()).containsExactly("000099");
        assertThat(report.isSound()).isFalse();
        assertThat(report.samples()).isOne();
        assertThat(ids(temp.resolve("again"))).containsExactly("000004");
        Map<String, byte[]> again = Release.contents(temp.resolve("again"));
        again.remove("dataset/ffhq-uv/meta-info.json");
        Map<String, byte[]> all = Release.files(UvSet.FFHQ_UV);
        assertThat(again)
                .hasSize(8)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(all.get(name)));
    }

    @Test
    void twoMapsOfOneImageGiveItsFilesOnce() throws IOException {
        Path tree = temp.resolve("FFHQ-UV");
        for (Map.Entry<String, byte[]> file : Release.files(UvSet.FFHQ_UV).entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling(""));
            Files.write(path, file.getValue());
        }
        Path meta = tree.resolve("dataset/ffhq-uv/meta-info.json");
        Files.writeString(meta, Files.readString(meta).replace("\"00007\"", "1223"));
        Files.writeString(tree.resolve("notes.txt"), "mine");
        Path rec = temp.resolve("a.rec");
        UvPackReport report = Release.pack(tree, rec, job -> job);
        assertThat(report.isSound()).isTrue();
        assertThat(report.notKept()).isEqualTo(5); // the notes, and all of image 00007
        UvUnpackReport unpacked = UvUnpack.from(rec).to(temp.resolve("again"));
        assertThat(unpacked.isSound()).isTrue();
        assertThat(unpacked.notKept()).isEqualTo(5);
        assertThat(unpacked.firstNotKept()).anyMatch(name -> name.endsWith("notes.txt"));
        assertThat(Release.contents(temp.resolve("again")))
                .containsEntry(
                        "dataset_project/latents/01223.pt",
                        Files.readAllBytes(tree.resolve("dataset_project/latents/01223.pt")))
                .doesNotContainKey("dataset_project/latents/00007.pt");
    }

    @Test
    void aTableOfOtherRecordsIsRefused() throws IOException {
        Path rec = temp.resolve("a.rec");
        Release.pack(rec, UvSet.FFHQ_UV);
        Path out = temp.resolve("b.rec");
        Filter.of(rec).keys(Set.of("1", "2", "8")).to(out); // by itself, without a table
        assertThatThrownBy(() -> UvSubset.of(out).write(new int[] {0}, temp.resolve("c.rec")))
                .isInstanceOf(NoSuchFileException.class);
        Files.copy(UvTable.besides(rec), UvTable.besides(out));
        assertThatThrownBy(() -> UvSubset.of(out).write(new int[] {0}, temp.resolve("c.rec")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("table was made for another record file");
        assertThat(temp.resolve("c.rec")).doesNotExist();
        assertThat(UvTableRun.rebuild(out)).isEqualTo(2);
        try (UvRecords records = UvRecords.open(out);
                UvRecords.Reader reader = records.reader()) {
            assertThat(records.query("gender = male")).containsExactly(0, 1);
            assertThat(reader.at(1).has(UvPart.MAP)).isTrue();
        }
        assertThatThrownBy(() -> UvSubset.of(out).write(new int[] {2}, temp.resolve("c.rec")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such sample");
        assertThatThrownBy(() -> UvSubset.of(out).write(new int[0], temp.resolve("c.rec")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sample is chosen");
    }
}
