package io.cameo.dataset.ffhquv;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the table has of a sample when it is packed.
 *
 * @param parts those that its record has
 * @param mapPx width and height of the map, 0 without one
 * @param mapBytes how large the map's file is, 0 without one
 * @param storedMapBytes how many bytes of the record are the map
 * @param attributes null if the record has none
 * @param light null if the record has none
 */
public record UvRow(
        UvNames names,
        Set<UvPart> parts,
        int mapPx,
        long mapBytes,
        long storedMapBytes,
        @Nullable FaceAttributes attributes,
        @Nullable FaceLight light) {
    /** Takes a copy. */
    public UvRow {
        EnumSet<UvPart> copy = EnumSet.noneOf(UvPart.class);
        copy.addAll(parts);
        parts = Collections.unmodifiableSet(copy);
    }

    /** Reads it from a record; touches neither the map nor the latents. */
    public static UvRow of(UvRecord record) {
        Set<UvPart> parts = EnumSet.noneOf(UvPart.class);
        for (UvPart part : UvPart.values()) {
            if (record.has(part)) {
                parts.add(part);
            }
        }
        return new UvRow(
                record.names(),
                parts,
                record.mapPx(),
                record.mapBytes(),
                record.storedMapBytes(),
                record.attributes(),
                record.light());
    }
}
