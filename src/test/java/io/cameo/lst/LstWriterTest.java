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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LstWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesIndexLabelsAndPath() throws IOException {
        Path list = folder.resolve("a.lst");
        try (LstWriter writer = LstWriter.create(list)) {
            writer.write(new LstEntry(1, new double[] {1, 1.0 / 3, -1}, "sub dir/中.jpg"));
            writer.write(new LstEntry(Long.MAX_VALUE, new double[] {-0.0}, "b"));
            assertThat(writer.lineCount()).isEqualTo(2);
            assertThat(list).doesNotExist();
            writer.commit();
        }
        assertThat(list)
                .hasContent("1\t1.000000\t0.333333\t-1.000000\tsub dir/中.jpg\n9223372036854775807\t-0.000000\tb\n");
    }

    @Test
    void leavesNothingWithoutCommit() throws IOException {
        Path list = folder.resolve("a.lst");
        Files.writeString(list, "old");
        try (LstWriter writer = LstWriter.create(list)) {
            writer.write(new LstEntry(1, new double[] {1}, "a"));
        }
        assertThat(list).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".partial"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "a\rb", "a\0b", " a", "a ", "\u00a0a", "\ud800", "\udc00\ud800", "a\ud83d"})
    void refusesPathsThatWouldNotReadBack(String path) throws IOException {
        Path list = folder.resolve("a.lst");
        try (LstWriter writer = LstWriter.create(list)) {
            assertThatThrownBy(() -> writer.write(new LstEntry(1, new double[] {1}, path)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("index=1");
            writer.commit();
        }
        assertThat(list).isEmptyFile();
    }

    @Test
    void entriesNeedIndexLabelAndPath() {
        assertThatThrownBy(() -> new LstEntry(-1, new double[] {1}, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LstEntry(1, new double[0], "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LstEntry(1, new double[] {1}, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenReadsBackTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] letters = "aZ9 ._-/é中\u00a0\ud83d\ude00\ue000".codePoints().toArray();
        List<LstEntry> entries = new ArrayList<>();
        Path list = folder.resolve("a.lst");
        try (LstWriter writer = LstWriter.create(list)) {
            while (entries.size() < 20_000) {
                StringBuilder path = new StringBuilder();
                for (int length = random.nextInt(1, 30); length > 0; length--) {
                    path.appendCodePoint(letters[random.nextInt(letters.length)]);
                }
                if (LstPath.whyNot(path.toString()) != null) {
                    continue;
                }
                double[] labels = random.ints(random.nextInt(1, 5), -9_000_000, 9_000_000)
                        .mapToDouble(millionths -> millionths / 1e6)
                        .toArray();
                LstEntry entry = new LstEntry(random.nextLong() >>> 1, labels, path.toString());
                entries.add(entry);
                writer.write(entry);
            }
            writer.commit();
        }
        List<LstLine> read = new ArrayList<>();
        try (LstReader reader = LstReader.open(list, LstDialect.TABS)) {
            for (LstLine line = reader.next(); line != null; line = reader.next()) {
                read.add(line);
            }
        }
        assertThat(read).as("seed %d", seed).isEqualTo(entries);
        assertThat(LstReader.countLines(list)).isEqualTo(entries.size());
        assertThat(Files.readString(list, UTF_8)).endsWith("\n");
    }

    @Test
    void exactLabelsReadBackAsTheSameFloat() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        float[] labels = new float[20_000];
        float[] special = {
            0f,
            -0f,
            1f / 3,
            0.1f,
            1e-7f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            -1e10f,
            16777215f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < special.length ? special[i] : Float.intBitsToFloat(random.nextInt());
        }
        Path list = folder.resolve("exact.lst");
        try (LstWriter writer = LstWriter.create(list)) {
            for (int i = 0; i < labels.length; i++) {
                writer.writeExact(new LstEntry(i, new double[] {labels[i]}, "a"));
            }
            writer.commit();
        }
        try (LstReader reader = LstReader.open(list, LstDialect.TABS)) {
            for (float label : labels) {
                assertThat(reader.next())
                        .isInstanceOfSatisfying(
                                LstEntry.class,
                                entry -> assertThat(Float.floatToIntBits((float) entry.label()))
                                        .as("label=%s, seed=%d", label, seed)
                                        .isEqualTo(Float.floatToIntBits(label)));
            }
        }
    }

    @Test
    void exactLabelsAreWrittenAsUsualWhereThatIsEnough() throws IOException {
        Path list = folder.resolve("exact.lst");
        try (LstWriter writer = LstWriter.create(list)) {
            writer.writeExact(new LstEntry(1, new double[] {3, -1.5, -0.0, 0.1f, 1f / 3}, "a"));
            writer.commit();
        }
        assertThat(list).hasContent("1\t3.000000\t-1.500000\t-0.000000\t0.100000\t0.3333333432674408\ta\n");
    }
}
