package io.cameo.dataset.ffhquv;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of its sample.
 *
 * @param id as the release has it
 * @param meta what the meta file says; null if it has no such id
 * @param joined the parts that are not the id's own, but those of the image of FFHQ that it was made from
 * @param licences under which terms each part is, as whoever packed it said; {@code unknown} where nobody did
 */
public record UvNames(
        UvSet set, String id, @Nullable UvMetaEntry meta, Set<UvPart> joined, Map<UvPart, String> licences) {
    /** Takes copies. */
    public UvNames {
        EnumSet<UvPart> parts = EnumSet.noneOf(UvPart.class);
        parts.addAll(joined);
        joined = Collections.unmodifiableSet(parts);
        EnumMap<UvPart, String> terms = new EnumMap<>(UvPart.class);
        terms.putAll(licences);
        licences = Collections.unmodifiableMap(terms);
    }

    /** The id as a number: the record's key. */
    public int number() {
        return Integer.parseInt(id);
    }

    /** The id that FFHQ and the project's files have, {@code 01223}; null if it is not known. */
    public @Nullable String ffhqId() {
        return meta == null ? null : meta.index().id();
    }

    /** The name of the file of a part in a release. */
    public String fileName(UvPart part) {
        String ffhq = ffhqId();
        return joined.contains(part) && ffhq != null
                ? UvLayout.fileName(UvSet.PROJECT, ffhq, part)
                : UvLayout.fileName(set, id, part);
    }
}
