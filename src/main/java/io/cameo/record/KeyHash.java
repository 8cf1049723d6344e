package io.cameo.record;

/** A hash of seed and key, the same for a record wherever it stands: what samples and random splits are drawn by. */
final class KeyHash {
    private static final int FRACTION_BITS = 53;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final int TEXT_FACTOR = 31;

    private KeyHash() {}

    /** 64 bits that look random. */
    static long of(long seed, RecordSource source, int rank) {
        long key;
        if (source.hasTextKeys()) {
            String text = source.keyText(rank);
            key = text.length();
            for (int i = 0; i < text.length(); i++) {
                key = Permutation.mix(key * TEXT_FACTOR + text.charAt(i));
            }
        } else {
            key = source.key(rank);
        }
        return Permutation.mix(Permutation.mix(seed + GOLDEN) ^ Permutation.mix(key * GOLDEN + 1));
    }

    /** A number from 0 to below 1, evenly spread. */
    static double fraction(long hash) {
        return (hash >>> (Long.SIZE - FRACTION_BITS)) * 0x1p-53;
    }
}
