package io.cameo.loader;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordWriter;
import io.cameo.scene.Portrait;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * How long a fresh process takes to its first batch, and what memory of its own it holds after an epoch: 112x112 JPEG q95,
 * batches of 256, 8 workers. Each way of starting in turns, each in its own process; an ahead-of-time cache is made first, by a
 * process that draws the same batches. Time is from before the process is started to the line that it writes with the first
 * batch in hand.
 *
 * <p>Arguments: records (default 10,000) and rounds (default 7).
 */
public final class StartRates {
    private static final int SIZE_PX = 112;
    private static final int DISTINCT = 512;
    private static final int BATCH = 256;
    private static final int WORKERS = 8;

    private static final String FIRST = "first batch";

    private StartRates() {}

    /** The process that is measured. */
    public static final class Child {
        public static void main(String[] args) throws IOException {
            LoaderBuilder builder = Loader.of(Path.of(args[0])).shuffle(1).workers(WORKERS);
            builder = args[1].equals("uint8")
                    ? builder.batch(BATCH)
                    : builder.batch(BATCH, TensorLayout.NCHW, TensorType.FLOAT32)
                            .normalize(Normalization.FACE);
            try (Loader loader = builder.open()) {
                boolean first = true;
                for (Batch _ : loader.epoch(0)) {
                    if (first) {
                        System.out.println(FIRST + " " + processorMillis());
                        first = false;
                    }
                }
                System.out.println(anonymousKilobytes());
            }
        }

        /** Of this process, all threads. */
        private static long processorMillis() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toMillis();
        }

        private static String anonymousKilobytes() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("RssAnon:")) {
                    return line.replaceAll("\\D", "");
                }
            }
            return "0";
        }
    }

    /** One process. */
    private record Start(double firstMillis, double processorMillis, double epochMillis, double anonymousMegabytes) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int records = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        Path folder = Files.createTempDirectory("cameo-start");
        try {
            Path rec = folder.resolve("faces.rec");
            write(rec, records);
            measure(folder, rec, rounds);
        } finally {
            try (var all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** The class path with a jar for each folder: the cache takes nothing else. */
    private static String classPath(Path folder) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!Files.isDirectory(path)) {
                paths.add(entry);
                continue;
            }
            Path jar = folder.resolve(paths.size() + ".jar");
            paths.add(jar.toString());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    var files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new JarEntry(path.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
        }
        return String.join(File.pathSeparator, paths);
    }

    private static void measure(Path folder, Path rec, int rounds) throws IOException, InterruptedException {
        String classPath = classPath(folder);
        Map<String, List<String>> ways = new LinkedHashMap<>();
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (String type : List.of("uint8", "float32")) {
            Path cache = folder.resolve(type + ".aot");
            start(rec, type, classPath, List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:AOTCacheOutput=" + cache));
            ways.clear();
            ways.put("no flags", List.of());
            ways.put("-Xmx64m -XX:+UseSerialGC", List.of("-Xmx64m", "-XX:+UseSerialGC"));
            ways.put(
                    "the same with an AOT cache",
                    List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:AOTCache=" + cache, "-Xlog:disable"));
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                    starts.computeIfAbsent(type + ", " + way.getKey(), name -> new ArrayList<>())
                            .add(start(rec, type, classPath, way.getValue()));
                }
            }
        }
        System.out.printf(
                "%n%-40s%14s%14s%14s%16s%16s%n", "", "first, ms", "least", "cpu, ms", "epoch, ms", "RssAnon, MB");
        starts.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "%-40s%14.0f%14.0f%14.0f%16.0f%16.1f%n",
                name,
                median(all.stream().mapToDouble(Start::firstMillis).toArray()),
                all.stream().mapToDouble(Start::firstMillis).min().orElse(0),
                median(all.stream().mapToDouble(Start::processorMillis).toArray()),
                median(all.stream().mapToDouble(Start::epochMillis).toArray()),
                median(all.stream().mapToDouble(Start::anonymousMegabytes).toArray())));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Start start(Path rec, String type, String classPath, List<String> flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath));
        command.addAll(flags);
        command.addAll(List.of(Child.class.getName(), rec.toString(), type));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        double first = 0;
        double processor = 0;
        double anonymous = 0;
        double epoch = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double millis = (System.nanoTime() - begin) / 1e6;
                if (line.startsWith(FIRST)) {
                    first = millis;
                    processor = Long.parseLong(line.substring(FIRST.length() + 1));
                } else if (line.matches("\\d+")) {
                    anonymous = Long.parseLong(line) / 1e3;
                    epoch = millis;
                }
            }
        }
        if (process.waitFor() != 0 || first == 0 || anonymous == 0) {
            throw new IllegalStateException("child failed: status=" + process.exitValue() + ", flags=" + flags);
        }
        return new Start(first, processor, epoch, anonymous);
    }

    private static void write(Path rec, int records) throws IOException {
        Portrait portrait = new Portrait(SIZE_PX);
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined();
                RecordWriter writer = RecordWriter.create(rec)) {
            Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            MemorySegment[] jpegs = new MemorySegment[DISTINCT];
            for (int i = 0; i < records; i++) {
                if (i < DISTINCT) {
                    portrait.draw(1, i % 40, i / 40, image.pixels(), new float[10]);
                    MemorySegment encoded = codec.encode(image, Encoding.JPEG, 95);
                    jpegs[i] = arena.allocate(encoded.byteSize()).copyFrom(encoded);
                }
                writer.write(i, IrHeader.scalar(i % 40, i), jpegs[i % DISTINCT]);
            }
            writer.commit();
        }
    }
}
