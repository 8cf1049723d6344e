package io.cameo.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.record.Record;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackTest {
    private static final Path GOLDEN = Path.of("testdata/record");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"raw", "header", "insightface", "keys_int", "keys_str", "parts", "empty"})
    void writesEveryPayloadAsItIsStored(String name) throws IOException {
        Path rec = GOLDEN.resolve(name + ".rec");
        Path target = folder.resolve("out");
        UnpackReport report = Unpack.from(rec).to(target);
        List<String> expected = new ArrayList<>();
        try (RecordFile file = RecordFile.open(rec)) {
            for (int i = 0; i < file.size(); i++) {
                Record record = file.at(i);
                expected.add(hex(hasHeader(record) ? record.payload() : record.content()));
            }
        }
        List<String> actual = new ArrayList<>();
        for (Path file : payloads(target)) {
            actual.add(hex(MemorySegment.ofArray(Files.readAllBytes(file))));
        }
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.files()).isEqualTo(expected.size());
        assertThat(report.listed() + report.unlistedRecords()).isEqualTo(expected.size());
        assertThat(report.damagedPlaces()).isZero();
        assertThat(Files.readAllLines(target.resolve(name + ".lst"))).hasSize((int) report.listed());
        assertThat(target.resolve(name + ".notes.tsv").toFile().exists()).isEqualTo(report.unlistedRecords() > 0);
    }

    @Test
    void namesByLabelAndKey() throws IOException {
        Path target = folder.resolve("out");
        UnpackReport report = Unpack.from(GOLDEN.resolve("insightface.rec")).to(target);
        assertThat(names(target))
                .contains("0/00000001.jpg", "2/00000009.jpg", "_empty/00000000.bin", "_empty/00000012.bin");
        assertThat(report.folders()).isEqualTo(4);
        assertThat(report.unlisted()).isEqualTo(Map.of("no payload", 4L));
        assertThat(Files.readAllLines(target.resolve("insightface.notes.tsv")))
                .hasSize(5)
                .startsWith("key\tpath\toffset\theader\treason")
                .contains("10\t_empty/00000010.bin\t56932\tflag=2 labels=1.0,4.0 id=10 id2=0\tno payload");
        assertThat(report.repack()).isEqualTo(UnpackReport.Repack.LISTED_ONLY);
    }

    @Test
    void withoutAnIdxTheCixGivesTheKeys() throws IOException {
        Path rec = folder.resolve("c.rec");
        Im2Rec.from(Path.of("testdata/convert/im2rec/passthru.lst"), Path.of("testdata/convert/images"))
                .passThrough(true)
                .writeTo(rec);
        Files.delete(folder.resolve("c.idx"));
        UnpackReport report = Unpack.from(rec).to(folder.resolve("out"));
        assertThat(report.listed()).isEqualTo(11);
        assertThat(report.unindexedRecords()).isZero();
        Path again = folder.resolve("again.rec");
        Im2Rec.from(report.list(), folder.resolve("out"))
                .passThrough(true)
                .packLabels(true)
                .writeTo(again);
        assertThat(again).hasSameBinaryContentAs(rec);
    }

    @Test
    void flatHasNoFolders() throws IOException {
        Path target = folder.resolve("out");
        UnpackReport report =
                Unpack.from(GOLDEN.resolve("header.rec")).flat(true).to(target);
        assertThat(report.folders()).isZero();
        assertThat(names(target)).hasSize(21).allMatch(name -> name.matches("000000\\d\\d\\.bin"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void isTheSameForAnyNumberOfWorkers(int workers) throws IOException {
        Unpack.from(GOLDEN.resolve("header.rec")).workers(1).to(folder.resolve("one"));
        Unpack.from(GOLDEN.resolve("header.rec")).workers(workers).to(folder.resolve("many"));
        assertThat(names(folder.resolve("many"))).isEqualTo(names(folder.resolve("one")));
        assertThat(folder.resolve("many/header.notes.tsv"))
                .hasSameTextualContentAs(folder.resolve("one/header.notes.tsv"));
    }

    @Test
    void refusesAFolderWithSomethingInIt() throws IOException {
        Files.writeString(folder.resolve("mine"), "x");
        Unpack unpack = Unpack.from(GOLDEN.resolve("parts.rec"));
        assertThatThrownBy(() -> unpack.to(folder)).isInstanceOf(DirectoryNotEmptyException.class);
        UnpackReport report =
                Unpack.from(GOLDEN.resolve("parts.rec")).intoExisting(true).to(folder);
        assertThat(report.files()).isEqualTo(61);
        assertThat(folder.resolve("mine")).hasContent("x");
        assertThatThrownBy(() -> Unpack.from(GOLDEN.resolve("parts.rec"))
                        .intoExisting(true)
                        .to(GOLDEN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileKeysStayInsideAndApart() throws IOException {
        List<String> keys = List.of(
                "../evil",
                "/etc/passwd",
                "a/../../b",
                "..",
                ".",
                "C:\\x",
                "con",
                "Lpt1.txt",
                "-rf",
                "a",
                "A",
                "a.bin",
                "x",
                "x.bin/y",
                "x.bin",
                "trailing. ",
                " x ",
                "über/中.jpg",
                "line\u0001",
                "n".repeat(300),
                "_empty/1",
                "_key/00000003",
                "deep/".repeat(400) + "end",
                "b//c",
                "b/c",
                "tail/",
                "//");
        Path rec = folder.resolve("text.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (String key : keys) {
                writer.write(key, MemorySegment.ofArray(key.getBytes(UTF_8)));
            }
            writer.commit();
        }
        Path target = folder.resolve("deep/out");
        UnpackReport report = Unpack.from(rec).to(target);
        assertThat(report.files()).isEqualTo(keys.size());
        TreeSet<String> contents = new TreeSet<>();
        TreeSet<String> lowerCased = new TreeSet<>();
        for (Path file : payloads(folder.resolve("deep"))) {
            contents.add(Files.readString(file));
            lowerCased.add(target.relativize(file).toString().toLowerCase(Locale.ROOT));
        }
        assertThat(contents).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(lowerCased).hasSize(keys.size()).noneMatch(name -> name.startsWith(".."));
        assertThat(names(target)).contains("__/evil.bin", "_con.bin", "_rf.bin", "über/中.jpg.bin");
        assertThat(folder.resolve("deep")).isDirectoryContaining("glob:**/out");
        assertThat(report.unlisted()).isEqualTo(Map.of("key is text", (long) keys.size()));
    }

    @Test
    void repeatedKeysGetNamesOfTheirOwn() throws IOException {
        Path rec = folder.resolve("twice.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < 3; i++) {
                writer.write(5, MemorySegment.ofArray(new byte[] {(byte) i}));
            }
            writer.write(-7, MemorySegment.ofArray(new byte[] {9}));
            writer.commit();
        }
        Path target = folder.resolve("out");
        Unpack.from(rec).to(target);
        assertThat(names(target))
                .containsExactlyInAnyOrder(
                        "_noheader/00000005~0.bin",
                        "_noheader/00000005~1.bin",
                        "_noheader/00000005.bin",
                        "_noheader/-00000007.bin");
    }

    @Test
    void leavesNoHalfFilesAndNoListWhenStopped() throws IOException {
        Path target = folder.resolve("out");
        Unpack unpack = Unpack.from(GOLDEN.resolve("parts.rec"));
        unpack.cancel();
        UnpackReport report = unpack.to(target);
        assertThat(report.cancelled()).isTrue();
        assertThat(target.resolve("parts.lst")).doesNotExist();
        try (Stream<Path> all = Files.walk(target)) {
            assertThat(all.map(Path::toString)).noneMatch(name -> name.endsWith(".partial"));
        }
    }

    static List<Path> payloads(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lst")
                            && !file.toString().endsWith(".notes.tsv"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> names(Path directory) throws IOException {
        return payloads(directory).stream()
                .map(file -> directory.relativize(file).toString())
                .toList();
    }

    private static boolean hasHeader(Record record) {
        long length = record.content().byteSize();
        return length >= 24
                && 24 + 4 * Integer.toUnsignedLong(record.content().get(ValueLayout.JAVA_INT_UNALIGNED, 0)) <= length;
    }

    private static String hex(MemorySegment bytes) {
        return HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE));
    }
}
