package io.cameo.convert.coco;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decoded.
 *
 * @param file the file of samples
 * @param directory where everything went
 * @param json the annotation file, or null if none was wanted or the run was stopped
 * @param samples in the file
 * @param images decoded
 * @param persons who have a number, in these
 * @param crowds annotations of crowds, before they became one for each image
 * @param masks PNG files of persons, crowds and persons without key points; planes are not counted
 * @param imageFiles image files written
 * @param lost images that are damaged or could not be written under their name
 * @param firstLost the first of them, with reasons
 * @param missing ids that were asked for and are not there
 * @param cancelled whether the run was stopped
 * @param wallNanos from begin to end
 */
public record CocoDecodeReport(
        Path file,
        Path directory,
        @Nullable Path json,
        int samples,
        long images,
        long persons,
        long crowds,
        long masks,
        long imageFiles,
        long lost,
        List<String> firstLost,
        List<Long> missing,
        boolean cancelled,
        long wallNanos) {
    /** Copies the lists. */
    public CocoDecodeReport {
        firstLost = List.copyOf(firstLost);
        missing = List.copyOf(missing);
    }

    /** Whether everything that was asked for was decoded. */
    public boolean isSound() {
        return !cancelled && lost == 0 && missing.isEmpty();
    }
}
