package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.CorruptDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    @TempDir
    private Path temp;

    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    /** Stored and deflated entries in turn, some empty, some with a descriptor. */
    private TinyZip zip(int entries, int mostBytes) {
        SplittableRandom random = new SplittableRandom(entries);
        TinyZip zip = new TinyZip();
        zip.add(TinyZip.stored("d/", new byte[0]));
        contents.clear();
        for (int i = 0; i < entries; i++) {
            byte[] bytes = new byte[random.nextInt(mostBytes)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt(6);
            }
            String name = "d/" + i + ".bin";
            TinyZip.Item item = i % 2 == 0 ? TinyZip.stored(name, bytes) : TinyZip.deflated(name, bytes);
            item.descriptor = i % 5 == 3;
            item.localExtra = new byte[i % 3 == 0 ? 0 : 28];
            zip.add(item);
            contents.put(name, bytes);
        }
        return zip;
    }

    private void assertHoldsAll(Path path) throws IOException {
        try (ZipArchive archive = ZipArchive.open(path);
                ZipReader reader = archive.reader()) {
            assertThat(archive.faults()).isEmpty();
            Map<String, byte[]> read = new LinkedHashMap<>();
            for (ArchiveEntry entry : archive.entries()) {
                byte[] bytes = reader.read(entry).toArray(ValueLayout.JAVA_BYTE);
                if (!entry.isFolder()) {
                    read.put(entry.name(), bytes);
                }
            }
            assertThat(read.keySet()).containsExactlyElementsOf(contents.keySet());
            read.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(contents.get(name)));
        }
    }

    private Path write(String name, byte[]... pieces) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return Files.write(temp.resolve(name), all.toByteArray());
    }

    @Test
    void oneFile() throws IOException {
        assertHoldsAll(write("a.zip", zip(20, 3000).bytes()));
        assertHoldsAll(write("large.zip", zip(3, 2_000_000).bytes()));
        assertHoldsAll(write("zip64.zip", zip(20, 3000).zip64().bytes()));
        assertHoldsAll(write("count.zip", zip(20, 3000).countElsewhere().bytes()));
        assertHoldsAll(
                write("comment.zip", zip(20, 300).comment("PK\5\6 is no end").bytes()));
        assertHoldsAll(write("behind.zip", zip(20, 300).bytes(), new byte[100]));
    }

    @Test
    void somethingInFront() throws IOException {
        byte[] program = "MZ this is a program that unpacks itself".getBytes(StandardCharsets.US_ASCII);
        assertHoldsAll(write("moved.exe", zip(9, 300).prefix(program).bytes()));
        assertHoldsAll(write("moved64.exe", program, zip(9, 300).zip64().bytes()));
        assertHoldsAll(write(
                "unsplit.zip",
                zip(9, 300).prefix(new byte[] {'P', 'K', '0', '0'}).bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 200, 333, 1000, 5000, 20_000})
    void partsOfAnySize(int partBytes) throws IOException {
        for (boolean large : new boolean[] {false, true}) {
            TinyZip zip = zip(60, 900);
            Path last = (large ? zip.zip64() : zip).writeSplit(temp, large ? "l" : "s", partBytes);
            assertHoldsAll(last);
            try (ZipArchive archive = ZipArchive.open(last)) {
                assertThat(archive.parts()).hasSize(zip.split(partBytes).size());
            }
        }
    }

    @Test
    void moreThanNinetyNineParts() throws IOException {
        Path last = zip(200, 300).writeSplit(temp, "many", 200);
        assertThat(temp.resolve("many.z100")).exists();
        assertHoldsAll(last);
        assertHoldsAll(temp.resolve("many.z100"));
        assertHoldsAll(temp.resolve("many.z01"));
    }

    @Test
    void upperCase() throws IOException {
        List<byte[]> parts = zip(30, 900).split(1000);
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            write(last ? "X.ZIP" : String.format(Locale.ROOT, "X.Z%02d", i + 1), parts.get(i));
        }
        assertHoldsAll(temp.resolve("X.ZIP"));
        assertHoldsAll(temp.resolve("X.Z02"));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 333, 1000, 5000})
    void partsThatWereJoined(int partBytes) throws IOException {
        for (boolean large : new boolean[] {false, true}) {
            TinyZip zip = zip(60, 900);
            List<byte[]> parts = (large ? zip.zip64() : zip).split(partBytes);
            assertThat(parts).hasSizeGreaterThan(1);
            assertHoldsAll(write("joined.zip", parts.toArray(byte[][]::new)));
        }
    }

    @Test
    void piecesOfOneFile() throws IOException {
        byte[] whole = zip(40, 900).bytes();
        for (String form : List.of("seven.zip.%03d", "pieces-%02d", "gnu.zip.%02d")) {
            int first = form.startsWith("seven") ? 1 : 0;
            int number = first;
            List<Path> pieces = new ArrayList<>();
            for (int at = 0; at < whole.length; at += 1000) {
                String name = String.format(Locale.ROOT, form, number++);
                pieces.add(write(name, Arrays.copyOfRange(whole, at, Math.min(whole.length, at + 1000))));
            }
            assertHoldsAll(pieces.getFirst());
            assertHoldsAll(pieces.getLast());
            Files.delete(pieces.get(3));
            assertThatThrownBy(() -> ZipArchive.open(pieces.getFirst()))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith(
                            "a part is missing: " + pieces.get(3).getFileName());
        }
    }

    @Test
    void namesThatSplitWidens() throws IOException {
        byte[] whole = zip(40, 900).bytes();
        int pieces = 95;
        int each = Math.ceilDiv(whole.length, pieces);
        for (int i = 0; i * each < whole.length; i++) {
            String digits = i < 90 ? String.format(Locale.ROOT, "%02d", i) : Integer.toString(9000 + i - 90);
            write("x" + digits, Arrays.copyOfRange(whole, i * each, Math.min(whole.length, (i + 1) * each)));
        }
        assertThat(temp.resolve("x9002")).exists();
        assertHoldsAll(temp.resolve("x00"));
    }

    @Test
    void everyMissingPartIsNamed() throws IOException {
        Path last = zip(40, 900).writeSplit(temp, "m", 1000);
        Files.delete(temp.resolve("m.z02"));
        Files.delete(temp.resolve("m.z05"));
        for (Path part : List.of(last, temp.resolve("m.z03"))) {
            assertThatThrownBy(() -> ZipArchive.open(part))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith("parts are missing: m.z02, m.z05: file=" + last);
        }
        Files.move(last, temp.resolve("alone.zip"));
        assertThatThrownBy(() -> ZipArchive.open(temp.resolve("alone.zip")))
                .hasMessageStartingWith("parts are missing: alone.z01, alone.z02, alone.z03");
        assertThatThrownBy(() -> ZipArchive.open(temp.resolve("m.z03")))
                .hasMessageStartingWith("the last part is missing: m.zip: file=");
    }

    @Test
    void aCutPartIsFoundBeforeAnythingIsRead() throws IOException {
        Path last = zip(40, 900).writeSplit(temp, "c", 1000);
        Path cut = temp.resolve("c.z04");
        byte[] bytes = Files.readAllBytes(cut);
        for (int less : new int[] {1, 100, bytes.length - 1}) {
            Files.write(cut, Arrays.copyOf(bytes, bytes.length - less));
            try (ZipArchive archive = ZipArchive.open(last)) {
                assertThat(archive.faults()).anySatisfy(fault -> {
                    assertThat(fault.kind()).isEqualTo(ArchiveFault.Kind.PART_SHORT);
                    assertThat(fault.part()).isEqualTo(cut);
                });
            }
            assertThatThrownBy(() -> FileTree.open(last))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("part is shorter than the directory says")
                    .hasMessageContaining("c.z04");
        }
    }

    @Test
    void aFileThatIsCutWhileItIsReadEndsTheRead() throws IOException {
        Path file = write("cut.zip", zip(20, 3000).bytes());
        try (ZipArchive archive = ZipArchive.open(file);
                ZipReader reader = archive.reader()) {
            Files.write(file, new byte[10]);
            assertThatThrownBy(() -> reader.read(archive.entries().getLast()))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("shrank");
        }
    }

    @Test
    void partsInWrongOrder() throws IOException {
        zip(40, 900).writeSplit(temp, "w", 1000);
        byte[] first = Files.readAllBytes(temp.resolve("w.z01"));
        Files.move(temp.resolve("w.z02"), temp.resolve("w.z01"), StandardCopyOption.REPLACE_EXISTING);
        Files.write(temp.resolve("w.z02"), first);
        assertThatThrownBy(() -> ZipArchive.open(temp.resolve("w.zip")))
                .hasMessageStartingWith("first part does not begin as one: expected=0x8074b50")
                .hasMessageContaining("w.z01");
    }

    @Test
    void whatIsNoArchive() throws IOException {
        assertThatThrownBy(() -> ZipArchive.open(write("text.zip", "text".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageStartingWith("no end of a zip archive");
        assertThatThrownBy(() -> ZipArchive.open(write("empty.zip"))).isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> ZipArchive.open(temp.resolve("none.zip"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ZipArchive.open(temp)).hasMessageContaining("is a folder");
        assertThat(ZipArchive.is(temp)).isFalse();
        assertThat(ZipArchive.is(temp.resolve("none.zip"))).isFalse();
        assertThat(ZipArchive.is(write("a.txt", "text".getBytes(StandardCharsets.US_ASCII))))
                .isFalse();
        assertThat(ZipArchive.is(write("unnamed", new TinyZip().bytes()))).isTrue();
        assertThat(ZipArchive.is(write("b.zip.001", new byte[9]))).isTrue();
    }

    @Test
    void anEmptyArchiveHoldsNothing() throws IOException {
        contents.clear();
        assertHoldsAll(write("nothing.zip", new TinyZip().bytes()));
        assertHoldsAll(write("nothing64.zip", new TinyZip().zip64().bytes()));
    }

    @Test
    void anEntryTellsWhatTheDirectoryDoes() throws IOException {
        TinyZip.Item item = TinyZip.deflated("photo.png", new byte[1000]);
        item.mode = 0100640;
        // Times: the first bit says that there is one, then seconds.
        item.directoryExtra = new byte[] {0x55, 0x54, 5, 0, 1, 0, (byte) 0xE1, (byte) 0xF5, 0x05};
        Path file = write("t.zip", new TinyZip().add(item).bytes());
        try (ZipArchive archive = ZipArchive.open(file)) {
            ArchiveEntry entry = archive.entries().getFirst();
            assertThat(entry.mode()).isEqualTo(0100640);
            assertThat(Objects.requireNonNull(entry.modified()).getEpochSecond())
                    .isEqualTo(100_000_000);
            assertThat(entry.sizeBytes()).isEqualTo(1000);
            assertThat(entry.packedBytes()).isEqualTo(item.packed.length);
            assertThat(entry.methodName()).isEqualTo("deflate");
            assertThat(entry.crc32()).isEqualTo(item.crc);
            assertThat(entry.part()).isZero();
            assertThat(entry.offsetBytes()).isZero();
            assertThat(archive.sizeBytes()).isEqualTo(Files.size(file));
        }
    }
}
