package io.cameo.scene;

import java.util.List;

/**
 * Random choices that depend on nothing but a key and the name of the feature asked for. Asking in another order, twice
 * or from another thread gives the same answers, and a new feature does not disturb the old ones.
 */
final class Dice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final float TO_UNIT = 1f / (1 << 24);

    private final long key;

    private Dice(long key) {
        this.key = key;
    }

    static Dice of(long seed) {
        return new Dice(mix(seed + GOLDEN));
    }

    /** Independent dice for one of many: an identity of a seed, a shot of an identity. */
    Dice child(String kind, int index) {
        return new Dice(mix(key ^ mix(kind.hashCode() * GOLDEN + index)));
    }

    /** 64 well mixed bits. */
    long bits(String feature) {
        return mix(key + mix(feature.hashCode() + GOLDEN));
    }

    /** Uniform in [0, 1). */
    float unit(String feature) {
        return (bits(feature) >>> 40) * TO_UNIT;
    }

    /** Uniform in [low, high). */
    float in(String feature, float low, float high) {
        return low + unit(feature) * (high - low);
    }

    /** Bell-shaped within {@code middle} plus or minus {@code reach}, which it never leaves. */
    float bell(String feature, float middle, float reach) {
        long b = bits(feature);
        float sum = ((b & 0xffff) + ((b >>> 16) & 0xffff) + ((b >>> 32) & 0xffff)) / (3f * 0xffff);
        return middle + (2 * sum - 1) * reach;
    }

    boolean chance(String feature, float probability) {
        return unit(feature) < probability;
    }

    /** Uniform in [0, count). */
    int below(String feature, int count) {
        return (int) (unit(feature) * count);
    }

    /** A choice by weight: the index of the entry that was hit. */
    int weighted(String feature, float... weights) {
        float total = 0;
        for (float w : weights) {
            total += w;
        }
        float left = unit(feature) * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** One of a list, by weight. */
    <T> T pick(String feature, List<T> from, float... weights) {
        return from.get(weighted(feature, weights));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
