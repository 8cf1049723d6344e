package io.cameo.convert;

import com.sun.management.OperatingSystemMXBean;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Packing rates beside their bounds, in turns within one process, so that a noisy machine slows both.
 *
 * <p>Bounds: for pass-through, a loop that opens, reads and closes the same files; for decode + encode, a loop of
 * {@code imdecode} and {@code imencode} over the same bytes in memory, one thread.
 *
 * <p>Rates are taken by the clock and by the processor time of the process; the latter hold on a machine that others use,
 * too.
 *
 * <p>Arguments: files (default 10,000) and rounds (default 7).
 */
public final class PackRates {
    private static final int DISTINCT = 500;
    private static final int SIZE_PX = 112;
    private static final int QUALITY = 95;

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final List<byte[]> jpegs = new ArrayList<>();
    private final int files;
    private Path list = Path.of("");

    private PackRates(Path folder, int files) {
        this.folder = folder;
        this.files = files;
    }

    @FunctionalInterface
    private interface Job {
        void run() throws IOException;
    }

    public static void main(String[] args) throws IOException {
        int files = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        PackRates rates = new PackRates(Files.createTempDirectory("cameo-rates"), files);
        rates.draw();
        List<String> names = List.of(
                "read files, 1 thread (bound)",
                "pack --pass-through, 1 worker",
                "pack --pass-through, 2 workers",
                "opencv imdecode+imencode, 1 thread (bound)",
                "opencv imread+imencode, 1 thread",
                "pack decode+encode q95, 1 worker",
                "pack decode+encode q95, 2 workers");
        List<Job> jobs = List.of(
                rates::readFiles,
                () -> rates.pack(true, 1),
                () -> rates.pack(true, 2),
                rates::openCvLoop,
                rates::openCvFiles,
                () -> rates.pack(false, 1),
                () -> rates.pack(false, 2));
        double[][] perSecond = new double[jobs.size()][rounds];
        double[][] perCpuSecond = new double[jobs.size()][rounds];
        for (int round = -2; round < rounds; round++) {
            for (int j = 0; j < jobs.size(); j++) {
                long beginCpu = CPU.getProcessCpuTime();
                long begin = System.nanoTime();
                jobs.get(j).run();
                if (round >= 0) {
                    perSecond[j][round] = files / ((System.nanoTime() - begin) / 1e9);
                    perCpuSecond[j][round] = files / ((CPU.getProcessCpuTime() - beginCpu) / 1e9);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%n112x112 JPEG q95, %.0f bytes on average%n", rates.meanBytes());
        print("files per second", names, perSecond);
        print("files per second of processor time", names, perCpuSecond);
        rates.delete();
    }

    private static void print(String what, List<String> names, double[][] perSecond) {
        System.out.printf(Locale.ROOT, "%n%-42s %10s %10s %10s  %s%n", what, "median", "min", "max", "of bound");
        for (int j = 0; j < names.size(); j++) {
            double[] sorted = perSecond[j].clone();
            Arrays.sort(sorted);
            double[] ratios = new double[sorted.length];
            for (int r = 0; r < ratios.length; r++) {
                ratios[r] = perSecond[j][r] / perSecond[j < 3 ? 0 : 3][r];
            }
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %,10.0f %,10.0f %,10.0f  %.2f (%.2f to %.2f)%n",
                    names.get(j),
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted[sorted.length - 1],
                    ratios[ratios.length / 2],
                    ratios[0],
                    ratios[ratios.length - 1]);
        }
    }

    private void draw() throws IOException {
        Portrait portrait = new Portrait(SIZE_PX);
        StringBuilder lines = new StringBuilder();
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, SIZE_PX, SIZE_PX, PixelFormat.BGR8);
            float[] landmarks = new float[10];
            for (int i = 0; i < DISTINCT; i++) {
                portrait.draw(1, i % 40, i / 40, image.pixels(), landmarks);
                jpegs.add(codec.encode(image, Encoding.JPEG, QUALITY).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        for (int i = 0; i < files; i++) {
            String name = i + ".jpg";
            Files.write(folder.resolve(name), jpegs.get(i % DISTINCT));
            lines.append(i)
                    .append("\t")
                    .append(i % 40)
                    .append(".000000\t")
                    .append(name)
                    .append('\n');
        }
        list = Files.writeString(folder.resolve("rates.lst"), lines);
    }

    private double meanBytes() {
        return jpegs.stream().mapToInt(jpeg -> jpeg.length).average().orElseThrow();
    }

    private void readFiles() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        long bytes = 0;
        for (int i = 0; i < files; i++) {
            try (FileChannel channel = FileChannel.open(folder.resolve(i + ".jpg"), StandardOpenOption.READ)) {
                buffer.clear();
                while (channel.read(buffer) > 0) {
                    // to the end
                }
                bytes += buffer.position();
            }
        }
        if (bytes < files) {
            throw new IllegalStateException("files are empty: bytes=" + bytes);
        }
    }

    private void pack(boolean passThrough, int workers) throws IOException {
        PackReport report = Im2Rec.from(list, folder)
                .passThrough(passThrough)
                .workers(workers)
                .writeTo(folder.resolve("rates.rec"));
        if (report.packed() != files) {
            throw new IllegalStateException("not all packed: " + report);
        }
    }

    /** What OpenCV alone needs: the same calls, buffers used again, no files. */
    private void openCvLoop() {
        try (Mat source = new Mat(1, 1 << 20, org.bytedeco.opencv.global.opencv_core.CV_8UC1);
                Mat pixels = new Mat();
                BytePointer out = new BytePointer();
                BytePointer extension = new BytePointer(".jpg");
                IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY)) {
            long total = 0;
            for (int i = 0; i < files; i++) {
                byte[] jpeg = jpegs.get(i % DISTINCT);
                source.data().put(jpeg, 0, jpeg.length);
                source.cols(jpeg.length);
                opencv_imgcodecs.imdecode(source, opencv_imgcodecs.IMREAD_COLOR, pixels);
                opencv_imgcodecs.imencode(extension, pixels, out, parameters);
                total += out.limit();
            }
            if (total < files) {
                throw new IllegalStateException("nothing was encoded: bytes=" + total);
            }
        }
    }

    /** The loop of im2rec.py, in one thread: the same with the files read by OpenCV. */
    private void openCvFiles() {
        try (BytePointer out = new BytePointer();
                BytePointer extension = new BytePointer(".jpg");
                IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY)) {
            long total = 0;
            for (int i = 0; i < files; i++) {
                try (Mat pixels =
                        opencv_imgcodecs.imread(folder.resolve(i + ".jpg").toString())) {
                    opencv_imgcodecs.imencode(extension, pixels, out, parameters);
                    total += out.limit();
                }
            }
            if (total < files) {
                throw new IllegalStateException("nothing was encoded: bytes=" + total);
            }
        }
    }

    private void delete() throws IOException {
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
