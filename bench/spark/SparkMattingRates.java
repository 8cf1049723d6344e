package io.cameo.spark;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingPack;
import io.cameo.convert.matting.MattingPackPart;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Packing images and mattes through Spark beside packing without it, both with two threads, in turns in one run; and what
 * comes before any of it is packed: listing on the driver, cutting, opening by each task.
 *
 * <p>Arguments: folder or archive, rounds of packing (0 for none), parts, folder for the files, a new one.
 */
public final class SparkMattingRates {
    private static final int THREADS = 2;
    private static final int OPENINGS = 5;

    private SparkMattingRates() {}

    public static void main(String[] arguments) throws IOException {
        Path tree = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        int parts = Integer.parseInt(arguments[2]);
        Path folder = Files.createDirectory(Path.of(arguments[3]));
        try {
            before(tree, parts, folder);
            if (rounds > 0) {
                pack(tree, rounds, parts, folder);
            }
        } finally {
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    /** In the processor's time, since disks and other programs have theirs. */
    private static void before(Path tree, int parts, Path folder) throws IOException {
        double[] listed = new double[OPENINGS];
        double[] unlisted = new double[OPENINGS];
        double[] cut = new double[OPENINGS];
        long least = heapBytes();
        for (int i = 0; i < OPENINGS; i++) {
            long begin = cpuNanos();
            try (FileTree files = FileTree.openUnlisted(tree)) {
                unlisted[i] = cpuSeconds(begin);
                if (i == 0) {
                    long held = heapBytes() - least;
                    System.out.printf(Locale.ROOT, "held by the tasks of a process: %,d bytes of heap%n", held);
                }
                begin = cpuNanos();
                FileTree.open(files.path()).close();
                listed[i] = cpuSeconds(begin);
            }
            cut[i] = cut(tree, parts, folder, i == 0);
        }
        print("CPU: opened by a task", unlisted);
        print("CPU: opened by the driver", listed);
        print("CPU: cut by the driver", cut);
    }

    private static double cut(Path tree, int parts, Path folder, boolean told) throws IOException {
        try (FileTree files = FileTree.open(tree)) {
            long begin = cpuNanos();
            List<MattingPackPart> made = MattingPack.from(files).cut(folder, parts);
            double seconds = cpuSeconds(begin);
            if (told) {
                long bytes = 0;
                for (MattingPackPart part : made) {
                    bytes += Files.size(Path.of(part.plan()));
                }
                System.out.printf(
                        Locale.ROOT,
                        "%,d files, %,d records in %,d parts, plans of %,d bytes%n",
                        files.files().size(),
                        made.stream().mapToLong(MattingPackPart::items).sum(),
                        made.size(),
                        bytes);
            }
            return seconds;
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double cpuSeconds(long begin) {
        return (cpuNanos() - begin) / 1e9;
    }

    private static void pack(Path tree, int rounds, int parts, Path folder) throws IOException {
        SparkSession session = SparkSession.builder()
                .master("local[" + THREADS + "]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        double[] alone = new double[rounds];
        double[] spark = new double[rounds];
        try {
            for (int round = 0; round < rounds; round++) {
                long begin = System.nanoTime();
                try (FileTree files = FileTree.open(tree)) {
                    check(MattingPack.from(files)
                            .noErrorLimit()
                            .workers(THREADS)
                            .writeTo(folder.resolve("alone.rec")));
                }
                alone[round] = seconds(begin);
                begin = System.nanoTime();
                check(SparkMattingPack.from(tree)
                        .tasks(parts)
                        .errorLimit(Long.MAX_VALUE)
                        .writeTo(session, folder.resolve("spark.rec")));
                spark[round] = seconds(begin);
            }
            if (Files.mismatch(folder.resolve("alone.rec"), folder.resolve("spark.rec")) >= 0) {
                throw new AssertionError("the files differ: folder=" + folder);
            }
        } finally {
            session.stop();
        }
        print("matting pack, two workers", alone);
        print("SparkMattingPack, local[2]", spark);
    }

    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void check(PackReport report) {
        if (!report.complete()) {
            throw new AssertionError("not all was packed: end=" + report.end());
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void print(String what, double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-28s s: median %.4f, %.4f to %.4f%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
