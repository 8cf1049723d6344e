package io.cameo.convert;

import java.nio.file.Path;
import java.util.List;

/**
 * What was shown, and what could not be.
 *
 * @param output the file that was written; does not exist if {@code cancelled}
 * @param outputBytes its size
 * @param records records in the file
 * @param matching how many of them fit the choice
 * @param shown tiles on the sheet or page, placeholders included
 * @param empty records passed over because they hold no picture, as InsightFace's identity records do
 * @param faulty records that are damaged or do not decode, as far as they were looked at
 * @param faults the first {@value #MAX_FAULTS} of them
 * @param unreadable damaged records that could not be asked for their label, where a label was asked for
 * @param missingKeys keys that were asked for and that no record has
 * @param cancelled whether it was stopped before its end
 * @param wallNanos how long it took
 */
public record ShowReport(
        Path output,
        long outputBytes,
        int records,
        int matching,
        int shown,
        int empty,
        int faulty,
        List<Fault> faults,
        int unreadable,
        List<String> missingKeys,
        boolean cancelled,
        long wallNanos) {
    /** More than so many are counted, not kept. */
    public static final int MAX_FAULTS = 500;

    /**
     * A record that cannot be shown.
     *
     * @param position in the index, or in the file where there is none; from 0
     * @param key as text
     * @param offsetBytes where it begins
     * @param reason lower-case, {@code reason: key=value}
     */
    public record Fault(int position, String key, long offsetBytes, String reason) {}

    /** Whether everything that was asked for could be shown. */
    public boolean isSound() {
        return !cancelled && faulty == 0 && unreadable == 0 && missingKeys.isEmpty();
    }
}
