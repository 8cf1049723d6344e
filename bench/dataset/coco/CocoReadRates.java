package io.cameo.dataset.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cameo.convert.Turns;
import io.cameo.pipeline.Pipeline;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Rates of opening a {@code person_keypoints} file of the size of COCO's training set and of reading every annotation, in
 * megabytes a second, beside their bounds, in turns within one process.
 *
 * <p>Bounds: a loop that reads the file; and jackson's tokens of the whole file without a look at any, one thread. Opening
 * takes every token once, reading takes those of annotations a second time and makes numbers of them, so opening and
 * reading on one thread cannot come up to half of the second bound.
 *
 * <p>Arguments: images (default 118,287), rounds (default 5). {@code once FILE THREADS} instead opens and reads that file a
 * single time, in a process that has done nothing before.
 */
public final class CocoReadRates {
    private static final double POSITIVE_IMAGES = 64_115.0 / 118_287;
    private static final double PERSONS_PER_POSITIVE = 262_465.0 / 64_115;
    private static final int VERTICES_MEAN = 33;
    private static final int KEYPOINTS = 17;
    private static final int MEGA = 1_000_000;

    private final Path json;
    private final Random random = new Random(20250101);

    private CocoReadRates(Path json) {
        this.json = json;
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 3 && args[0].equals("once")) {
            once(Path.of(args[1]), Integer.parseInt(args[2]));
            return;
        }
        int images = args.length > 0 ? Integer.parseInt(args[0]) : 118_287;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("cameo-coco");
        CocoReadRates rates = new CocoReadRates(folder.resolve("person_keypoints.json"));
        try {
            int annotations = rates.write(images);
            int megabytes = (int) (Files.size(rates.json) / MEGA);
            System.out.printf(
                    Locale.ROOT,
                    "%n%,d images, %,d annotations, %,d MB; items are MB%n",
                    images,
                    annotations,
                    megabytes);
            new Turns(megabytes, rounds)
                    .bound("read the file, 1 thread", rates::readBytes)
                    .bound("jackson's tokens, 1 thread", rates::tokens)
                    .add("open", () -> CocoFile.open(rates.json).close())
                    .add("open, read every annotation, 1 thread", () -> rates.readAll(1))
                    .add("open, read every annotation, 2 threads", () -> rates.readAll(2))
                    .run();
        } finally {
            Files.deleteIfExists(rates.json);
            Files.delete(folder);
        }
    }

    private static void once(Path json, int threads) throws IOException {
        long begin = System.nanoTime();
        new CocoReadRates(json).readAll(threads);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d MB in %.2f s: %,.0f MB/s, %d threads%n",
                Files.size(json) / MEGA,
                seconds,
                Files.size(json) / seconds / MEGA,
                threads);
    }

    private int write(int images) throws IOException {
        int annotations = 0;
        try (BufferedWriter out = Files.newBufferedWriter(json, StandardCharsets.US_ASCII)) {
            out.write("{\"info\":{\"description\":\"drawn\"},\"licenses\":[],\"images\":[");
            for (int i = 0; i < images; i++) {
                out.write((i == 0 ? "" : ",")
                        + String.format(
                                Locale.ROOT,
                                "{\"license\":3,\"file_name\":\"%012d.jpg\",\"coco_url\":\"http://images.cocodataset.org/"
                                    + "train2017/%012d.jpg\",\"height\":480,\"width\":640,\"date_captured\":\"2013-11-14"
                                    + " 11:18:45\",\"flickr_url\":\"http://farm9.staticflickr.com/8186/"
                                    + "%d_8f1ac6b7a4_z.jpg\",\"id\":%d}",
                                i,
                                i,
                                8_000_000_000L + i,
                                i));
            }
            out.write("],\"annotations\":[");
            for (int i = 0; i < images; i++) {
                if (random.nextDouble() >= POSITIVE_IMAGES) {
                    continue;
                }
                int persons = 1 + (int) (-Math.log(1 - random.nextDouble()) * (PERSONS_PER_POSITIVE - 0.55));
                for (int p = 0; p < persons; p++) {
                    out.write((annotations == 0 ? "" : ",") + annotation(annotations, i));
                    annotations++;
                }
            }
            out.write("],\"categories\":[{\"supercategory\":\"person\",\"id\":1,\"name\":\"person\"}]}");
        }
        return annotations;
    }

    private String annotation(int id, int image) {
        StringBuilder text = new StringBuilder("{\"segmentation\":[[");
        int vertices = 3 + random.nextInt(2 * VERTICES_MEAN - 5);
        for (int i = 0; i < 2 * vertices; i++) {
            text.append(i == 0 ? "" : ",").append(random.nextInt(48_000) / 100.0);
        }
        text.append("]],\"num_keypoints\":8,\"area\":")
                .append(random.nextInt(1 << 30) / 1e5)
                .append(",\"iscrowd\":0,\"keypoints\":[");
        for (int i = 0; i < KEYPOINTS; i++) {
            boolean marked = random.nextBoolean();
            text.append(i == 0 ? "" : ",")
                    .append(marked ? random.nextInt(640) + "," + random.nextInt(480) + ",2" : "0,0,0");
        }
        return text.append("],\"image_id\":")
                .append(image)
                .append(",\"bbox\":[73.35,206.02,300.58,372.5],\"category_id\":1,\"id\":")
                .append(id)
                .append('}')
                .toString();
    }

    private void readBytes() throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(json)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                bytes += got;
            }
        }
        check(bytes, Files.size(json));
    }

    private void tokens() throws IOException {
        long numbers = 0;
        try (InputStream in = Files.newInputStream(json);
                JsonParser parser = new JsonFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                numbers += token.isNumeric() ? 1 : 0;
            }
        }
        if (numbers == 0) {
            throw new IllegalStateException("no numbers: file=" + json);
        }
    }

    private void readAll(int threads) throws IOException {
        try (CocoFile file = CocoFile.open(json)) {
            int[] next = {0};
            long[] read = {0};
            Pipeline.<Integer, CocoReader, int[]>builder("read", file::reader, () -> new int[1], (at, reader, out) -> {
                        out[0] = reader.read(at).size();
                    })
                    .workers(threads)
                    .build()
                    .run(() -> next[0] < file.images() ? next[0]++ : null, (sequence, at, out) -> read[0] += out[0]);
            check(read[0], file.annotations());
        }
    }

    private static void check(long actual, long expected) {
        if (actual != expected) {
            throw new IllegalStateException("not all read: expected=" + expected + ", actual=" + actual);
        }
    }
}
