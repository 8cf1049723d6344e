package io.cameo.dataset.insightface;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long a fresh process takes to read the identity table of 42 million faces, and what it has resident then. {@code write
 * sorted|shuffled} makes the files and prints where; {@code read REC [images]} measures,
 * the first image of each identity included if asked for.
 */
public final class IdentityTableMemory {
    private IdentityTableMemory() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("write")) {
            System.out.println(FortyMillionFaces.write(arguments[1].equals("shuffled")));
            return;
        }
        List<String> before = resident();
        long begin = System.nanoTime();
        long sum = IdentityTableBench.read(Path.of(arguments[1]), arguments.length > 2);
        double millis = (System.nanoTime() - begin) / 1e6;
        System.out.printf(Locale.ROOT, "%.1f ms, sum %d%nbefore %s%nafter  %s%n", millis, sum, before, resident());
    }

    /** VmHWM is the most that was ever resident. */
    private static List<String> resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Rss") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " "))
                .toList();
    }
}
