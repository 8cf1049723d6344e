package io.cameo.convert.matting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What to draw.
 *
 * @param name of the video, where its frames were chosen; else empty
 * @param items in the order to draw them
 * @param all how many there were to choose from
 * @param missing what was asked for and is not there
 */
record SheetChoice(String name, List<SheetItem> items, int all, List<String> missing) {
    private static final int NAMES_SHOWN = 5;

    /** Samples by their names, all where none is named; of a video its middle frame. */
    static SheetChoice samples(SheetSource source, List<String> names, int limit, @Nullable Long seed) {
        List<String> missing = new ArrayList<>();
        int[] wanted = names.isEmpty() ? IntStream.range(0, source.size()).toArray() : find(source, names, missing);
        List<SheetItem> items = IntStream.of(some(wanted.length, limit, seed))
                .map(i -> wanted[i])
                .mapToObj(sample -> source.item(sample, source.frames(sample) / 2))
                .toList();
        return new SheetChoice("", items, source.size(), missing);
    }

    /**
     * Frames of one video.
     *
     * @throws IllegalArgumentException if there is none of that name, or more than one
     */
    static SheetChoice frames(SheetSource source, String name, int limit, @Nullable Long seed) {
        int[] found = find(source, List.of(name), new ArrayList<>());
        if (found.length != 1) {
            int[] listed =
                    found.length > 1 ? found : IntStream.range(0, source.size()).toArray();
            List<String> labels = IntStream.of(listed)
                    .limit(NAMES_SHOWN)
                    .mapToObj(source::label)
                    .toList();
            throw new IllegalArgumentException((found.length > 1 ? "more than one has this name" : "no such video")
                    + ": clip=" + name + ", found=" + String.join(", ", labels)
                    + (listed.length > NAMES_SHOWN ? ", ..." : ""));
        }
        int sample = found[0];
        int all = source.frames(sample);
        List<SheetItem> items = IntStream.of(some(all, limit, seed))
                .mapToObj(frame -> source.item(sample, frame))
                .toList();
        return new SheetChoice(source.label(sample), items, all, List.of());
    }

    /** In the order of the names; a name without that of its split may stand for several. */
    private static int[] find(SheetSource source, List<String> names, List<String> missing) {
        String[] labels =
                IntStream.range(0, source.size()).mapToObj(source::label).toArray(String[]::new);
        IntStream.Builder found = IntStream.builder();
        for (String name : names.stream().distinct().toList()) {
            int[] own = IntStream.range(0, labels.length)
                    .filter(i -> labels[i].equals(name) || labels[i].endsWith("/" + name))
                    .toArray();
            IntStream.of(own).forEach(found::add);
            if (own.length == 0) {
                missing.add(name);
            }
        }
        return found.build().distinct().toArray();
    }

    /** So many numbers below {@code all}, rising: evenly spread, or every set as likely as any other (Floyd). */
    static int[] some(int all, int limit, @Nullable Long seed) {
        int wanted = Math.min(all, limit);
        if (seed == null || wanted == all) {
            return IntStream.range(0, wanted)
                    .map(i -> (int) ((long) i * all / wanted))
                    .toArray();
        }
        SplittableRandom random = new SplittableRandom(seed);
        Set<Integer> drawn = new HashSet<>();
        for (int last = all - wanted; last < all; last++) {
            int candidate = random.nextInt(last + 1);
            drawn.add(drawn.contains(candidate) ? last : candidate);
        }
        return drawn.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
