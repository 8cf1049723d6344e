package io.cameo.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process that does one thing over and over until it is killed, and says after each time that it is done. */
final class ReshapeChild {
    static final double[] RATIOS = {0.5, 0.3, 0.2};

    private static final long LITTLE_MEMORY_BYTES = 300_000;
    private static final int SORTED_PARTS = 20; // more than are open at the same time

    private ReshapeChild() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        for (int round = 0; ; round++) {
            switch (args[0]) {
                case "shuffle" -> shuffle(folder, round);
                case "merge" -> merge(folder, round);
                case "split" -> split(folder, round);
                case "append" -> Append.to(folder.resolve("out.rec")).from(List.of(folder.resolve("in.rec")));
                default -> throw new IllegalArgumentException("no such work: " + args[0]);
            }
            System.out.println(round);
            System.out.flush();
        }
    }

    private static void shuffle(Path folder, int round) throws IOException {
        Path out = folder.resolve("out.rec");
        freshEverySecondTime(out, round);
        Shuffle.of(folder.resolve("in.rec"))
                .seed(round % 4 / 2)
                .memoryBytes(LITTLE_MEMORY_BYTES)
                .residency(file -> round % 3 == 2)
                .to(out);
    }

    private static void merge(Path folder, int round) throws IOException {
        Path out = folder.resolve("out.rec");
        freshEverySecondTime(out, round);
        Path in = folder.resolve("in.rec");
        Path other = folder.resolve("other.rec");
        Merge.of(round % 4 / 2 == 0 ? List.of(in, other) : List.of(other, in)).to(out);
    }

    private static void split(Path folder, int round) throws IOException {
        Path in = folder.resolve("in.rec");
        for (String name : new String[] {"out-ratio", "out-sorted"}) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, name + "_*.rec")) {
                for (Path part : parts) {
                    freshEverySecondTime(part, round);
                }
            }
        }
        int which = round % 4 / 2;
        Split.of(in).byRatio(RATIOS, which).to(folder.resolve("out-ratio"));
        sorted(in, which).to(folder.resolve("out-sorted"));
    }

    /** A split that goes through buckets. */
    static Split sorted(Path in, int which) {
        double[] ratios = new double[SORTED_PARTS];
        Arrays.fill(ratios, 1.0 / SORTED_PARTS);
        return Split.of(in).byRatio(ratios, which).memoryBytes(LITTLE_MEMORY_BYTES);
    }

    /** Files that are made and files that are replaced go different ways at the end. */
    private static void freshEverySecondTime(Path out, int round) throws IOException {
        if (round % 2 == 0) {
            Files.deleteIfExists(out);
            Files.deleteIfExists(RecordIndex.besides(out));
            Files.deleteIfExists(CixFile.besides(out));
        }
    }
}
