package io.cameo.dataset.ffhquv;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a set has under an id, by the names of files alone.
 *
 * @param id five or six digits
 * @param parts at least one, in the order of {@link UvPart}
 */
public record UvSample(UvSet set, String id, Map<UvPart, UvFile> parts) {
    /** How many ids a shard of the release has. */
    public static final int IDS_PER_SHARD = 1000;

    /** Takes a copy. */
    public UvSample {
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
    }

    public boolean has(UvPart part) {
        return parts.containsKey(part);
    }

    /** The file of a part, null if it has none. */
    public @Nullable UvFile file(UvPart part) {
        return parts.get(part);
    }

    /** The id as a number. */
    public int number() {
        return Integer.parseInt(id);
    }

    /** The shard that the release keeps the id in: {@code 000.zip} is 0. */
    public int shard() {
        return number() / IDS_PER_SHARD;
    }
}
