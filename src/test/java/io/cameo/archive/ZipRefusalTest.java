package io.cameo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.ArchiveFault.Kind;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipRefusalTest {
    private static final byte[] BYTES = "some bytes some bytes some bytes".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path temp;

    private Path write(TinyZip zip) throws IOException {
        return Files.write(temp.resolve("a.zip"), zip.bytes());
    }

    private List<ArchiveFault> faults(TinyZip zip) throws IOException {
        try (ZipArchive archive = ZipArchive.open(write(zip))) {
            return archive.faults();
        }
    }

    /** A fault of the archive, for which it is no tree. */
    private void assertRefused(TinyZip zip, Kind kind, String reason) throws IOException {
        assertThat(faults(zip)).hasSize(1).allSatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.text()).contains(reason, "entry=", "offset=");
        });
        assertThatThrownBy(() -> FileTree.open(write(zip)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(reason);
    }

    /** A fault of one entry, beside which others can be read. */
    private void assertUnreadable(TinyZip.Item item, Kind kind, String reason) throws IOException {
        Path file = write(new TinyZip().add(TinyZip.stored("good", BYTES)).add(item));
        try (ZipArchive archive = ZipArchive.open(file);
                ZipReader reader = archive.reader()) {
            assertThatThrownBy(() -> reader.read(archive.entries().getLast()))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("entry=" + archive.entries().getLast().name());
            assertThat(reader.read(archive.entries().getFirst()).toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(BYTES);
            if (kind != Kind.DATA) {
                assertThat(archive.faults()).extracting(ArchiveFault::kind).containsExactly(kind);
            }
        }
        try (FileTree tree = FileTree.open(file)) {
            assertThat(tree.file("good")).isNotNull();
            assertThat(tree.problems()).hasSize(kind == Kind.DATA ? 0 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../evil, name leads out of its folder",
        "a/../../evil, name leads out of its folder",
        "/etc/evil, name is absolute",
        "a\\b, name contains a backslash",
        "C:evil, name begins with a drive letter",
        "c:/evil, name begins with a drive letter",
        "a//b, name has an empty part",
        "./a, name has an empty part",
        "'', name is empty",
        "'a\u0001b', name contains a control character",
        "'a\nb', name contains a control character",
    })
    void names(String name, String reason) throws IOException {
        assertRefused(new TinyZip().add(TinyZip.stored(name, BYTES)), Kind.NAME, reason);
    }

    @Test
    void namesThatAreNotUnique() throws IOException {
        assertRefused(
                new TinyZip().add(TinyZip.stored("a", BYTES)).add(TinyZip.stored("a", BYTES)),
                Kind.DUPLICATE,
                "name stands twice");
        assertRefused(
                new TinyZip().add(TinyZip.stored("a", BYTES)).add(TinyZip.stored("a/b", BYTES)),
                Kind.DUPLICATE,
                "name of a file is also that of its folder");
        assertRefused(
                new TinyZip().add(TinyZip.stored("d/Größe", BYTES)).add(TinyZip.stored("d/GRÖSSE", BYTES)),
                Kind.CASE,
                "name differs from another in case alone");
        assertRefused(
                new TinyZip()
                        .add(TinyZip.stored("d/Im/a", BYTES))
                        .add(TinyZip.stored("d/im/b", BYTES))
                        .add(TinyZip.stored("d/im/c", BYTES)),
                Kind.CASE,
                "name of a folder differs from another in case alone: other=d/Im");
    }

    @Test
    void anUtf8NameThatIsNone() throws IOException {
        TinyZip.Item item = TinyZip.stored("x", BYTES);
        item.name = new byte[] {'x', (byte) 0xFF};
        item.flags = ZipLayout.FLAG_UTF8;
        assertRefused(new TinyZip().add(item), Kind.NAME, "name is not utf-8");
    }

    @Test
    void entriesThatShareBytes() throws IOException {
        TinyZip.Item first = TinyZip.stored("a", BYTES);
        TinyZip.Item inside = TinyZip.stored("b", BYTES);
        inside.disk = 0;
        inside.offset = 10;
        assertRefused(new TinyZip().add(first).add(inside), Kind.OVERLAP, "shares bytes with another");
    }

    @Test
    void whatNeedsAPasswordOrAnotherProgram() throws IOException {
        TinyZip.Item locked = TinyZip.deflated("locked", BYTES);
        locked.flags = 1;
        assertUnreadable(locked, Kind.ENCRYPTED, "is encrypted");
        TinyZip.Item other = TinyZip.deflated("other", BYTES);
        other.method = 9;
        assertUnreadable(other, Kind.METHOD, "method is not supported: method=deflate64");
        TinyZip.Item link = TinyZip.stored("link", BYTES);
        link.mode = 0120777;
        assertUnreadable(link, Kind.TYPE, "is a link");
        TinyZip.Item device = TinyZip.stored("device", BYTES);
        device.mode = 0020666;
        assertUnreadable(device, Kind.TYPE, "is not a regular file: mode=020666");
        TinyZip.Item folder = TinyZip.stored("folder/", BYTES);
        assertUnreadable(folder, Kind.TYPE, "folder has bytes");
    }

    @Test
    void bombs() throws IOException {
        TinyZip.Item stored = TinyZip.stored("s", BYTES);
        stored.size = 5;
        assertUnreadable(stored, Kind.SIZE, "sizes are impossible");
        TinyZip.Item huge = TinyZip.deflated("h", BYTES);
        huge.size = 1_000_000_000;
        assertUnreadable(huge, Kind.SIZE, "sizes are impossible");
        TinyZip.Item more = TinyZip.deflated("m", new byte[1000]);
        more.size = 999;
        assertUnreadable(more, Kind.DATA, "inflates beyond its size: size=999");
        TinyZip.Item less = TinyZip.deflated("l", new byte[1000]);
        less.size = 1001;
        assertUnreadable(less, Kind.DATA, "size mismatch: expected=1001, actual=1000");
        TinyZip.Item behind = TinyZip.deflated("b", BYTES);
        behind.packed = Arrays.copyOf(behind.packed, behind.packed.length + 3);
        assertUnreadable(behind, Kind.DATA, "packed_bytes_left=3");
    }

    @Test
    void headersThatDisagree() throws IOException {
        TinyZip.Item method = TinyZip.stored("m", BYTES);
        method.localMethod = 8;
        assertUnreadable(method, Kind.DATA, "local header has another method");
        TinyZip.Item sum = TinyZip.stored("s", BYTES);
        sum.localCrc++;
        assertUnreadable(sum, Kind.DATA, "local header has another checksum");
        TinyZip.Item both = TinyZip.stored("b", BYTES);
        both.localCrc++;
        both.crc++;
        assertUnreadable(both, Kind.DATA, "checksum mismatch: expected=0x" + Integer.toHexString(both.crc));
        TinyZip.Item nowhere = TinyZip.stored("n", BYTES);
        nowhere.localExtra = new byte[20];
        nowhere.disk = 0;
        nowhere.offset = 67; // a byte behind its header
        assertUnreadable(nowhere, Kind.DATA, "no local header");
    }
}
