package io.cameo.convert.matting;

import com.sun.management.OperatingSystemMXBean;
import io.cameo.archive.FileTree;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.matte.AlphaBox;
import io.cameo.matte.Resample;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.RejectedItemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Processor time of synthesis, 1920x1080 with three people, beside the same loop in Pillow and numpy ({@code synth_pil.py}), in
 * turns: milliseconds a picture, as files or records; the JPEG coding that is in all of them; and what is left when
 * files are decoded already and none is written.
 *
 * <p>Arguments: pictures a turn (default 200: each turn reads its sources once, as a run of 50,000 does), rounds (default 3), a
 * Python with Pillow and numpy (default python3). Works in the folder that {@code java.io.tmpdir} names.
 */
public final class SynthRates {
    private static final int PEOPLE = 24;
    private static final int PLACES = 6;
    private static final int TOGETHER = 3;
    private static final String CROWD = "crowd";
    private static final String[] NAMES = {
        "folder with fg and bg",
        "folder",
        "records",
        "records, of many sources",
        "JPEG coding of that",
        "without coding",
        "Pillow",
        "Pillow, JPEG coding",
        "Pillow, without coding"
    };
    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final int pictures;
    private final List<LayerReader.Layer> layers = new ArrayList<>();
    private final Image canvas = Image.allocate(Arena.ofAuto(), 1920, 1080, PixelFormat.BGR8);
    private final PlanePool pool = new PlanePool();
    private final SceneBuilder scene = new SceneBuilder();
    private final Resample resample = Resample.create();
    private int turn;

    private SynthRates(Path folder, int pictures) {
        this.folder = folder;
        this.pictures = pictures;
    }

    @FunctionalInterface
    private interface Job {
        void run() throws IOException;
    }

    public static void main(String[] args) throws IOException, RejectedItemException {
        int pictures = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        String python = args.length > 2 ? args[2] : "python3";
        SynthRates rates = new SynthRates(Files.createTempDirectory("cameo-synth"), pictures);
        new MattingSet(PEOPLE, PLACES, 0, 0, 1920, 1080, 7).drawInto(rates.folder, 2, Progress.NONE);
        rates.crowd();
        rates.load();
        double[][] times = new double[NAMES.length][rounds];
        for (int round = -2; round < rounds; round++) {
            double[] row = {
                rates.cpuMs(() -> rates.synth(MattingSet.PEOPLE, true, false)),
                rates.cpuMs(() -> rates.synth(MattingSet.PEOPLE, false, false)),
                rates.cpuMs(() -> rates.synth(MattingSet.PEOPLE, false, true)),
                rates.cpuMs(() -> rates.synth(CROWD, false, true)),
                rates.cpuMs(rates::code),
                rates.cpuMs(rates::compose),
                0,
                0,
                0
            };
            double[] pillow = rates.pillow(python);
            System.arraycopy(pillow, 0, row, row.length - pillow.length, pillow.length);
            for (int i = 0; i < row.length && round >= 0; i++) {
                times[i][round] = row[i];
            }
        }
        for (int i = 0; i < NAMES.length; i++) {
            Arrays.sort(times[i]);
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %7.2f ms a picture (%.2f to %.2f)%n",
                    NAMES[i],
                    times[i][rounds / 2],
                    times[i][0],
                    times[i][rounds - 1]);
        }
        remove(rates.folder);
    }

    private double cpuMs(Job job) throws IOException {
        long begin = CPU.getProcessCpuTime();
        job.run();
        return (CPU.getProcessCpuTime() - begin) / 1e6 / pictures;
    }

    /** The same people under more names than are kept decoded, as where there are thousands. */
    private void crowd() throws IOException {
        for (String kind : new String[] {"images", "alphas"}) {
            Path links = Files.createDirectories(folder.resolve(CROWD).resolve(kind));
            String ending = kind.equals("images") ? "jpg" : "png";
            for (int i = 0; i < 600; i++) {
                String name = String.format(Locale.ROOT, "%04d.%s", i % PEOPLE, ending);
                Files.createLink(
                        links.resolve(i + "." + ending),
                        folder.resolve(MattingSet.PEOPLE).resolve(kind).resolve(name));
            }
        }
    }

    private void load() throws IOException, RejectedItemException {
        PlanePool keep = new PlanePool();
        try (FileTree tree = FileTree.open(folder.resolve(MattingSet.PEOPLE));
                ImageCodec codec = ImageCodec.create();
                LayerReader reader = new LayerReader(tree, codec)) {
            for (int i = 0; i < PEOPLE; i++) {
                Foreground one = Foreground.of(
                        tree, Objects.requireNonNull(tree.file(String.format(Locale.ROOT, "images/%04d.jpg", i))));
                layers.add(reader.read(Objects.requireNonNull(one), keep));
            }
        }
    }

    private void synth(String people, boolean alone, boolean records) throws IOException {
        Path out = Files.createDirectory(folder.resolve("made"));
        try (SourceList who = SourceList.open(folder.resolve(people), null);
                SourceList where = SourceList.open(folder.resolve(MattingSet.PLACES), null)) {
            SynthImage job = SynthImage.of(who, where)
                    .count(pictures)
                    .people(TOGETHER, TOGETHER)
                    .seed(turn++)
                    .layers(alone)
                    .workers(1);
            SynthReport report = records ? job.packInto(out.resolve("made.rec")) : job.writeTo(out);
            if (report.pictures() != pictures) {
                throw new IllegalStateException("not all were made: " + report);
            }
        }
        remove(out);
    }

    /** What has to be read and written as JPEG for a picture without layers, whoever makes it. */
    private void code() throws IOException {
        try (ImageCodec codec = ImageCodec.create()) {
            for (int n = 0; n < pictures; n++) {
                for (int i = 0; i < TOGETHER; i++) {
                    String name = String.format(Locale.ROOT, "images/%04d.jpg", (TOGETHER * n + i) % PEOPLE);
                    decode(codec, folder.resolve(MattingSet.PEOPLE).resolve(name));
                }
                Path place = folder.resolve(MattingSet.PLACES + String.format(Locale.ROOT, "/%04d.jpg", n % PLACES));
                Image picture = decode(codec, place);
                codec.encode(picture, Encoding.JPEG, SynthImage.DEFAULT_QUALITY);
            }
        }
    }

    private static Image decode(ImageCodec codec, Path file) throws IOException {
        return codec.decode(MemorySegment.ofArray(Files.readAllBytes(file)), ColorMode.UNCHANGED);
    }

    private void compose() {
        for (int n = 0; n < pictures; n++) {
            pool.reset();
            scene.begin(pool.keep(canvas));
            for (int i = 0; i < TOGETHER; i++) {
                LayerReader.Layer layer = layers.get((TOGETHER * n + i) % PEOPLE);
                AlphaBox shown = Objects.requireNonNull(AlphaBox.of(layer.alpha()));
                double scale = (0.5 + 0.2 * ((n + i) % 3)) * canvas.heightPx() / shown.heightPx();
                int width = (int) (shown.widthPx() * scale);
                int height = (int) (shown.heightPx() * scale);
                Image alpha = pool.take(width, height, PixelFormat.GRAY8);
                Image colours = pool.take(width, height, PixelFormat.BGR8);
                resample.resize(shown.part(layer.alpha()), alpha, Resample.Filter.BICUBIC);
                resample.resize(shown.part(layer.colours()), colours, Resample.Filter.BICUBIC);
                AlphaBox box = new AlphaBox(250 + 200 * i, canvas.heightPx() - height, width, height);
                scene.wouldHide(alpha, box);
                scene.add(colours, alpha, box, pool);
            }
        }
    }

    private double[] pillow(String python) throws IOException {
        Process process = new ProcessBuilder(
                        python,
                        "bench/convert/matting/synth_pil.py",
                        folder.toString(),
                        Integer.toString(Math.max(1, pictures / 3)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader text = process.inputReader(StandardCharsets.UTF_8)) {
            String line = text.readLine();
            if (line == null) {
                throw new IOException("python printed nothing: python=" + python);
            }
            return Arrays.stream(line.split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
