package io.cameo.convert.matting;

import io.cameo.convert.Severity;
import java.nio.file.Path;
import java.util.List;

/**
 * What was drawn, and what is wrong with it.
 *
 * @param output the file that was written; does not exist if {@code cancelled}
 * @param outputBytes its size
 * @param noun what was drawn: {@code image}, {@code video}, or {@code frame} of one video
 * @param all how many of these there are
 * @param shown how many of them were drawn
 * @param faults of those that were drawn, in the order of the sheet
 * @param missing samples that were asked for and are not there
 * @param cancelled whether it was stopped before its end
 * @param wallNanos how long it took
 */
public record MattingSheetReport(
        Path output,
        long outputBytes,
        String noun,
        int all,
        int shown,
        List<Fault> faults,
        List<String> missing,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public MattingSheetReport {
        faults = List.copyOf(faults);
        missing = List.copyOf(missing);
    }

    /**
     * Something wrong with what was drawn.
     *
     * @param name of the image or frame, as it stands on the sheet
     */
    public record Fault(String name, MattingFinding finding) {}

    /** Whether all that was asked for was drawn, and nothing of it has an error. */
    public boolean isSound() {
        return !cancelled
                && missing.isEmpty()
                && faults.stream().noneMatch(fault -> fault.finding().fault().severity() == Severity.ERROR);
    }
}
