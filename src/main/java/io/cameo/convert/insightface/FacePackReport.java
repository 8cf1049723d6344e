package io.cameo.convert.insightface;

import io.cameo.compute.DeviceReport;
import io.cameo.convert.PackReport;
import io.cameo.dataset.insightface.FaceWriteReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run that packed faces.
 *
 * @param run counts, files and how it ended
 * @param list the list of what was packed, or null if the source is that list
 * @param written what the record file holds, or null if it was not finished
 * @param origins how many crops came from where, in this run; those of earlier, stopped runs are not among them
 * @param device where crops were drawn; images that are stored as they are count as the CPU's
 */
public record FacePackReport(
        PackReport run,
        @Nullable Path list,
        @Nullable FaceWriteReport written,
        FaceOrigins origins,
        DeviceReport device) {
    /** The same with other counts and times, as those of a run in parts that were joined. */
    public FacePackReport withRun(PackReport counts) {
        return new FacePackReport(counts, list, written, origins, device);
    }
}
