package io.cameo.convert.archive;

import com.sun.management.OperatingSystemMXBean;
import io.cameo.archive.ZipArchive;
import io.cameo.convert.coco.PeopleSet;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Rates of taking in split archives, beside those of the programs that can, in turns. An archive of photographs and mattes
 * in five parts, and one of 70,071 small files, ZIP64, whose directory spans parts; both made by Info-ZIP.
 *
 * <p>Needs {@code zip}, {@code unzip} and {@code 7z}. Processor time of another program is what the shell says of it; of
 * Cameo, what the process took meanwhile, compiling and garbage collection included. One row is a Cameo process of its own.
 *
 * <p>Arguments: photographs and mattes (default 2400, 320 MB), rounds (default 5). Drawn and unpacked in the folder that
 * {@code java.io.tmpdir} names, which needs room for 2 GB.
 */
public final class ZipRates {
    private static final int DRAWN = 40;
    private static final int SMALL_FILES = 70_071;
    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final int rounds;

    /** Seconds by the clock, and of processors. */
    private record Seconds(double wall, double cpu) {}

    /** What is timed. */
    @FunctionalInterface
    private interface Job {
        Seconds run() throws IOException, InterruptedException;
    }

    private record Row(String name, Job job, List<Seconds> taken) {
        Row(String name, Job job) {
            this(name, job, new ArrayList<>());
        }
    }

    private ZipRates(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int images = args.length > 0 ? Integer.parseInt(args[0]) : 2400;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        ZipRates rates = new ZipRates(Files.createTempDirectory("cameo-zip"), rounds);
        try {
            long bytes = rates.drawImages(images);
            rates.shell("zip -q -r -s " + Math.max(1, bytes / 4_600_000) + "m images.zip images && rm -r images");
            rates.measure("images.zip");
            rates.writeSmall();
            rates.shell("zip -q -r -s 1m small.zip small && rm -r small");
            rates.measure("small.zip");
        } finally {
            try (Stream<Path> all = Files.walk(rates.folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A few drawings as JPEG with grain, and what is brighter than grey in them as PNG, each written many times. */
    private long drawImages(int count) throws IOException {
        Path drawn = folder.resolve("drawn");
        PeopleSet.of(DRAWN, 1).drawInto(drawn, Progress.NONE);
        SplittableRandom random = new SplittableRandom(7);
        List<byte[]> files = new ArrayList<>();
        try (ImageCodec codec = ImageCodec.create();
                Stream<Path> scenes = Files.list(drawn.resolve(PeopleSet.IMAGES))) {
            for (Path scene : scenes.sorted().toList()) {
                MemorySegment jpeg = MemorySegment.ofArray(Files.readAllBytes(scene));
                Image image = codec.decode(jpeg, ColorMode.COLOR);
                MemorySegment pixels = image.pixels();
                for (long i = 0; i < pixels.byteSize(); i++) {
                    int value = (pixels.get(ValueLayout.JAVA_BYTE, i) & 0xff) + random.nextInt(-24, 25);
                    pixels.set(ValueLayout.JAVA_BYTE, i, (byte) Math.clamp(value, 0, 255));
                }
                files.add(codec.encode(image, Encoding.JPEG, 92).toArray(ValueLayout.JAVA_BYTE));
                Image gray = codec.decode(jpeg, ColorMode.GRAY);
                files.add(codec.encode(gray, Encoding.PNG, 3).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        long bytes = 0;
        Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < count; i++) {
            byte[] file = files.get(i % files.size());
            Files.write(folder.resolve("images/" + i + (i % 2 == 0 ? ".jpg" : ".png")), file);
            bytes += file.length;
        }
        return bytes;
    }

    private void writeSmall() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < SMALL_FILES; i++) {
            Path file = folder.resolve("small/" + i % 100 + "/" + i + ".txt");
            if (i < 100) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, Integer.toHexString(random.nextInt()).repeat(1 + random.nextInt(30)));
        }
    }

    private void measure(String name) throws IOException, InterruptedException {
        Path path = folder.resolve(name);
        ZipCheckReport report = ZipCheck.of(path).run();
        if (!report.isSound()) {
            throw new IllegalStateException("not sound: " + report);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%s: %,d parts of %,d bytes, %,d entries of %,d bytes%n",
                name,
                report.parts().size(),
                report.archiveBytes(),
                report.entries(),
                report.bytes());
        String java = ProcessHandle.current().info().command().orElse("java")
                + " -XX:+UseSerialGC --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "
                + System.getProperty("java.class.path") + " io.cameo.cli.Main zip check --quiet ";
        List<Row> rows = List.of(
                new Row("7z t", () -> timed("7z t " + name + " >/dev/null")),
                new Row("7z x -so, one thread", () -> timed("7z x -so -mmt1 " + name + " >/dev/null")),
                new Row("cameo zip check, 1 worker", () -> checked(path, 1)),
                new Row("cameo zip check, 2 workers", () -> checked(path, 2)),
                new Row("the same, open alone", () -> opened(path)),
                new Row("the same, a process, 1 worker", () -> timed(java + " --workers 1 " + name)),
                new Row(
                        "zip -F, then unzip",
                        () -> timed("zip -q -F " + name + " --out whole.zip >/dev/null && unzip -q whole.zip -d out")),
                new Row("cameo zip extract, 2 workers", () -> extracted(path)),
                new Row("7z x into files", () -> timed("7z x -bd -oout " + name + " >/dev/null")));
        for (int round = -1; round < rounds; round++) {
            for (Row row : rows) {
                Seconds taken = row.job().run();
                shell("rm -rf out whole.zip");
                if (round >= 0) {
                    row.taken().add(taken);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%-32s %9s %9s %9s %9s%n", "", "wall s", "min", "cpu s", "MB/cpu s");
        for (Row row : rows) {
            double cpu = median(row.taken().stream().mapToDouble(Seconds::cpu));
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %9.2f %9.2f %9.2f %9.0f%n",
                    row.name(),
                    median(row.taken().stream().mapToDouble(Seconds::wall)),
                    row.taken().stream().mapToDouble(Seconds::wall).min().orElse(0),
                    cpu,
                    report.bytes() / 1e6 / cpu);
        }
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Seconds here(Job job) throws IOException, InterruptedException {
        long beginCpu = CPU.getProcessCpuTime();
        long begin = System.nanoTime();
        job.run();
        return new Seconds((System.nanoTime() - begin) / 1e9, (CPU.getProcessCpuTime() - beginCpu) / 1e9);
    }

    private static Seconds checked(Path path, int workers) throws IOException, InterruptedException {
        return here(() -> {
            if (!ZipCheck.of(path).workers(workers).run().isSound()) {
                throw new IllegalStateException("not sound: " + path);
            }
            return new Seconds(0, 0);
        });
    }

    private static Seconds opened(Path path) throws IOException, InterruptedException {
        return here(() -> {
            ZipArchive.open(path).close();
            return new Seconds(0, 0);
        });
    }

    private Seconds extracted(Path path) throws IOException, InterruptedException {
        return here(() -> {
            ZipExtract.from(path).workers(2).to(folder.resolve("out"));
            return new Seconds(0, 0);
        });
    }

    private Seconds timed(String command) throws IOException, InterruptedException {
        String said = shell("TIMEFORMAT='%R %U %S'; time { " + command + "; }").strip();
        String[] seconds = said.substring(said.lastIndexOf('\n') + 1).split(" ", -1);
        return new Seconds(
                Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
    }

    private String shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command + ": " + said);
        }
        return said;
    }
}
