package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingRecord;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.PlaneEffort;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees to records and back. */
class MattingPackTest {
    private static final Path GOLDEN = Path.of("testdata/matting");
    private static final Path TREES = GOLDEN.resolve("tree");

    @TempDir
    Path temp;

    private PackReport pack(Path tree, String rec, UnaryOperator<MattingPack> how) throws IOException {
        try (FileTree files = FileTree.open(tree)) {
            return how.apply(MattingPack.from(files).noErrorLimit()).writeTo(temp.resolve(rec));
        }
    }

    private MattingUnpackReport unpack(String rec, String folder) throws IOException {
        return MattingUnpack.from(temp.resolve(rec)).to(temp.resolve(folder));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"I-HIM-MINI", "HIM-MINI", "V-HIM-MINI"})
    void treesComeBackByteForByteWhereFilesAreKept(String name) throws IOException {
        Path tree = temp.resolve("tree");
        Trees.copy(TREES.resolve(name), tree);
        Files.createDirectories(tree.resolve("empty/inner"));
        Files.writeString(tree.resolve(".DS_Store"), "junk");
        Files.createFile(tree.resolve("nothing.txt"));

        PackReport report = pack(tree, "a.rec", job -> job.keepFiles(true).workers(2));
        assertThat(report.complete()).isTrue();
        assertThat(report.rejected()).isZero();
        assertThat(report.packed()).isEqualTo(name.startsWith("V") ? 5 : 4);

        MattingUnpackReport unpacked = unpack("a.rec", "again");
        assertThat(unpacked.isSound()).isTrue();
        assertThat(unpacked.encodedFiles()).isZero();
        assertThat(unpacked.notKept()).isZero();
        Map<String, byte[]> again = Trees.contents(temp.resolve("again"));
        assertThat(again).containsExactlyInAnyOrderEntriesOf(Trees.contents(tree));

        assertSums(again, GOLDEN.resolve("manifest.sha256"), name + "/");
    }

    @Test
    void progressIsThatOfImages() throws IOException {
        List<Long> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void started(long totalItems) {
                told.add(totalItems);
            }

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                assertThat(doneItems).isBetween(0L, 4L); // 0 where the first takes long
            }

            @Override
            public void finished(long doneItems, long rejectedItems) {
                told.add(doneItems);
            }
        };
        pack(TREES.resolve("I-HIM-MINI"), "a.rec", job -> job.keepFiles(true).progress(progress));
        assertThat(told).containsExactly(4L, 4L); // loose files and the manifest are no images
    }

    @Test
    void splitArchivesComeBackByteForByteAsTheFilesInThem() throws IOException {
        Path archive = Path.of("testdata/archive");
        assertThat(pack(archive.resolve("V-HIM-MINI.zip"), "a.rec", job -> job.keepFiles(true))
                        .packed())
                .isEqualTo(5);
        unpack("a.rec", "again");
        assertSums(Trees.contents(temp.resolve("again")), archive.resolve("manifest.sha256"), "");
    }

    /** Every file that a list of sums names below a folder is there, with that sum. */
    private static void assertSums(Map<String, byte[]> files, Path list, String below) throws IOException {
        List<String> sums = Files.readAllLines(list).stream()
                .filter(line -> line.substring(66).startsWith(below))
                .toList();
        assertThat(sums).isNotEmpty();
        for (String line : sums) {
            String name = line.substring(66);
            byte[] bytes = Objects.requireNonNull(files.get(name.substring(below.length())), name);
            assertThat(sha256(bytes)).as(name).isEqualTo(line.substring(0, 64));
        }
    }

    @ParameterizedTest
    @CsvSource({"I-HIM-MINI, true", "I-HIM-MINI, false", "HIM-MINI, false", "V-HIM-MINI, true"})
    void withoutFilesPixelsAndNamesComeBack(String name, boolean withFgBg) throws IOException {
        PackReport report =
                pack(TREES.resolve(name), "a.rec", job -> job.withFgBg(withFgBg).effort(PlaneEffort.SMALL));
        assertThat(report.rejected()).isZero();
        MattingUnpackReport unpacked = unpack("a.rec", "again");
        assertThat(unpacked.isSound()).isTrue();

        Map<String, byte[]> before = Trees.contents(TREES.resolve(name));
        Map<String, byte[]> again = Trees.contents(temp.resolve("again"));
        assertThat(again.size() + unpacked.notKept()).isEqualTo(before.size());
        assertThat(before.keySet()).containsAll(again.keySet());
        assertThat(before.keySet().stream().filter(file -> !again.containsKey(file)))
                .allMatch(file -> file.startsWith("fg/") || file.startsWith("bg/") || file.startsWith("masks_r50"));
        assertThat(again.keySet().stream().anyMatch(file -> file.startsWith("fg/")))
                .isEqualTo(withFgBg && name.startsWith("I"));
        try (ImageCodec left = ImageCodec.create();
                ImageCodec right = ImageCodec.create()) {
            again.forEach((file, bytes) -> {
                byte[] old = Objects.requireNonNull(before.get(file));
                if (file.endsWith(".png")) {
                    assertSamePixels(old, bytes, left, right, file);
                } else {
                    assertThat(bytes).as(file).isEqualTo(old);
                }
            });
        }
    }

    private static void assertSamePixels(byte[] old, byte[] now, ImageCodec left, ImageCodec right, String file) {
        Image before = left.decode(MemorySegment.ofArray(old), ColorMode.UNCHANGED);
        Image after = right.decode(MemorySegment.ofArray(now), ColorMode.UNCHANGED);
        assertThat(after.format()).as(file).isEqualTo(before.format());
        assertThat(after.widthPx()).as(file).isEqualTo(before.widthPx());
        assertThat(after.pixels().toArray(ValueLayout.JAVA_BYTE))
                .as(file)
                .isEqualTo(before.pixels().toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void theNumberOfWorkersAndStopsOnTheWayChangeNothing() throws IOException {
        Path tree = TREES.resolve("V-HIM-MINI");
        pack(tree, "one.rec", job -> job.workers(1));
        pack(tree, "four.rec", job -> job.workers(4).batchSize(1));
        assertThat(temp.resolve("four.rec")).hasSameBinaryContentAs(temp.resolve("one.rec"));

        Path broken = temp.resolve("broken");
        Trees.copy(TREES.resolve("I-HIM-MINI"), broken);
        Files.write(broken.resolve("alphas/10/0.png"), new byte[] {1, 2, 3});
        pack(broken, "whole.rec", job -> job);
        PackReport stopped = pack(
                broken, "stopped.rec", job -> job.errorLimit(0).batchSize(1).workers(1));
        assertThat(stopped.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(temp.resolve("stopped.rec")).doesNotExist();
        PackReport resumed = pack(broken, "stopped.rec", job -> job.resume(true));
        assertThat(resumed.complete()).isTrue();
        assertThat(resumed.resumedAt()).isPositive();
        assertThat(temp.resolve("stopped.rec")).hasSameBinaryContentAs(temp.resolve("whole.rec"));
        assertThat(temp.resolve("stopped.idx")).hasSameBinaryContentAs(temp.resolve("whole.idx"));

        pack(broken, "other.rec", job -> job.errorLimit(0).batchSize(1).workers(1));
        Files.writeString(broken.resolve("more.txt"), "another tree");
        assertThatThrownBy(() -> pack(broken, "other.rec", job -> job.resume(true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("files");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        t01_no_alpha_dir/S              | 1 | 1 | image has no mattes: path=images/1.jpg
        t02_size_mismatch/S             | 0 | 1 | matte has another size than its image: path=alphas/0/1.png, expected=64x48, actual=60x40
        t03_alpha_rgba/S                | 1 | 0 |
        t04_alpha_16bit/S               | 1 | 0 |
        t09_junk_files/S                | 1 | 0 |
        t10_truncated_jpg/S             | 0 | 1 | image is cut off, damaged or none: path=images/0.jpg, jpeg truncated
        v03_mask_missing_inst           | 1 | 0 |
        w01_frame_without_alpha/S       | 0 | 5 | frame has no mattes, others of its video have: path=pha/v0/00002
        w02_instance_missing_one_frame/S| 0 | 5 | instance is missing in a frame
        w03_silent_shift/S              | 0 | 4 | frames have different instances, and the counts hide it
        """)
    void refusesWhatCannotBeTrainedOn(String name, int packed, int rejected, String reason) throws IOException {
        PackReport report = pack(GOLDEN.resolve("broken").resolve(name), "a.rec", job -> job);
        assertThat(report.rejected()).isEqualTo(rejected);
        if (packed == 0) {
            assertThat(report.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
            assertThat(temp.resolve("a.rec")).doesNotExist();
        } else {
            assertThat(report.packed()).isEqualTo(packed);
        }
        if (reason != null) {
            assertThat(temp.resolve("a.rejects.tsv")).content().contains(reason);
        }
    }

    @Test
    void sixteenBitsAreKeptAndWhatIsNoGrayPngComesBackAsItsFile() throws IOException {
        pack(GOLDEN.resolve("broken/t04_alpha_16bit"), "deep.rec", job -> job);
        try (MattingRecords records = MattingRecords.open(temp.resolve("deep.rec"));
                MattingRecords.Reader reader = records.reader()) {
            assertThat(reader.at(0).header(0).format()).isEqualTo(PixelFormat.GRAY16);
            assertThat(reader.at(0).alphaFile(0)).isNull();
        }
        pack(GOLDEN.resolve("broken/t03_alpha_rgba"), "color.rec", job -> job);
        assertThat(unpack("color.rec", "again").encodedFiles()).isLessThan(2);
        assertThat(temp.resolve("again/S/alphas/0/0.png"))
                .hasSameBinaryContentAs(GOLDEN.resolve("broken/t03_alpha_rgba/S/alphas/0/0.png"));
    }

    @Test
    void aFrameThatIsRejectedLeavesAGapInItsClip() throws IOException {
        Path tree = temp.resolve("video");
        Trees.copy(TREES.resolve("V-HIM-MINI"), tree);
        List<String> frames = Trees.contents(tree).keySet().stream()
                .filter(name -> name.contains("/fgr/"))
                .toList();
        Files.write(tree.resolve(frames.get(2)), new byte[] {9});
        Files.write(tree.resolve(frames.get(3)), DrawnTree.jpeg());
        PackReport report = pack(tree, "a.rec", job -> job);
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(temp.resolve("a.rejects.tsv"))
                .content()
                .contains("frames of one video differ in size: path=" + frames.get(3) + ", expected=");
        try (MattingRecords records = MattingRecords.open(temp.resolve("a.rec"));
                MattingRecords.Reader reader = records.reader()) {
            assertThat(records.size()).isEqualTo(3);
            assertThat(records.clips()).containsExactly(new MattingRecords.Clip(0, 5));
            ClipPlace last = reader.at(2).clip();
            assertThat(last).isEqualTo(new ClipPlace(0, 0, 5, 4));
            assertThat(records.contains(last, 2)).isFalse();
            assertThat(reader.frame(last, 1).names().image()).isEqualTo(frames.get(1));
        }
    }

    @Test
    void alphaChannelsAndSplitsAndMasksByName() throws IOException {
        byte[] rgba = DrawnTree.encoded(PixelFormat.BGRA8, Encoding.PNG, 8, 4, i -> i % 4 == 3 ? i : 77);
        Files.createDirectories(temp.resolve("rgba"));
        Files.write(temp.resolve("rgba/a.png"), rgba);
        pack(temp.resolve("rgba"), "rgba.rec", job -> job);
        try (MattingRecords records = MattingRecords.open(temp.resolve("rgba.rec"));
                MattingRecords.Reader reader = records.reader()) {
            byte[] plane = new byte[8 * 4];
            MattingRecord record = reader.at(0);
            record.plane(0, MemorySegment.ofArray(plane), 0, 8);
            assertThat(plane).startsWith(3, 7, 11, 15).endsWith((byte) 127);
            assertThat(record.image().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rgba);
        }
        assertThat(unpack("rgba.rec", "rgba-again").exactFiles()).isEqualTo(1);

        Path him = TREES.resolve("HIM-MINI");
        PackReport part = pack(
                him,
                "part.rec",
                job -> job.split("comp").masks("masks_r50_fpn_3x").keepFiles(true));
        assertThat(part.packed()).isEqualTo(2);
        try (MattingRecords records = MattingRecords.open(temp.resolve("part.rec"));
                MattingRecords.Reader reader = records.reader()) {
            MattingManifest manifest = Objects.requireNonNull(reader.manifest());
            assertThat(manifest.masks()).isEqualTo("masks_r50_fpn_3x");
            assertThat(manifest.files())
                    .isNotEmpty()
                    .allMatch(file -> file.name().contains("/comp/"));
            assertThat(reader.at(0).hasMask(0)).isTrue();
            assertThat(reader.at(1).hasMask(0)).isFalse();
        }
        assertThatThrownBy(() -> pack(TREES, "none.rec", job -> job)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatWasAskedForIsUnpacked() throws IOException {
        pack(TREES.resolve("I-HIM-MINI"), "a.rec", job -> job.keepFiles(true));
        MattingUnpackReport report = MattingUnpack.from(temp.resolve("a.rec"))
                .select(List.of("10", "./2", "nobody"))
                .to(temp.resolve("some"));
        assertThat(report.samples()).isEqualTo(2);
        assertThat(report.missing()).containsExactly("nobody");
        assertThat(report.isSound()).isFalse();
        assertThat(Trees.contents(temp.resolve("some")).keySet())
                .contains("images/10.jpg", "images/2.jpg")
                .allMatch(name -> name.contains("10") || name.contains("2"));
    }
}
