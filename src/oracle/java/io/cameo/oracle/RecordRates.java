package io.cameo.oracle;

import io.cameo.bytes.LittleEndian;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Reading and writing records with MXNet and with Cameo, in turns within one process, so that a noisy machine slows both.
 * One thread; the file, 10,000 records of a face data set's size, stands in the page cache.
 *
 * <p>MXNet's reader copies each record into its own buffer, so {@code copy out} is its equal; {@code touch} reads every
 * cache line where it stands. Both writers are timed until the file is closed and once more until it is on disk; Cameo's
 * commit, which writes the index too, is always that. Before anything is timed, what both read and wrote is compared.
 *
 * <p>Argument: rounds (default 15).
 */
public final class RecordRates {
    private static final int RECORDS = 10_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final long SEED = 20_261_121L;
    private static final int LINE_BYTES = 64;

    private final Path folder;
    private final Path rec;
    private final MemorySegment[] contents = new MemorySegment[RECORDS];
    private final MemorySegment copy;
    private final RecordView view = new RecordView();
    private final RecordFile file;
    private long checksum;

    private RecordRates(Path folder, Arena arena) throws IOException {
        this.folder = folder;
        rec = folder.resolve("faces.rec");
        draw(arena);
        writeOurs(rec, true);
        file = RecordFile.open(rec, null);
        copy = arena.allocate(1 << 16, LINE_BYTES);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** One row of the table and the row that it is set against. */
    private record Job(String name, String against, Work work) {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        Path folder = Files.createDirectories(UnpackedMxNet.folder().resolve("rates"));
        try (Arena arena = Arena.ofConfined()) {
            RecordRates rates = new RecordRates(folder, arena);
            rates.compare();
            List<Job> jobs = rates.jobs();
            double[][] seconds = new double[jobs.size()][rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int j = 0; j < jobs.size(); j++) {
                    long begin = System.nanoTime();
                    jobs.get(j).work().run();
                    if (round >= 0) {
                        seconds[j][round] = (System.nanoTime() - begin) / 1e9;
                    }
                }
            }
            rates.print(jobs, seconds);
            rates.file.close();
        } finally {
            delete(folder);
        }
    }

    private List<Job> jobs() {
        String read = "MXNet: read";
        String write = "MXNet: write";
        String sync = "MXNet: write, sync to disk";
        return List.of(
                new Job(read, read, this::readTheirs),
                new Job("Cameo: copy out", read, this::copyOut),
                new Job("Cameo: touch every line", read, () -> touch(LINE_BYTES)),
                new Job("Cameo: walk, first byte", read, () -> touch(Integer.MAX_VALUE)),
                new Job(write, write, () -> writeTheirs(folder.resolve("theirs.rec"), false)),
                new Job("Cameo: write, no commit", write, () -> writeOurs(folder.resolve("ours.rec"), false)),
                new Job(sync, sync, () -> writeTheirs(folder.resolve("theirs.rec"), true)),
                new Job("Cameo: write and commit (syncs)", sync, () -> writeOurs(folder.resolve("ours.rec"), true)));
    }

    private void draw(Arena arena) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < RECORDS; i++) {
            byte[] payload = new byte[random.nextInt(3_600, 12_000)];
            random.nextBytes(payload);
            IrHeader header = IrHeader.scalar(i % 40, i);
            contents[i] = arena.allocate(header.sizeBytes() + payload.length);
            header.writeTo(contents[i], 0);
            MemorySegment.copy(payload, 0, contents[i], LittleEndian.BYTE, header.sizeBytes(), payload.length);
        }
    }

    /** A benchmark of two things that do not do the same would say nothing. */
    private void compare() throws IOException {
        Path theirs = folder.resolve("theirs.rec");
        writeTheirs(theirs, false);
        long difference = Files.mismatch(rec, theirs);
        if (difference >= 0) {
            throw new IllegalStateException("both wrote other bytes: offset=" + difference);
        }
        try (MxNetReader reader = new MxNetReader(rec)) {
            RecordReader ours = file.reader();
            for (int i = 0; i < RECORDS; i++) {
                MemorySegment content = reader.next();
                if (content == null || !ours.next(view) || view.content().mismatch(content) >= 0) {
                    throw new IllegalStateException("both read other bytes: record=" + i);
                }
            }
        }
    }

    private void readTheirs() {
        int records = 0;
        try (MxNetReader reader = new MxNetReader(rec)) {
            for (MemorySegment content = reader.next(); content != null; content = reader.next()) {
                checksum += content.get(LittleEndian.BYTE, 0);
                records++;
            }
        }
        requireAll(records);
    }

    private void copyOut() {
        RecordReader reader = file.reader();
        int records = 0;
        while (reader.next(view)) {
            MemorySegment.copy(view.segment(), view.contentOffset(), copy, 0, view.contentLength());
            checksum += copy.get(LittleEndian.BYTE, 0);
            records++;
        }
        requireAll(records);
    }

    private void touch(int stepBytes) {
        RecordReader reader = file.reader();
        int records = 0;
        long sum = 0;
        while (reader.next(view)) {
            MemorySegment segment = view.segment();
            long begin = view.contentOffset();
            long end = begin + view.contentLength();
            for (long at = begin; at < end; at += stepBytes) {
                sum += segment.get(LittleEndian.BYTE, at);
            }
            records++;
        }
        checksum += sum;
        requireAll(records);
    }

    private void writeTheirs(Path target, boolean sync) throws IOException {
        try (MxNetWriter writer = new MxNetWriter(target)) {
            for (MemorySegment content : contents) {
                writer.write(content);
            }
        }
        if (sync) {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                channel.force(false);
            }
        }
    }

    private void writeOurs(Path target, boolean commit) throws IOException {
        try (RecordWriter writer = RecordWriter.create(target)) {
            for (int i = 0; i < RECORDS; i++) {
                writer.write(i, contents[i]);
            }
            requireAll(writer.records());
            if (commit) {
                writer.commit();
            }
        }
    }

    private static void requireAll(long records) {
        if (records != RECORDS) {
            throw new IllegalStateException("not every record was seen: expected=" + RECORDS + ", actual=" + records);
        }
    }

    private void print(List<Job> jobs, double[][] seconds) {
        double megabytes = file.sizeBytes() / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%n%,d records, %.1f MB, one thread, %d rounds in turns; checksum %d%n%n",
                RECORDS,
                megabytes,
                seconds[0].length,
                checksum);
        System.out.printf(
                Locale.ROOT, "%-34s %10s %14s %10s  %s%n", "what", "median ms", "records/s", "GB/s", "times MXNet");
        for (int j = 0; j < jobs.size(); j++) {
            double median = median(seconds[j]);
            double[] ratios = new double[seconds[j].length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = seconds[row(jobs, jobs.get(j).against())][round] / seconds[j][round];
            }
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %10.2f %,14.0f %10.2f  %.2f (%.2f to %.2f)%n",
                    jobs.get(j).name(),
                    median * 1e3,
                    RECORDS / median,
                    megabytes / 1e3 / median,
                    ratios[ratios.length / 2],
                    ratios[0],
                    ratios[ratios.length - 1]);
        }
    }

    private static int row(List<Job> jobs, String name) {
        return jobs.stream().map(Job::name).toList().indexOf(name);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
