package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The counts behind the histograms. */
class ShowTallyTest {
    private static final long SEED = 77;

    @Test
    void labelCountsAreThoseOfAMap() {
        SplittableRandom random = new SplittableRandom(SEED);
        TreeMap<Float, Integer> expected = new TreeMap<>();
        LabelCounts all = new LabelCounts();
        LabelCounts part = new LabelCounts();
        for (int i = 0; i < 20_000; i++) {
            float label = random.nextInt(10) == 0 ? random.nextInt(5) : random.nextInt(3_000) / 7f;
            expected.merge(label, 1, Integer::sum);
            part.add(label);
            if (i % 1000 == 999) {
                all.merge(part);
                part.clear();
            }
        }
        LabelCounts.Entry[] entries = all.sorted();
        assertThat(entries).as("seed=%d", SEED).hasSize(expected.size());
        int at = 0;
        for (var entry : expected.entrySet()) {
            assertThat(entries[at].label()).isEqualTo(entry.getKey());
            assertThat(entries[at++].count()).isEqualTo(entry.getValue());
        }
    }

    @Test
    void oddLabelsAreLabels() {
        LabelCounts counts = new LabelCounts();
        for (float label : new float[] {
            -0f, 0f, Float.NaN, Float.intBitsToFloat(0xffffffff), Float.intBitsToFloat(0x7fc00001), 1 / 0f
        }) {
            counts.add(label);
        }
        LabelCounts.Entry[] entries = counts.sorted();
        assertThat(entries).hasSize(3);
        assertThat(entries[0]).isEqualTo(new LabelCounts.Entry(0f, 2));
        assertThat(entries[1]).isEqualTo(new LabelCounts.Entry(Float.POSITIVE_INFINITY, 1));
        assertThat(entries[2].label()).isNaN();
        assertThat(entries[2].count()).isEqualTo(3);
    }

    @Test
    void labelsBeyondTheLimitAreCountedTogether() {
        LabelCounts counts = new LabelCounts();
        for (int bits = 0; bits < LabelCounts.MAX_DISTINCT + 5; bits++) {
            counts.add(Float.intBitsToFloat(bits + 1));
        }
        counts.add(Float.intBitsToFloat(1));
        assertThat(counts.distinct()).isEqualTo(LabelCounts.MAX_DISTINCT);
        assertThat(counts.others()).isEqualTo(5);
        assertThat(counts.sorted()[0].count()).isEqualTo(2);
    }

    @Test
    void sizesFallIntoTheirBins() {
        SplittableRandom random = new SplittableRandom(SEED);
        SizeCounts sizes = new SizeCounts();
        int[] all = new int[5_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = 1 + random.nextInt(1 + random.nextInt(1 << random.nextInt(1, 29)));
            sizes.add(all[i]);
        }
        sizes.add(Integer.MAX_VALUE);
        for (int most : new int[] {1, 7, 40, 2000}) {
            List<SizeCounts.Bin> bins = sizes.bins(most);
            assertThat(bins).as("seed=%d", SEED).hasSizeBetween(1, most);
            assertThat(bins.stream().mapToLong(SizeCounts.Bin::count).sum()).isEqualTo(all.length + 1);
            for (int i = 1; i < bins.size(); i++) {
                assertThat(bins.get(i).fromBytes()).isEqualTo(bins.get(i - 1).toBytes());
            }
        }
        assertThat(new SizeCounts().bins(40)).isEmpty();
    }

    /** From 64 bytes up, where steps are wider than a byte, a bin's edges are exact to a byte. */
    @Test
    void binsTellTheTruth() {
        for (int size = 64; size < 100_000; size += 1 + size / 50) {
            SizeCounts sizes = new SizeCounts();
            sizes.add(size);
            SizeCounts.Bin bin = sizes.bins(1).getFirst();
            assertThat((long) size).isBetween(bin.fromBytes() - 1, bin.toBytes());
            assertThat(bin.toBytes() - bin.fromBytes()).isBetween(1L, size / 40L + 1);
        }
    }

    @Test
    void figuresReadWell() {
        assertThat(Numbers.rounded(0.375f)).isEqualTo("0.375");
        assertThat(Numbers.rounded(250)).isEqualTo("250");
        assertThat(Numbers.rounded(1 / 3.0)).isEqualTo("0.333");
        assertThat(Numbers.rounded(1.2345e12)).isEqualTo("1.23E+12");
        assertThat(Numbers.label(7f)).isEqualTo("7");
        assertThat(Numbers.label(Float.NaN)).isEqualTo("NaN");
        assertThat(Numbers.label(0.1f)).isEqualTo("0.1");
        assertThat(Numbers.bytes(912)).isEqualTo("912 B");
        assertThat(Numbers.bytes(78_123_456)).isEqualTo("78.1 MB");
    }

    @Test
    void markupHoldsTextBack() {
        assertThat(new Markup().text("<a href='x'>&\"</a>").toString())
                .isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
        assertThat(new Markup()
                        .text("\0\u0007\u202e\u2028\ufeff\ud800\ufffe\ud83d\ude00")
                        .toString())
                .isEqualTo("\ufffd".repeat(7) + "\ud83d\ude00");
        assertThat(new Markup().element("b", "1<2").toString()).isEqualTo("<b>1&lt;2</b>");
        assertThat(new Markup().attribute("n", "\"").toString()).isEqualTo(" n=\"&quot;\"");
    }
}
