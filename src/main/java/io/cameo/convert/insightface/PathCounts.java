package io.cameo.convert.insightface;

/**
 * How often each path was met, in 12 to 24 bytes a path, whatever its length: paths are known by 64 bits of hash. Two paths
 * that share one count as the same, which costs no more than an uglier name for a crop. One thread at a time.
 */
final class PathCounts {
    private static final int FIRST_SLOTS = 1 << 12;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] hashes = new long[FIRST_SLOTS];
    private int[] counts = new int[FIRST_SLOTS];
    private int used;

    /** How often the path was met before, and counts it. */
    int countOf(String path) {
        if (used * 2 >= hashes.length) {
            grow();
        }
        int slot = slotOf(hash(path));
        if (counts[slot] == 0) {
            hashes[slot] = hash(path);
            used++;
        }
        return counts[slot]++;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldCounts = counts;
        hashes = new long[oldHashes.length * 2];
        counts = new int[oldCounts.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldCounts[i] != 0) {
                int slot = slotOf(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    private int slotOf(long hash) {
        int slot = (int) (hash >>> 32) & (hashes.length - 1);
        while (counts[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    private static long hash(String path) {
        long hash = path.length();
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * MIX;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
