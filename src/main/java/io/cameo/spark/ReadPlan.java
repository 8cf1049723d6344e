package io.cameo.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a scan needs of each record.
 *
 * @param needsKey whether rows or the filter have the key
 * @param textKeys whether keys are given as text
 * @param sums whether contents are held against the checksums of a {@code .cix}
 * @param passesOver whether damage is passed over instead of ending the job
 * @param damageTable the folder for what was passed over; null for none
 */
record ReadPlan(
        RecordCursor.Need need,
        boolean needsKey,
        boolean textKeys,
        boolean sums,
        boolean passesOver,
        @Nullable String damageTable,
        RecordFilter filter)
        implements Serializable {}
