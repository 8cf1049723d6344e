package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is cut while it is mapped: the pages are gone, the process must not be. Runs in a process of its own. */
class ShrinkingFileTest {
    private static final int RECORDS = 2_000;

    @TempDir
    Path temp;

    /** The child: opens, reads all until it is compiled, cuts the file, reads on. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            Path rec = Path.of(args[0]);
            try (RecordFile file = RecordFile.open(rec, null)) {
                RecordView view = new RecordView();
                long bytes = 0;
                for (int round = 0; round < Integer.parseInt(args[1]); round++) {
                    for (int i = 0; i < file.size(); i++) {
                        file.read(i, view);
                        bytes += view.payloadLength();
                    }
                }
                cut(rec);
                file.read(0, view);
                int lost = 0;
                for (int i = 100; i < RECORDS; i++) {
                    try {
                        file.read(i, view);
                    } catch (CorruptDataException expected) {
                        lost++;
                        if (lost == 1) {
                            System.out.println(expected.getMessage());
                        }
                    }
                }
                System.out.println("lost=" + lost + " bytes=" + bytes);
            }
        }

        private static void cut(Path rec) throws IOException {
            try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300})
    void readingOnThrowsAndNamesTheFile(int rounds) throws Exception {
        Path rec = temp.resolve("shrinks.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int i = 0; i < RECORDS; i++) {
                writer.write(i, IrHeader.scalar(0, i), MemorySegment.ofArray(new byte[500]));
            }
            writer.commit();
        }
        Path said = temp.resolve("said.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        rec.toString(),
                        Integer.toString(rounds))
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said))
                .contains("file shrank or became unreadable while it was open")
                .contains("file=" + rec)
                .contains("lost=" + (RECORDS - 100));
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void cutBeforeItIsOpenedItIsAShortFile() throws IOException {
        Path rec = temp.resolve("short.rec");
        try (RecordWriter writer = RecordWriter.create(rec)) {
            writer.write(0, MemorySegment.ofArray(new byte[5000]));
            writer.commit();
        }
        Child.cut(rec);
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.cix()).isNull();
            assertThat(file.sizeBytes()).isEqualTo(4096);
        }
    }
}
