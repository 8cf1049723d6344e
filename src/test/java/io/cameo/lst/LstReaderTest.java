package io.cameo.lst;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LstReaderTest {
    @TempDir
    Path folder;

    private Path list = Path.of("");

    @BeforeEach
    void nameTheList() {
        list = folder.resolve("a.lst");
    }

    private static List<LstLine> readAll(LstReader reader) throws IOException {
        List<LstLine> lines = new ArrayList<>();
        try (reader) {
            for (LstLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
            assertThat(reader.next()).as("a second look at the end").isNull();
        }
        return lines;
    }

    private List<LstLine> read(String text, LstDialect dialect) throws IOException {
        Files.writeString(list, text);
        return readAll(LstReader.open(list, dialect));
    }

    private static LstEntry entry(long index, String path, double... labels) {
        return new LstEntry(index, labels, path);
    }

    @Test
    void readsLabelsPathsAndLineEnds() throws IOException {
        assertThat(read(
                        "0\t1.000000\ta.jpg\r\n\n  \t \n 7 \t 1 \t-2.5\t3e2\t b/sp ace 中.jpg \n9\t0\tlast.png",
                        LstDialect.TABS))
                .containsExactly(
                        entry(0, "a.jpg", 1), entry(7, "b/sp ace 中.jpg", 1, -2.5, 300), entry(9, "last.png", 0));
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertThat(read("\uFEFF4\t0\ta.jpg\n", LstDialect.TABS)).containsExactly(entry(4, "a.jpg", 0));
    }

    @Test
    void stripsWhatPythonStrips() throws IOException {
        assertThat(read("\u00a01\u0085\t2\u2003\t\u001fa\u00a0b.jpg\u3000\n", LstDialect.TABS))
                .containsExactly(entry(1, "a\u00a0b.jpg", 2));
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        assertThat(read("", LstDialect.TABS)).isEmpty();
        assertThat(read("\n\n\r\n", LstDialect.TABS)).isEmpty();
        assertThat(LstReader.countLines(list)).isZero();
    }

    @Test
    void givesBadLinesInTheirPlaceAndGoesOn() throws IOException {
        List<LstLine> lines = read("""
            0\t1\tgood.jpg
            1 1 spaces.jpg
            x\t1\ta.jpg

            2\tcat\ta.jpg
            -3\t1\ta.jpg
            9223372036854775808\t1\ta.jpg
            4\t1\tnul\0.jpg
            5\t\ta.jpg
            6\t1\tgood.jpg
            """, LstDialect.TABS);
        assertThat(lines).hasSize(9).first().isEqualTo(entry(0, "good.jpg", 1));
        assertThat(lines).last().isEqualTo(entry(6, "good.jpg", 1));
        assertThat(lines.subList(1, 8)).allSatisfy(line -> assertThat(line).isInstanceOf(BadLine.class));
        assertThat(lines.subList(1, 8).stream().map(line -> ((BadLine) line).reason()))
                .containsExactly(
                        "too few TAB-separated columns: expected>=3, actual=1",
                        "index is not a whole number of 63 bits: index=x",
                        "label is not a number: position=0, label=cat",
                        "index is negative: index=-3",
                        "index is not a whole number of 63 bits: index=9223372036854775808",
                        "path contains a NUL: path=nul .jpg",
                        "label is not a number: position=0, label=");
        assertThat(lines.get(2))
                .isEqualTo(new BadLine(list, 3, 28, "x\t1\ta.jpg", "index is not a whole number of 63 bits: index=x"));
        assertThat(((BadLine) lines.get(3)).lineNumber()).isEqualTo(5);
    }

    @Test
    void reportsBytesThatAreNoText() throws IOException {
        Files.write(
                list,
                new byte[] {'0', '\t', '1', '\t', (byte) 0xd6, (byte) 0xd0, '.', 'j', '\n', '1', '\t', '1', '\t', 'b'});
        List<LstLine> lines = readAll(LstReader.open(list, LstDialect.TABS));
        assertThat(lines).hasSize(2).last().isEqualTo(entry(1, "b", 1));
        assertThat(((BadLine) lines.getFirst()).reason()).isEqualTo("line is not valid UTF-8");
        assertThat(read("3\t1\treally\uFFFD.jpg\n", LstDialect.TABS)).containsExactly(entry(3, "really\uFFFD.jpg", 1));
    }

    @Test
    void holdsNoLineThatIsTooLong() throws IOException {
        String longLine = "x".repeat(3 * LineReader.MAX_LINE_BYTES + 17);
        List<LstLine> lines = read("0\t1\ta\n" + longLine + "\n1\t1\tb\n" + longLine, LstDialect.TABS);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).isEqualTo(entry(1, "b", 1));
        assertThat(((BadLine) lines.get(1)).reason()).startsWith("line is too long");
        assertThat(((BadLine) lines.get(1)).text()).hasSize(BadLine.MAX_TEXT_CHARS);
        assertThat(((BadLine) lines.get(3)).offsetBytes()).isEqualTo(6 + longLine.length() + 1 + 6);
        assertThat(((BadLine) lines.get(3)).lineNumber()).isEqualTo(4);
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String labels = "1.5\t".repeat(50_000);
        List<LstLine> lines = read("0\t1\ta\n8\t" + labels + "b.jpg\n9\t1\tc\n", LstDialect.TABS);
        assertThat(lines).hasSize(3).last().isEqualTo(entry(9, "c", 1));
        assertThat(((LstEntry) lines.get(1)).labels()).hasSize(50_000).containsOnly(1.5);
    }

    @Test
    void readsWhiteSpaceListsWithTheirLabelWidth() throws IOException {
        assertThat(read("  3 1.5\t2  my  file.jpg  \r\n\n4\t0\t-1\tb.jpg\n", LstDialect.whitespace(2)))
                .containsExactly(entry(3, "my  file.jpg", 1.5, 2), entry(4, "b.jpg", 0, -1));
        List<LstLine> bad = read("3 1.5\n4 1 2\n5 1 b.jpg\n", LstDialect.whitespace(2));
        assertThat(bad.stream().map(line -> ((BadLine) line).reason()))
                .containsExactly(
                        "too few labels: expected=2, actual=1",
                        "no path after the labels: labels=2",
                        "label is not a number: position=1, label=b.jpg");
    }

    @Test
    void tellsWhereALineStands() throws IOException {
        Files.writeString(list, "0\t1\ta\r\n\n1\t1\té\n2\t1\tc");
        try (LstReader reader = LstReader.open(list, LstDialect.TABS)) {
            assertThat(reader.next()).isNotNull();
            assertThat(reader.lineNumber()).isEqualTo(1);
            assertThat(reader.lineOffsetBytes()).isZero();
            assertThat(reader.next()).isNotNull();
            assertThat(reader.lineNumber()).isEqualTo(3);
            assertThat(reader.lineOffsetBytes()).isEqualTo(8);
            assertThat(reader.next()).isNotNull();
            assertThat(reader.lineNumber()).isEqualTo(4);
            assertThat(reader.lineOffsetBytes()).isEqualTo(15);
        }
        assertThat(LstReader.countLines(list)).isEqualTo(3);
    }

    @Test
    void partsOfAListHoldEveryLineOnce() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 57; i++) {
            text.append(i).append("\t1\t").append("x".repeat(i % 9 + 1)).append(i % 5 == 0 ? "\r\n" : "\n");
        }
        List<LstLine> whole = read(text.toString(), LstDialect.TABS);
        assertThat(whole).hasSize(57);
        for (int parts : new int[] {1, 2, 3, 7, 57, 100, 2000}) {
            List<LstLine> joined = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                try (LstReader reader = LstReader.openPart(list, LstDialect.TABS, part, parts)) {
                    for (LstLine line = reader.next(); line != null; line = reader.next()) {
                        joined.add(line);
                        assertThat(reader.lineNumber()).isEqualTo(joined.size());
                    }
                }
            }
            assertThat(joined).as("%d parts", parts).isEqualTo(whole);
        }
        assertThatThrownBy(() -> LstReader.openPart(list, LstDialect.TABS, 2, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesRandomBytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] likely = "0123456789.\t\t\t\n\n\r aé/-e\0".getBytes(UTF_8);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(20) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
            }
            Files.write(list, bytes);
            List<LstLine> lines = readAll(LstReader.open(list, LstDialect.TABS));
            assertThat(lines.size()).as("seed %d", seed).isLessThanOrEqualTo((int) LstReader.countLines(list));
            for (LstLine line : lines) {
                if (line instanceof LstEntry entry) {
                    assertThat(LstPath.whyNot(entry.path())).as("seed %d", seed).isNull();
                }
            }
        }
    }
}
