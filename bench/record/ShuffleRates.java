package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * {@code shuffle} beside {@code cp} of the same file on the same disk, each in a process of its own, in turns, so that a
 * noisy disk slows both.
 *
 * <p>{@code cp} returns when the bytes are in the page cache; {@code shuffle} says that it is done when they are on the
 * disk. So there are two bounds: {@code cp}, and {@code cp} followed by {@code sync FILE}. Before each run everything dirty
 * is on disk and, in a cold round, the source is out of the page cache.
 *
 * <p>Arguments: megabytes (default 4,096), rounds (default 5), megabytes of memory (default 256), {@code warm} or
 * {@code cold}. Needs {@code cp}, {@code sync} and {@code dd}.
 */
public final class ShuffleRates {
    private static final int SHORTEST_BYTES = 4_000;
    private static final int LONGEST_BYTES = 12_000;
    private static final long SEED = 20_261_122L;

    private final Path source;
    private final Path copy;
    private final boolean warm;
    private final int memoryMib;
    private String said = "";

    private ShuffleRates(Path folder, boolean warm, int memoryMib) {
        source = folder.resolve("in.rec");
        copy = folder.resolve("out.rec");
        this.warm = warm;
        this.memoryMib = memoryMib;
    }

    @FunctionalInterface
    private interface Job {
        void run() throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("child")) {
            shuffle(Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[3]) << 20);
            return;
        }
        int mib = args.length > 0 ? Integer.parseInt(args[0]) : 4096;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int memoryMib = args.length > 2 ? Integer.parseInt(args[2]) : 256;
        boolean warm = args.length < 4 || args[3].equals("warm");
        Path folder = Files.createTempDirectory("cameo-shuffle");
        ShuffleRates rates = new ShuffleRates(folder, warm, memoryMib);
        try {
            rates.write((long) mib << 20);
            rates.measure(rounds);
        } finally {
            rates.deleteCopy();
            FaceRecords.delete(rates.source);
        }
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        List<String> names = List.of("cp", "cp, sync FILE", "shuffle");
        List<Job> jobs = List.of(
                () -> command("cp", source.toString(), copy.toString()),
                () -> {
                    command("cp", source.toString(), copy.toString());
                    command("sync", copy.toString());
                },
                this::shuffleApart);
        double[][] seconds = new double[jobs.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int j = 0; j < jobs.size(); j++) {
                deleteCopy();
                command("sync");
                command("dd", "if=" + source, warm ? "of=/dev/null" : "iflag=nocache", warm ? "bs=1M" : "count=0");
                long begin = System.nanoTime();
                jobs.get(j).run();
                seconds[j][round] = (System.nanoTime() - begin) / 1e9;
            }
            System.out.printf(
                    Locale.ROOT,
                    "round %d: cp %.2f s, cp and sync %.2f s, shuffle %.2f s; %s%n",
                    round,
                    seconds[0][round],
                    seconds[1][round],
                    seconds[2][round],
                    said);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d bytes, %d MiB of memory, source %s%n",
                Files.size(source),
                memoryMib,
                warm ? "in the page cache" : "on disk");
        System.out.printf(
                Locale.ROOT,
                "%-16s %8s %8s %8s  %-22s %s%n",
                "",
                "median s",
                "min",
                "max",
                "times cp",
                "times cp, sync");
        for (int j = 0; j < jobs.size(); j++) {
            double[] sorted = seconds[j].clone();
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %8.2f %8.2f %8.2f  %-22s %s%n",
                    names.get(j),
                    sorted[rounds / 2],
                    sorted[0],
                    sorted[rounds - 1],
                    ratio(seconds[j], seconds[0]),
                    ratio(seconds[j], seconds[1]));
        }
    }

    /** Median, smallest and largest of the ratios round by round. */
    private static String ratio(double[] seconds, double[] bound) {
        double[] ratios = new double[seconds.length];
        for (int r = 0; r < ratios.length; r++) {
            ratios[r] = seconds[r] / bound[r];
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    private void write(long bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] payload = new byte[LONGEST_BYTES];
        try (RecordWriter writer = RecordWriter.create(source)) {
            for (int i = 0; writer.sizeBytes() < bytes; i++) {
                random.nextBytes(payload);
                int length = random.nextInt(SHORTEST_BYTES, LONGEST_BYTES);
                MemorySegment content = MemorySegment.ofArray(payload).asSlice(0, length);
                writer.write(i, IrHeader.scalar(i % 1000, i), content);
            }
            writer.commit();
        }
    }

    /** In a process of its own, as {@code cp} is: with start, warm-up and the memory that it asks for. */
    private void shuffleApart() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                ShuffleRates.class.getName(),
                "child",
                source.toString(),
                copy.toString(),
                Integer.toString(memoryMib)));
        said = output(line);
    }

    private static void shuffle(Path in, Path out, long memoryBytes) throws IOException {
        ShuffleReport report = Shuffle.of(in).seed(7).memoryBytes(memoryBytes).to(out);
        long peakKib = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("RssAnon:")) {
                peakKib = Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        System.out.printf(
                Locale.ROOT, "%d buckets, %d MiB resident besides files at the end", report.buckets(), peakKib >> 10);
    }

    private static void command(String... line) throws IOException, InterruptedException {
        output(List.of(line));
    }

    private static String output(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("a command failed: line=" + line + ", said=" + out);
        }
        return out.lines().reduce("", (first, second) -> second);
    }

    private void deleteCopy() throws IOException {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(RecordIndex.besides(copy));
        Files.deleteIfExists(CixFile.besides(copy));
    }
}
