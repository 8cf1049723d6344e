package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceLstWriter;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws a data set of portraits into a folder: {@code 007/0012.jpg} is shot 12 of identity 7, and {@code landmarks.tsv}
 * has the five points of each as they were drawn; {@code faces.lst} says the same as an InsightFace list, ready to be
 * aligned. The same seed gives the same files on every machine.
 *
 * @param identities how many people
 * @param shotsEach how many pictures of each
 * @param sizePx width and height
 * @param seed chooses the people
 */
public record PortraitSet(int identities, int shotsEach, int sizePx, long seed) {
    /** The file of landmarks: path and ten numbers a line, x and y of five points, with a heading. */
    public static final String LANDMARKS = "landmarks.tsv";

    /** The InsightFace list: not aligned, identity as label, a box around the face, the points. */
    public static final String FACES = "faces.lst";

    private static final int POINTS = 5;
    /** How far a face reaches beyond its points, as shares of the width and the height that these take. */
    private static final double BESIDE = 0.55;

    private static final double ABOVE = 0.95;
    private static final double BELOW = 0.45;
    private static final int LEAST_QUALITY = 86;
    private static final int QUALITY_SPREAD = 10;

    /**
     * What was drawn.
     *
     * @param images how many files
     * @param bytes of all of them
     * @param outcome how the run went
     */
    public record Drawn(long images, long bytes, Outcome outcome) {}

    private static final class Easel implements AutoCloseable {
        private final Portrait portrait;
        private final ImageCodec codec = ImageCodec.create();
        private final Arena arena = Arena.ofConfined();
        private final Image image;

        Easel(int sizePx) {
            portrait = new Portrait(sizePx);
            image = Image.allocate(arena, sizePx, sizePx, PixelFormat.BGR8);
        }

        @Override
        public void close() {
            codec.close();
            arena.close();
        }
    }

    private static final class Picture implements AutoCloseable {
        private final PackedImage jpeg = new PackedImage();
        private final float[] landmarks = new float[2 * POINTS];

        @Override
        public void close() {
            jpeg.close();
        }
    }

    /** How many images the set has. */
    public int size() {
        return identities * shotsEach;
    }

    /** The path of an image within the folder. */
    public String path(int number) {
        return String.format(Locale.ROOT, "%03d/%04d.jpg", number / shotsEach, number % shotsEach);
    }

    /**
     * Draws all of it with every processor.
     *
     * @param folder is made if it is not there; files of the same names are replaced
     */
    public Drawn drawInto(Path folder, Progress progress) throws IOException {
        for (int identity = 0; identity < identities; identity++) {
            Files.createDirectories(folder.resolve(path(identity * shotsEach)).getParent());
        }
        StringBuilder landmarks = new StringBuilder("path");
        for (String point : new String[] {"left_eye", "right_eye", "nose", "left_mouth", "right_mouth"}) {
            landmarks.append('\t').append(point).append("_x\t").append(point).append("_y");
        }
        landmarks.append('\n');
        Pipeline<Integer, Easel, Picture> pipeline = Pipeline.builder(
                        "draw", () -> new Easel(sizePx), Picture::new, this::draw)
                .progress(progress, size())
                .build();
        AtomicInteger next = new AtomicInteger();
        long[] bytes = {0};
        Outcome outcome;
        try (FaceLstWriter faces = FaceLstWriter.create(folder.resolve(FACES))) {
            outcome = pipeline.run(
                    () -> next.get() < size() ? next.getAndIncrement() : null, (sequence, number, picture) -> {
                        MemorySegment jpeg = picture.jpeg.payload();
                        write(folder.resolve(path(number)), jpeg);
                        bytes[0] += jpeg.byteSize();
                        describe(landmarks, number, picture.landmarks);
                        faces.write(face(number, picture.landmarks));
                    });
            faces.commit();
        }
        writeText(folder.resolve(LANDMARKS), landmarks.toString());
        return new Drawn(outcome.accepted(), bytes[0], outcome);
    }

    private void draw(int number, Easel easel, Picture picture) {
        easel.portrait.draw(seed, number / shotsEach, number % shotsEach, easel.image.pixels(), picture.landmarks);
        int quality = LEAST_QUALITY + number * 7 % QUALITY_SPREAD; // cameras differ
        picture.jpeg.copyFrom(easel.codec.encode(easel.image, Encoding.JPEG, quality));
    }

    private FaceLine face(int number, float[] landmarks) {
        double[] columns = new double[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            columns[i] = thousandths(landmarks[2 * i]);
            columns[POINTS + i] = thousandths(landmarks[2 * i + 1]);
        }
        double[] x = Arrays.stream(columns, 0, POINTS).sorted().toArray();
        double[] y = Arrays.stream(columns, POINTS, 2 * POINTS).sorted().toArray();
        double widthPx = x[POINTS - 1] - x[0];
        double heightPx = y[POINTS - 1] - y[0];
        int[] box = {
            inside(x[0] - BESIDE * widthPx),
            inside(y[0] - ABOVE * heightPx),
            inside(x[POINTS - 1] + BESIDE * widthPx),
            inside(y[POINTS - 1] + BELOW * heightPx)
        };
        return new FaceLine(false, path(number), number / shotsEach, box, columns);
    }

    private int inside(double px) {
        return Math.clamp(Math.round(px), 0, sizePx - 1);
    }

    private static double thousandths(float value) {
        return Math.rint(value * 1e3) / 1e3;
    }

    private void describe(StringBuilder text, int number, float[] landmarks) {
        text.append(path(number));
        for (float value : landmarks) {
            text.append('\t').append(String.format(Locale.ROOT, "%.3f", value));
        }
        text.append('\n');
    }

    private static void write(Path file, MemorySegment bytes) throws IOException {
        try (var channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = bytes.asByteBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private static void writeText(Path file, String text) throws IOException {
        try (AtomicFile out = AtomicFile.create(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.channel().write(bytes);
            }
            out.commit();
        }
    }
}
