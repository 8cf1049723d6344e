package io.cameo.dataset.ffhquv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.archive.FileTree;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UvTreeTest {
    private static final Path RELEASE = Path.of("../shared/golden/ffhq-uv");
    private static final Path PROJECT = Path.of("testdata/ffhquv/project");

    @TempDir
    private Path folder;

    /** As released: sets in folders of archives. One has the shard's folder in it, one has not. */
    @Test
    void findsPartsInArchives() throws IOException {
        zip("dataset/ffhq-uv/uv-maps/000.zip", "000/000000.png", "000/000001.png");
        zip("dataset/ffhq-uv/uv-maps/001.zip", "001000.png", "notes.txt");
        zip("dataset/ffhq-uv/face-latents/000.zip", views("000/000000/000000"));
        zip("dataset/ffhq-uv-interpolate/uv-maps/000.zip", "000/000000.png");
        text("dataset/ffhq-uv/meta-info.json", "{\"000000\": {\"Age\": 1.0}}");
        text("dataset/ffhq-uv-interpolate/meta_info.json", "{}");
        try (UvTree tree = UvTree.open(List.of(folder));
                UvReader reader = tree.reader()) {
            assertThat(ids(tree, UvSet.FFHQ_UV)).containsExactly("000000", "000001", "001000");
            assertThat(ids(tree, UvSet.INTERPOLATE)).containsExactly("000000");
            assertThat(tree.samples(UvSet.PROJECT)).isEmpty();
            UvSample first = Objects.requireNonNull(tree.sample(UvSet.FFHQ_UV, "000000"));
            assertThat(first.parts().keySet()).containsExactly(UvPart.MAP, UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT);
            for (UvFile file : first.parts().values()) {
                assertThat(text(reader, file)).isEqualTo(file.file().name());
            }
            assertThat(Objects.requireNonNull(first.file(UvPart.MAP)).path())
                    .isEqualTo(folder.resolve("dataset/ffhq-uv/uv-maps/000.zip/000/000000.png"));
            assertThat(tree.shards(UvSet.FFHQ_UV))
                    .containsExactly(
                            new UvShard(0, 2, Map.of(UvPart.MAP, 2, UvPart.FRONT, 1, UvPart.LEFT, 1, UvPart.RIGHT, 1)),
                            new UvShard(1, 1, Map.of(UvPart.MAP, 1)));
            assertThat(tree.strangers()).extracting(file -> file.file().name()).containsExactly("notes.txt");
            assertThat(Objects.requireNonNull(tree.meta(UvSet.FFHQ_UV)).entries())
                    .hasSize(1);
            assertThat(Objects.requireNonNull(tree.meta(UvSet.INTERPOLATE)).entries())
                    .isEmpty();
            assertThat(tree.problems()).isEmpty();
            assertThat(tree.sample(UvSet.FFHQ_UV, "000002")).isNull();
        }
    }

    @Test
    void whatIsTooLargeOrForbiddenIsAProblemAndHidesNothing() throws IOException {
        text("ffhq-uv/uv-maps/000001.png", "map");
        Path huge = folder.resolve("ffhq-uv/uv-maps/000000.png");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength((512L << 20) + 1); // a hole: takes no room
        }
        zip("ffhq-uv/uv-maps/001.zip", "001000.png");
        Path forbidden = folder.resolve("ffhq-uv/uv-maps/001.zip");
        Files.setPosixFilePermissions(forbidden, Set.of());
        boolean mayReadAnything = Files.isReadable(forbidden);
        try (UvTree tree = UvTree.open(List.of(folder))) {
            assertThat(ids(tree, UvSet.FFHQ_UV)).contains("000001").doesNotContain("000000");
            assertThat(tree.problems())
                    .contains(new FileTree.Problem(
                            huge.toString(), "is larger than any file of FFHQ-UV: bytes=536870913, most=536870912"));
            assertThat(tree.problems()).hasSize(mayReadAnything ? 1 : 2);
        }
    }

    @Test
    void findsPartsInFolders() throws IOException {
        for (String name : views("ffhq-uv/face-latents/000/000007/000007")) {
            text(name, name);
        }
        text("ffhq-uv/uv-maps/000007.png", "map");
        text("ffhq-uv/uv-maps/more/000007.png", "the same again");
        text("flat/000123.pt", "bare");
        text("flat/01223.pt", "bare");
        text("unwrap_texture/01223/01223_final_uv.png", "map");
        text("unwrap_texture/01223/01223_final_coeffs.pt", "coefficients");
        text("unwrap_texture/01223/01223_final_remap_masks.png", "masks");
        text("images/01223.png", "no map");
        text("attributes/1223.json", "no id");
        try (UvTree tree = UvTree.open(List.of(folder))) {
            assertThat(ids(tree, UvSet.FFHQ_UV)).containsExactly("000007", "000123");
            assertThat(Objects.requireNonNull(tree.sample(UvSet.FFHQ_UV, "000007"))
                            .parts())
                    .hasSize(4);
            assertThat(Objects.requireNonNull(tree.sample(UvSet.PROJECT, "01223"))
                            .parts()
                            .keySet())
                    .containsExactly(UvPart.MAP, UvPart.LATENT, UvPart.COEFFS, UvPart.REMAP_MASKS);
            assertThat(tree.duplicates())
                    .extracting(file -> file.file().name())
                    .containsExactly("ffhq-uv/uv-maps/more/000007.png");
            assertThat(tree.strangers())
                    .extracting(file -> file.file().name())
                    .containsExactly("attributes/1223.json", "images/01223.png");
            assertThat(tree.metaFile(UvSet.FFHQ_UV)).isNull();
            assertThat(tree.meta(UvSet.INTERPOLATE)).isNull();
        }
    }

    @Test
    void archivesMayBeRootsThemselves() throws IOException {
        Path map = zip("ffhq-uv-interpolate/uv-maps/000.zip", "000000.png");
        try (UvTree tree = UvTree.open(List.of(map, PROJECT))) {
            assertThat(ids(tree, UvSet.INTERPOLATE)).containsExactly("000000");
            assertThat(ids(tree, UvSet.PROJECT)).hasSize(7).contains("01223");
            UvSample sample = Objects.requireNonNull(tree.sample(UvSet.PROJECT, "01223"));
            assertThat(sample.parts().keySet()).containsExactly(UvPart.ATTRIBUTES, UvPart.MS_FACE, UvPart.LIGHT);
            assertThat(tree.roots()).containsExactly(map, PROJECT);
        }
    }

    @Test
    void oneDamagedArchiveHidesNoOther() throws IOException {
        Path cut = zip("ffhq-uv/uv-maps/000.zip", "000000.png", "000001.png");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        zip("ffhq-uv/uv-maps/001.zip", "001000.png", "inner.zip");
        try (UvTree tree = UvTree.open(List.of(folder))) {
            assertThat(ids(tree, UvSet.FFHQ_UV)).containsExactly("001000");
            assertThat(tree.problems()).hasSize(2);
            assertThat(tree.problems().get(0).name()).isEqualTo(cut.toString());
            assertThat(tree.problems().get(0).reason()).startsWith("no end of a zip archive");
            assertThat(tree.problems().get(1).reason()).isEqualTo("is an archive within an archive");
        }
        assertThatThrownBy(() -> UvTree.open(List.of(cut))).isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> UvTree.open(List.of(folder.resolve("gone")))).isInstanceOf(IOException.class);
    }

    /** More archives than readers are kept open. */
    @Test
    void readsFromManyArchivesInTurn() throws IOException {
        for (int i = 0; i < 12; i++) {
            String shard = String.format(Locale.ROOT, "%03d", i);
            zip("ffhq-uv/uv-maps/" + shard + ".zip", shard + "000.png", shard + "001.png");
        }
        try (UvTree tree = UvTree.open(List.of(folder));
                UvReader reader = tree.reader()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 24; i++) {
                    UvSample sample = tree.samples(UvSet.FFHQ_UV).get(i * 5 % 24);
                    UvFile file = Objects.requireNonNull(sample.file(UvPart.MAP));
                    assertThat(text(reader, file)).isEqualTo(sample.id() + ".png");
                }
            }
        }
    }

    @Test
    void readsTheWholeSample() throws IOException {
        assumeTrue(Files.isDirectory(RELEASE), "the sample release is not here: " + RELEASE);
        try (UvTree tree = UvTree.open(List.of(RELEASE.resolve("FFHQ-UV")));
                UvReader reader = tree.reader()) {
            assertThat(tree.samples(UvSet.FFHQ_UV))
                    .hasSize(8)
                    .allMatch(sample -> sample.parts().size() == 4);
            assertThat(tree.samples(UvSet.INTERPOLATE))
                    .hasSize(4)
                    .allMatch(sample -> sample.parts().size() == 4);
            assertThat(tree.samples(UvSet.PROJECT))
                    .hasSize(7)
                    .allMatch(sample -> sample.parts().size() == 4);
            assertThat(tree.problems()).isEmpty();
            assertThat(tree.strangers()).isEmpty();
            assertThat(tree.duplicates()).isEmpty();
            for (UvSample sample : tree.samples(UvSet.FFHQ_UV)) {
                FaceLatent front = latent(reader, sample, FaceView.FRONT);
                for (FaceView view : FaceView.values()) {
                    FaceLatent latent = latent(reader, sample, view);
                    assertThat(latent.firstNotFinite()).isEqualTo(-1);
                    assertThat(Objects.requireNonNull(latent.condition())[FaceCondition.YAW.index()])
                            .isEqualTo(view.yawDegrees());
                    assertThat(Arrays.mismatch(front.w(), 4 * 512, 9216, latent.w(), 4 * 512, 9216))
                            .isEqualTo(-1);
                }
            }
        }
        try (UvTree tree = UvTree.open(List.of(RELEASE.resolve("broken")))) {
            assertThat(ids(tree, UvSet.FFHQ_UV))
                    .containsExactly("000000", "000001", "000002", "000003", "000004", "000005", "000009");
        }
    }

    private static FaceLatent latent(UvReader reader, UvSample sample, FaceView view) throws IOException {
        UvFile file = Objects.requireNonNull(sample.file(view.part()));
        return FaceLatent.read(file.path(), reader.read(file));
    }

    private static List<String> ids(UvTree tree, UvSet set) {
        return tree.samples(set).stream().map(UvSample::id).toList();
    }

    private static String text(UvReader reader, UvFile file) throws IOException {
        return new String(reader.read(file).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static String[] views(String stem) {
        List<String> names = new ArrayList<>();
        for (FaceView view : FaceView.values()) {
            names.add(stem + "_" + view.word() + "_latent.pt");
        }
        return names.toArray(new String[0]);
    }

    private void text(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }

    /** An archive whose files hold their own names. */
    private Path zip(String name, String... files) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String inner : files) {
                out.putNextEntry(new ZipEntry(inner));
                out.write(inner.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return file;
    }
}
