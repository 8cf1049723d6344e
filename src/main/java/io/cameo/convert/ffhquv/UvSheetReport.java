package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import java.nio.file.Path;
import java.util.List;

/**
 * What was drawn.
 *
 * @param output the file that was written; does not exist if {@code cancelled}
 * @param outputBytes its size
 * @param set whose maps they are
 * @param all how many maps there are
 * @param shown how many of them are on the sheet, faulty ones included
 * @param scale what the brightest colour of the heat maps stands for, in levels of 0 to 255
 * @param faults of maps that could not be drawn
 * @param missing ids that were asked for and have no map
 * @param cancelled whether it was stopped before its end
 * @param wallNanos how long it took
 */
public record UvSheetReport(
        Path output,
        long outputBytes,
        UvSet set,
        int all,
        int shown,
        double scale,
        List<UvMetricsReport.Fault> faults,
        List<String> missing,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public UvSheetReport {
        faults = List.copyOf(faults);
        missing = List.copyOf(missing);
    }

    /** Whether all that was asked for was drawn. */
    public boolean isSound() {
        return !cancelled && faults.isEmpty() && missing.isEmpty();
    }
}
