package io.cameo.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cameo.bytes.LittleEndian;
import io.cameo.nativelib.PageCache;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of 2 GB in a process that has 256 MB for everything, page cache included. */
@Tag("stress")
class MemoryLimitTest {
    private static final long MIB = 1 << 20;
    private static final long LIMIT_BYTES = 256 * MIB;
    private static final long WINDOW_BYTES = 32 * MIB;
    private static final long SHUFFLE_BYTES = 64 * MIB;
    private static final int PAYLOAD_BYTES = 250_000;
    private static final int RECORDS = 8_600;
    private static final long LONGEST_MINUTES = 30;

    @TempDir
    Path temp;

    private Path rec;

    @BeforeEach
    void write() throws IOException {
        MemoryCgroup.assumePossible();
        assumeTrue(!Files.getFileStore(temp).type().equals("tmpfs"), "files of a tmpfs cannot leave memory");
        long neededBytes = 4L * RECORDS * PAYLOAD_BYTES;
        assumeTrue(
                Files.getFileStore(temp).getUsableSpace() > neededBytes,
                "too little room on the disk: needed=" + neededBytes);
        rec = temp.resolve("large.rec");
        byte[] payload = new byte[PAYLOAD_BYTES];
        try (RecordWriter writer = RecordWriter.create(rec)) {
            for (int key = 0; key < RECORDS; key++) {
                new SplittableRandom(key).nextBytes(payload);
                writer.write(key, IrHeader.scalar(key, key), MemorySegment.ofArray(payload));
            }
            writer.commit();
        }
        // Pages count for whoever brought them into memory: none must be there before.
        try (FileChannel channel = FileChannel.open(rec, StandardOpenOption.WRITE);
                PageCache cache = PageCache.of(rec)) {
            channel.force(true);
            cache.drop(0, channel.size());
            assertThat(channel.size()).isGreaterThan(2_000 * MIB);
        }
    }

    /** What a run in the group said, and how the group fared. */
    private record Fared(int exitCode, String said, long peakBytes, long limitHits, long kills) {
        /** The number behind a name in what was said. */
        long number(String name) {
            return said.lines()
                    .filter(line -> line.startsWith(name + "="))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " was not said: " + this));
        }
    }

    private Fared run(String what) throws Exception {
        try (MemoryCgroup group = MemoryCgroup.of(LIMIT_BYTES)) {
            Path said = temp.resolve("said.txt");
            Process process = new ProcessBuilder(group.inside(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Inside.class.getName(),
                            what,
                            rec.toString(),
                            group.folder().toString())))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            return new Fared(
                    process.exitValue(),
                    Files.readString(said),
                    group.peakBytes(),
                    group.events("max"),
                    group.events("oom_kill"));
        }
    }

    @Test
    void aWalkThroughAWindowNeverMeetsTheLimit() throws Exception {
        Fared fared = run("window");
        assertThat(fared.exitCode()).as("%s", fared).isZero();
        assertThat(fared.number("records")).isEqualTo(RECORDS);
        assertThat(fared.number("keys")).isEqualTo((long) RECORDS * (RECORDS - 1) / 2);
        assertThat(fared.kills()).as("%s", fared).isZero();
        assertThat(fared.limitHits()).as("%s", fared).isZero();
        assertThat(fared.peakBytes()).as("%s", fared).isLessThan(LIMIT_BYTES);
        // The system reads ahead by itself, too, and what the JVM maps of its own files counts as well.
        assertThat(fared.number("file")).as("%s", fared).isBetween(WINDOW_BYTES / 4, 4 * WINDOW_BYTES);
    }

    /** That the limit is one, and that the walk above does not just read little. */
    @Test
    void aWalkWithoutOneFillsAllThereIs() throws Exception {
        Fared fared = run("plain");
        assertThat(fared.exitCode()).as("%s", fared).isZero();
        assertThat(fared.number("records")).isEqualTo(RECORDS);
        assertThat(fared.limitHits()).as("%s", fared).isPositive();
        assertThat(fared.peakBytes()).as("%s", fared).isGreaterThan(LIMIT_BYTES * 9 / 10);
    }

    @Test
    void aShuffleFinishes() throws Exception {
        Fared fared = run("shuffle");
        assertThat(fared.exitCode()).as("%s", fared).isZero();
        assertThat(fared.kills()).as("%s", fared).isZero();
        assertThat(fared.number("buckets")).isPositive();
        byte[] payload = new byte[PAYLOAD_BYTES];
        long keys = 0;
        try (RecordFile shuffled = RecordFile.open(temp.resolve("shuffled.rec"))) {
            assertThat(shuffled.size()).isEqualTo(RECORDS);
            for (int key = 0; key < RECORDS; key += 997) {
                new SplittableRandom(key).nextBytes(payload);
                assertThat(shuffled.get(key).payload().toArray(LittleEndian.BYTE))
                        .isEqualTo(payload);
            }
            for (int position = 0; position < RECORDS; position++) {
                keys += shuffled.index().key(position);
            }
        }
        assertThat(keys).isEqualTo((long) RECORDS * (RECORDS - 1) / 2);
    }

    /** What runs inside the group. */
    static final class Inside {
        private Inside() {}

        /** Takes what to do, the record file, and the folder of the group. */
        public static void main(String[] arguments) throws IOException {
            Path rec = Path.of(arguments[1]);
            if (arguments[0].equals("shuffle")) {
                ShuffleReport report = Shuffle.of(rec)
                        .seed(1)
                        .memoryBytes(SHUFFLE_BYTES)
                        .residency(file -> false)
                        .to(rec.resolveSibling("shuffled.rec"));
                System.out.println("buckets=" + report.buckets());
                return;
            }
            try (RecordFile file = RecordFile.open(rec);
                    PageWindow window = PageWindow.over(file, WINDOW_BYTES)) {
                walk(file, arguments[0].equals("window") ? window : null, Path.of(arguments[2]));
            }
        }

        private static void walk(RecordFile file, @Nullable PageWindow window, Path group) throws IOException {
            RecordView view = new RecordView();
            RecordReader reader = file.reader();
            long keys = 0;
            long records = 0;
            long fileBytes = 0;
            while (reader.next(view)) {
                view.detach();
                keys += view.id();
                if (window != null) {
                    window.passed(view.endBytes());
                }
                if (records++ % 100 == 0) {
                    fileBytes = Math.max(fileBytes, MemoryCgroup.fileBytes(group));
                }
            }
            System.out.println("records=" + records + "\nkeys=" + keys + "\nfile=" + fileBytes);
        }
    }
}
