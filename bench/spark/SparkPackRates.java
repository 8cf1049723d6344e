package io.cameo.spark;

import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.image.Transforms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Packing through Spark beside packing without it, both with two threads, in turns in one run: the same images, decoded,
 * made smaller and encoded.
 *
 * <p>Arguments: folder of images, lines of the list (images come again and again), rounds, folder for the files.
 */
public final class SparkPackRates {
    private static final int SHORT_EDGE_PX = 112;
    private static final int THREADS = 2;

    private SparkPackRates() {}

    public static void main(String[] arguments) throws IOException {
        Path images = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[3]));
        Path list = list(images, Integer.parseInt(arguments[1]), folder);
        SparkSession session = SparkSession.builder()
                .master("local[" + THREADS + "]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        int rounds = Integer.parseInt(arguments[2]);
        double[] alone = new double[rounds];
        double[] spark = new double[rounds];
        try {
            for (int round = 0; round < rounds; round++) {
                alone[round] = seconds(
                        shrinking(Im2Rec.from(list, images)).workers(THREADS).writeTo(folder.resolve("alone.rec")));
                spark[round] = seconds(SparkPack.from(list, images)
                        .settings(SparkPackRates::shrinking)
                        .writeTo(session, folder.resolve("spark.rec")));
            }
            if (Files.mismatch(folder.resolve("alone.rec"), folder.resolve("spark.rec")) >= 0) {
                throw new AssertionError("the files differ: folder=" + folder);
            }
        } finally {
            session.stop();
            FileUtil.fullyDelete(folder.toFile());
        }
        print("pack, two workers", alone);
        print("SparkPack, local[2]", spark);
    }

    private static Im2Rec shrinking(Im2Rec job) {
        return job.transform(Transforms.resizeShort(SHORT_EDGE_PX));
    }

    private static double seconds(PackReport report) {
        if (!report.complete()) {
            throw new AssertionError("not all was packed: end=" + report.end());
        }
        return report.wallNanos() / 1e9;
    }

    private static Path list(Path images, int lines, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(images)) {
            files.map(file -> file.getFileName().toString()).sorted().forEach(names::add);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            all.add(i + "\t" + i % 1000 + "\t" + names.get(i % names.size()));
        }
        return Files.write(folder.resolve("train.lst"), all);
    }

    private static void print(String what, double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-25s s: median %.2f, %.2f to %.2f%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
