package io.cameo.convert.insightface;

import io.cameo.convert.PlainFiles;
import io.cameo.convert.Turns;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.face.FaceTemplate;
import io.cameo.face.Landmarks5;
import io.cameo.face.SimilarityTransform;
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
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Rates of packing faces beside their bounds, in turns within one process.
 *
 * <p>Bounds: with landmarks, a loop of OpenCV's {@code imdecode}, {@code warpAffine} and {@code imencode} over the same bytes
 * in memory, one thread; for aligned files, a loop that opens, reads and closes them.
 *
 * <p>Arguments: files (default 5,000) and rounds (default 7); a third one leaves out what is not aligned.
 */
public final class FacePackRates {
    private static final int DISTINCT = 400;
    private static final int SOURCE_PX = 250;
    private static final int CROP_PX = 112;
    private static final int QUALITY = 95;

    private final Path folder;
    private final int files;
    private final List<byte[]> sources = new ArrayList<>();
    private final List<double[]> matrices = new ArrayList<>();

    private FacePackRates(Path folder, int files) {
        this.folder = folder;
        this.files = files;
    }

    public static void main(String[] args) throws IOException {
        int files = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        opencv_core.setNumThreads(1);
        FacePackRates rates = new FacePackRates(Files.createTempDirectory("cameo-rates"), files);
        rates.draw();
        System.out.printf(
                Locale.ROOT,
                "%n250x250 JPEG q95, %.0f bytes on average%n",
                rates.sources.stream().mapToInt(jpeg -> jpeg.length).average().orElseThrow());
        FaceSettings decode = FaceSettings.USUAL;
        FaceSettings structure = decode.withCheck(FaceSettings.Check.STRUCTURE);
        Turns turns = new Turns(files, rounds);
        if (args.length < 3) {
            turns.bound("opencv decode+warp+encode, 1 thread", rates::openCvLoop)
                    .add("face pack with landmarks, 1 worker", () -> rates.pack("sources.lst", decode, 1))
                    .add("face pack with landmarks, 2 workers", () -> rates.pack("sources.lst", decode, 2));
        }
        turns.bound("read aligned files, 1 thread", () -> PlainFiles.readAll(rates.folder.resolve("crops"), files))
                .add("face pack aligned, structure, 1 worker", () -> rates.pack("crops.lst", structure, 1))
                .add("face pack aligned, structure, 2 workers", () -> rates.pack("crops.lst", structure, 2))
                .add("face pack aligned, decode, 1 worker", () -> rates.pack("crops.lst", decode, 1))
                .run();
        PlainFiles.delete(rates.folder);
    }

    private void draw() throws IOException {
        Portrait portrait = new Portrait(SOURCE_PX);
        StringBuilder lines = new StringBuilder();
        try (ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            Image image = Image.allocate(arena, SOURCE_PX, SOURCE_PX, PixelFormat.BGR8);
            float[] points = new float[10];
            for (int i = 0; i < files; i++) {
                if (i < DISTINCT) {
                    portrait.draw(1, i % 40, i / 40, image.pixels(), points);
                    sources.add(codec.encode(image, Encoding.JPEG, QUALITY).toArray(ValueLayout.JAVA_BYTE));
                    double[] pairs = new double[10];
                    for (int p = 0; p < pairs.length; p++) {
                        pairs[p] = points[p];
                    }
                    Landmarks5 landmarks = Landmarks5.ofPairs(pairs);
                    matrices.add(SimilarityTransform.toTemplate(landmarks, FaceTemplate.ARC_FACE_112)
                            .matrix());
                    lines.append("0\t")
                            .append(i)
                            .append(".jpg\t")
                            .append(i / 40)
                            .append("\t1\t1\t249\t249");
                    for (double value : landmarks.toColumns()) {
                        lines.append('\t').append(value);
                    }
                    lines.append('\n');
                } else {
                    String like = lines.substring(startOf(lines, i % DISTINCT), startOf(lines, i % DISTINCT + 1));
                    lines.append(like.replaceFirst("\t[0-9]+\\.jpg", "\t" + i + ".jpg"));
                }
                Files.write(folder.resolve(i + ".jpg"), sources.get(i % DISTINCT));
            }
        }
        Path list = Files.writeString(folder.resolve("sources.lst"), lines);
        FaceAlign.from(list).root(folder).writeTo(folder.resolve("crops"));
        Files.move(folder.resolve("crops/crops.lst"), folder.resolve("crops.lst"));
    }

    private final List<Integer> starts = new ArrayList<>();

    private int startOf(StringBuilder lines, int line) {
        while (starts.size() <= line) {
            starts.add(starts.isEmpty() ? 0 : lines.indexOf("\n", starts.getLast()) + 1);
        }
        return starts.get(line);
    }

    private void pack(String list, FaceSettings settings, int workers) throws IOException {
        boolean crops = list.startsWith("crops");
        FacePackReport report = FacePack.from(folder.resolve(list))
                .root(crops ? folder.resolve("crops") : folder)
                .settings(settings)
                .layout(FaceLayout.C)
                .workers(workers)
                .writeTo(folder.resolve("rates.rec"));
        if (report.run().packed() != files) {
            throw new IllegalStateException("not all packed: " + report);
        }
    }

    /** What OpenCV alone needs: the same calls, buffers used again, no files. */
    private void openCvLoop() {
        try (Mat source = new Mat(1, 1 << 20, opencv_core.CV_8UC1);
                Mat pixels = new Mat();
                Mat crop = new Mat();
                Mat matrix = new Mat(2, 3, opencv_core.CV_64F);
                Size size = new Size(CROP_PX, CROP_PX);
                Scalar black = new Scalar();
                BytePointer out = new BytePointer();
                BytePointer extension = new BytePointer(".jpg");
                IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY)) {
            long total = 0;
            for (int i = 0; i < files; i++) {
                byte[] jpeg = sources.get(i % DISTINCT);
                source.data().put(jpeg, 0, jpeg.length);
                source.cols(jpeg.length);
                opencv_imgcodecs.imdecode(source, opencv_imgcodecs.IMREAD_COLOR, pixels);
                new DoublePointer(matrix.data()).put(matrices.get(i % DISTINCT), 0, 6);
                opencv_imgproc.warpAffine(
                        pixels, crop, matrix, size, opencv_imgproc.INTER_LINEAR, opencv_core.BORDER_CONSTANT, black);
                opencv_imgcodecs.imencode(extension, crop, out, parameters);
                total += out.limit();
            }
            if (total < files) {
                throw new IllegalStateException("nothing was encoded: bytes=" + total);
            }
        }
    }
}
