package io.cameo.record;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

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

    private ShuffleRates(Path folder, boolean warm, int memoryMib) {
        source = folder.resolve("in.rec");
        copy = folder.resolve("out.rec");
        this.warm = warm;
        this.memoryMib = memoryMib;
    }

    /** What one run took by the clock and of the processors. */
    private record Took(double seconds, double cpuSeconds) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("child")) {
            shuffle(Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[3]) << 20, args[4].equals("buckets"));
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
        String cp = "cp '" + source + "' '" + copy + "'";
        List<String> names = List.of("cp", "cp; sync FILE", "shuffle", "shuffle, in buckets");
        List<String> lines = List.of(cp, cp + "; sync '" + copy + "'", child("free"), child("buckets"));
        Took[][] took = new Took[lines.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int j = 0; j < lines.size(); j++) {
                deleteCopy();
                shell("sync; dd if='" + source + "' "
                        + (warm ? "of=/dev/null bs=1M" : "iflag=nocache count=0 && sleep 1"));
                took[j][round] = timed(lines.get(j));
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %s %.2f s, processor time %.2f s%n",
                        round,
                        names.get(j),
                        took[j][round].seconds,
                        took[j][round].cpuSeconds);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d bytes, %d MiB of memory, source %s%n%-20s %8s %8s %8s  %-22s %-22s %12s%n",
                Files.size(source),
                memoryMib,
                warm ? "in the page cache" : "on disk",
                "",
                "median s",
                "min",
                "max",
                "times cp",
                "times cp; sync FILE",
                "processor s");
        for (int j = 0; j < lines.size(); j++) {
            double[] seconds = sorted(took[j], Took::seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %8.2f %8.2f %8.2f  %-22s %-22s %12.2f%n",
                    names.get(j),
                    seconds[rounds / 2],
                    seconds[0],
                    seconds[rounds - 1],
                    ratio(took[j], took[0]),
                    ratio(took[j], took[1]),
                    sorted(took[j], Took::cpuSeconds)[rounds / 2]);
        }
    }

    private static double[] sorted(Took[] took, ToDoubleFunction<Took> what) {
        return Arrays.stream(took).mapToDouble(what).sorted().toArray();
    }

    /** Median, smallest and largest of the ratios round by round. */
    private static String ratio(Took[] took, Took[] bound) {
        double[] ratios = new double[took.length];
        for (int r = 0; r < ratios.length; r++) {
            ratios[r] = took[r].seconds / bound[r].seconds;
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

    /** In a process of its own, as {@code cp} is: with start, warm-up and a small heap. */
    private String child(String how) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -Xmx64m -XX:+UseSerialGC --add-modules=jdk.incubator.vector -cp '"
                + System.getProperty("java.class.path") + "' " + ShuffleRates.class.getName() + " child '" + source
                + "' '"
                + copy + "' " + memoryMib + " " + how;
    }

    private static void shuffle(Path in, Path out, long memoryBytes, boolean inBuckets) throws IOException {
        Shuffle shuffle = Shuffle.of(in).seed(7).memoryBytes(memoryBytes);
        ShuffleReport report = inBuckets ? shuffle.residency(file -> false).to(out) : shuffle.to(out);
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .findFirst()
                .orElse("");
        System.out.println(report.buckets() + " buckets, at the end " + resident);
    }

    private static Took timed(String line) throws IOException, InterruptedException {
        String[] times = shell("TIMEFORMAT='%R %U %S'; time { " + line + "; }").split(" ", -1);
        return new Took(Double.parseDouble(times[0]), Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
    }

    /** Runs a line in a shell, shows what a child says, and returns the last line. */
    private static String shell(String line) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("a command failed: line=" + line + ", said=" + said);
        }
        said.lines().filter(text -> text.contains("buckets")).forEach(System.out::println);
        return said.substring(said.lastIndexOf('\n') + 1);
    }

    private void deleteCopy() throws IOException {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(RecordIndex.besides(copy));
        Files.deleteIfExists(CixFile.besides(copy));
    }
}
