package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FfhqIndex;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sample to be made.
 *
 * @param number its id
 * @param first the row of the one that it is like at 0
 * @param second the row of the one that it is like at 1
 * @param t how far from the first to the second
 * @param line what {@code lineage.tsv} has of it
 * @param meta what the meta file has of it
 */
record Blend(int number, int first, int second, double t, String line, UvMetaEntry meta) {
    static final int MOST = 1_000_000;

    /** What the lines of the lineage have. */
    static final String COLUMNS = "id\ta\tb\tt\tclass\tffhq_a\tffhq_b";

    static Blend of(int number, int first, int second, double t, String className, SampleTable samples) {
        String id = id(number);
        UvMetaEntry a = samples.meta(first);
        UvMetaEntry b = samples.meta(second);
        String line = String.join(
                "\t",
                id,
                samples.sample(first).id(),
                samples.sample(second).id(),
                Double.toString(t),
                plain(className),
                plain(index(a)),
                plain(index(b)));
        UvMetaEntry meta = new UvMetaEntry(
                id,
                mix(a == null ? null : a.age(), b == null ? null : b.age(), t),
                mix(a == null ? null : a.beard(), b == null ? null : b.beard(), t),
                a != null && b != null && a.gender() != null && a.gender().equals(b.gender()) ? a.gender() : null,
                FfhqIndex.ABSENT);
        return new Blend(number, first, second, t, line, meta);
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    String id() {
        return meta.id();
    }

    /** Tabs and line ends would be columns and lines of the lineage. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String index(@Nullable UvMetaEntry entry) {
        return entry == null ? "" : entry.index().text();
    }

    private static @Nullable Double mix(@Nullable Double a, @Nullable Double b, double t) {
        return a == null || b == null ? null : Double.valueOf(LatentMix.mix(a, b, t));
    }
}
