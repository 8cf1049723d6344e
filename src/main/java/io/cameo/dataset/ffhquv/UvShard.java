package io.cameo.dataset.ffhquv;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of a shard is there.
 *
 * @param number the ids' thousands
 * @param samples how many ids have any part
 * @param parts how many ids have each part; those that none has are left out
 */
public record UvShard(int number, int samples, Map<UvPart, Integer> parts) {
    /** Takes a copy. */
    public UvShard {
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
    }

    /** How many ids have a part. */
    public int count(UvPart part) {
        return parts.getOrDefault(part, 0);
    }
}
