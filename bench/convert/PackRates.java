package io.cameo.convert;

import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private final Path folder;
    private final List<byte[]> jpegs = new ArrayList<>();
    private final int files;
    private Path list = Path.of("");

    private PackRates(Path folder, int files) {
        this.folder = folder;
        this.files = files;
    }

    public static void main(String[] args) throws IOException {
        int files = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        PackRates rates = new PackRates(Files.createTempDirectory("cameo-rates"), files);
        rates.draw();
        System.out.printf(Locale.ROOT, "%n112x112 JPEG q95, %.0f bytes on average%n", rates.meanBytes());
        new Turns(files, rounds)
                .bound("read files, 1 thread", () -> PlainFiles.readAll(rates.folder, files))
                .add("pack --pass-through, 1 worker", () -> rates.pack(true, 1))
                .add("pack --pass-through, 2 workers", () -> rates.pack(true, 2))
                .bound("opencv imdecode+imencode, 1 thread", rates::openCvLoop)
                .add("opencv imread+imencode, 1 thread", rates::openCvFiles)
                .add("pack decode+encode q95, 1 worker", () -> rates.pack(false, 1))
                .add("pack decode+encode q95, 2 workers", () -> rates.pack(false, 2))
                .run();
        PlainFiles.delete(rates.folder);
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
}
