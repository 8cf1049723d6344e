package io.cameo.dataset.ffhquv;

import org.jspecify.annotations.Nullable;

/**
 * What the meta file says of a sample. Nothing is checked: a value may be missing, or out of its range.
 *
 * @param id six digits, or whatever else the file has for a key
 * @param age in years; null if it is missing or no number
 * @param beard from 0 to 1; null if it is missing or no number
 * @param gender 1 for male, 0 for female; null if it is missing or no whole number
 */
public record UvMetaEntry(
        String id,
        @Nullable Double age,
        @Nullable Double beard,
        @Nullable Integer gender,
        FfhqIndex index) {}
