package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTreeTest {
    private static final Path DATA = Path.of("testdata/archive");
    private static final Path GOLDENS = Path.of("../shared/golden/matting");

    @TempDir
    private Path temp;

    /** The sums of all files of a tree, by their names. */
    private static Map<String, String> sums(Path path) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (FileTree tree = FileTree.open(path);
                TreeReader reader = tree.reader()) {
            assertThat(tree.problems()).isEmpty();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (TreeFile file : tree.files()) {
                sums.put(
                        file.name(),
                        HexFormat.of().formatHex(digest.digest(reader.read(file).toArray(ValueLayout.JAVA_BYTE))));
            }
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
        return sums;
    }

    private static Map<String, String> manifest(Path file, String prefix) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(" +", 2))
                    .filter(line -> line[1].startsWith(prefix))
                    .collect(Collectors.toMap(line -> line[1], line -> line[0], (a, b) -> a, TreeMap::new));
        }
    }

    @Test
    void everyFileOfASplitArchiveOfInfoZip() throws IOException {
        Map<String, String> expected = manifest(DATA.resolve("manifest.sha256"), "");
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(sums(DATA.resolve("V-HIM-MINI.zip"))).isEqualTo(expected);
        assertThat(sums(DATA.resolve("V-HIM-MINI.z02"))).isEqualTo(expected);
    }

    @Test
    void namesThatLeadOut() throws IOException {
        assertThatThrownBy(() -> FileTree.open(DATA.resolve("zip_slip.zip")))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("name leads out of its folder, entry=../evil.png, faults=4");
    }

    @Test
    void aFlippedBitIsOneEntry() throws IOException {
        for (String part : new String[] {"z01", "z02", "z03", "zip"}) {
            Files.copy(DATA.resolve("V-HIM-MINI." + part), temp.resolve("V." + part));
        }
        byte[] bytes = Files.readAllBytes(temp.resolve("V.z03"));
        bytes[30_000] ^= 0x10;
        Files.write(temp.resolve("V.z03"), bytes);
        int bad = 0;
        try (FileTree tree = FileTree.open(temp.resolve("V.zip"));
                TreeReader reader = tree.reader()) {
            for (TreeFile file : tree.files()) {
                try {
                    reader.read(file);
                } catch (CorruptDataException found) {
                    assertThat(found).hasMessageContaining("V.z03").hasMessageContaining(file.name());
                    bad++;
                }
            }
        }
        assertThat(bad).isOne();
    }

    @Test
    void looksLikeTheFolderThatWasPacked() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Path folder = Files.createDirectory(temp.resolve("folder"));
        TinyZip zip = new TinyZip();
        zip.add(TinyZip.stored("empty/", new byte[0]));
        Files.createDirectory(folder.resolve("empty"));
        for (int i = 0; i < 80; i++) {
            String name = "n" + random.nextInt(4) + "/" + (random.nextBoolean() ? "" : random.nextInt(3) + "d/") + i
                    + (random.nextBoolean() ? "" : "\uD83D\uDE00");
            byte[] bytes = new byte[random.nextInt(500)];
            zip.add(random.nextBoolean() ? TinyZip.stored(name, bytes) : TinyZip.deflated(name, bytes));
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), bytes);
        }
        Path archive = zip.writeSplit(temp, "tree", 2000);
        try (FileTree packed = FileTree.open(archive);
                FileTree plain = FileTree.open(folder)) {
            assertThat(packed.files()).as("seed=%d", seed).isEqualTo(plain.files());
            assertThat(packed.folders()).isEqualTo(plain.folders());
            for (String name : plain.folders()) {
                assertThat(packed.folder(name)).isEqualTo(plain.folder(name));
            }
            assertThat(packed.folder("")).isEqualTo(plain.folder(""));
            assertThat(packed.folder("none")).isNull();
            assertThat(packed.file("none")).isNull();
            TreeFile first = packed.files().getFirst();
            assertThat(packed.file(first.name())).isEqualTo(first);
            assertThat(packed.path()).isEqualTo(archive);
        }
        assertThat(sums(archive)).isEqualTo(sums(folder));
    }

    @Test
    void goldens() throws IOException {
        assumeTrue(Files.isDirectory(GOLDENS), "no goldens at " + GOLDENS);
        for (String name : new String[] {"HIM-MINI", "I-HIM-MINI", "V-HIM-MINI"}) {
            assertThat(sums(GOLDENS.resolve("zips/" + name + ".zip")))
                    .isEqualTo(manifest(GOLDENS.resolve("manifest.sha256"), name + "/"));
        }
        Path broken = GOLDENS.resolve("broken/zips");
        assertThatThrownBy(() -> FileTree.open(broken.resolve("z01_missing_part/V-HIM-MINI.zip")))
                .hasMessageStartingWith("a part is missing: V-HIM-MINI.z02");
        assertThatThrownBy(() -> FileTree.open(broken.resolve("z02_truncated_part/V-HIM-MINI.zip")))
                .hasMessageStartingWith("part is shorter than the directory says: missing=5536")
                .hasMessageContaining("V-HIM-MINI.z02, offset=60000");
        assertThat(sums(broken.resolve("z06_raw_split/HIM-MINI.zip.001")))
                .isEqualTo(manifest(GOLDENS.resolve("manifest.sha256"), "HIM-MINI/"));
        Path flipped = broken.resolve("z03_bitflip/V-HIM-MINI.zip");
        try (ZipArchive archive = ZipArchive.open(flipped);
                ZipReader reader = archive.reader()) {
            long bad = 0;
            for (ArchiveEntry entry : archive.entries()) {
                try {
                    assertThat(Objects.requireNonNull(reader.read(entry)).byteSize())
                            .isEqualTo(entry.sizeBytes());
                } catch (CorruptDataException found) {
                    assertThat(found).hasMessageStartingWith("checksum mismatch");
                    bad++;
                }
            }
            assertThat(bad).isOne();
        }
    }
}
