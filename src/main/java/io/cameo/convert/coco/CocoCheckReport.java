package io.cameo.convert.coco;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param json the annotation file
 * @param root where images were looked for, null where they were not
 * @param images how many the annotation file lists
 * @param soundFiles how many image files were sound
 * @param annotations how many were checked
 * @param found every kind that occurred, in the order of {@link CocoFault}
 * @param cancelled whether the check was stopped before its end
 * @param wallNanos how long it took
 */
public record CocoCheckReport(
        Path json,
        @Nullable Path root,
        int images,
        long soundFiles,
        long annotations,
        Map<CocoFault, Found> found,
        boolean cancelled,
        long wallNanos) {
    /**
     * How often, and where first.
     *
     * @param examples the first ones, in the order of the annotation file
     */
    public record Found(long count, List<CocoFinding> examples) {}

    /** Whether there is no error, though there may be remarks. */
    public boolean isSound() {
        return errors() == 0;
    }

    public long errors() {
        return count(true);
    }

    public long remarks() {
        return count(false);
    }

    private long count(boolean error) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().isError() == error)
                .mapToLong(entry -> entry.getValue().count())
                .sum();
    }
}
