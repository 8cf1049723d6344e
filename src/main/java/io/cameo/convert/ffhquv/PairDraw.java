package io.cameo.convert.ffhquv;

import io.cameo.bytes.Checksum;
import io.cameo.compute.SampleRandom;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws pairs of a class without giving any back: a random order of all pairs of different members, of which only the beginning
 * is made. Depends on the seed, the name of the class and the number of its members; who is drawn first does not depend on how
 * many are drawn. Takes memory by pairs drawn. One thread at a time.
 */
final class PairDraw {
    private final SampleRandom random = new SampleRandom();
    private final long pairs;
    /** What stands at places of the order that are not their own: Fisher and Yates, without the array. */
    private final Map<Long, Long> moved = new HashMap<>();

    private long drawn;

    /**
     * A pair.
     *
     * @param first a member's place, from 0
     * @param second another's
     * @param unit a number from 0 to 1 that is the pair's own
     */
    record Pair(int first, int second, double unit) {}

    PairDraw(long seed, String className, int members) {
        int key = Checksum.crc32c(MemorySegment.ofArray(className.getBytes(StandardCharsets.UTF_8)));
        random.reset(seed, 0, Integer.toUnsignedLong(key));
        pairs = pairsOf(members);
    }

    /** How many pairs there are, in either order. */
    static long pairsOf(int members) {
        return (long) members * (members - 1) / 2;
    }

    /** The next pair. Which of the two is first is a coin's choice. */
    Pair next() {
        if (drawn == pairs) {
            throw new IllegalStateException("all pairs were drawn: pairs=" + pairs);
        }
        long at = drawn++;
        long pick = at + below(pairs - at);
        long own = stands(at);
        long chosen = stands(pick);
        moved.remove(at);
        if (pick != at) {
            moved.put(pick, own);
        }
        int high = highOf(chosen);
        int low = (int) (chosen - pairsOf(high));
        boolean turned = random.nextInt(2) == 1;
        return new Pair(turned ? high : low, turned ? low : high, random.nextDouble());
    }

    private long stands(long place) {
        return moved.getOrDefault(place, place);
    }

    /** The higher member of a pair: numbers of pairs begin at {@link #pairsOf} of it. */
    private static int highOf(long pair) {
        int high = (int) ((1 + Math.sqrt(1 + 8.0 * pair)) / 2);
        while (pairsOf(high) > pair) {
            high--;
        }
        while (pairsOf(high + 1) <= pair) {
            high++;
        }
        return high;
    }

    /** Uniform in {@code [0, bound)}, as {@link SampleRandom#nextInt(int)} but of 64 bits. */
    private long below(long bound) {
        long biased = Long.remainderUnsigned(-bound, bound);
        while (true) {
            long bits = random.nextLong();
            if (Long.compareUnsigned(bits * bound, biased) >= 0) {
                return Math.unsignedMultiplyHigh(bits, bound);
            }
        }
    }
}
