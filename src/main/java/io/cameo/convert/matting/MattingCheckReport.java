package io.cameo.convert.matting;

import io.cameo.convert.Found;
import io.cameo.convert.Severity;
import io.cameo.dataset.matting.MattingPlace;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param path what was checked
 * @param place layout and splits
 * @param masks the name of the folder of masks, null where there are none
 * @param counts how much there is
 * @param sizes how many images have each size, as {@code 1920x1080}, the most frequent first; damaged ones are not here
 * @param instances how many images, or videos, have each number of instances
 * @param frames how many videos have each number of frames; empty for images
 * @param levels how many videos of each level of occlusion their numbers stand for, where they are those of V-HIM2K5; else
 *     empty
 * @param found every kind that occurred, in the order of {@link MattingFault}
 * @param cancelled whether the check was stopped before its end
 * @param wallNanos how long it took
 */
public record MattingCheckReport(
        Path path,
        MattingPlace place,
        @Nullable String masks,
        Counts counts,
        Map<String, Long> sizes,
        SortedMap<Integer, Long> instances,
        SortedMap<Integer, Long> frames,
        Map<String, Long> levels,
        Map<MattingFault, Found<MattingFinding>> found,
        boolean cancelled,
        long wallNanos) {
    /**
     * How much there is, as far as it was looked at.
     *
     * @param samples images, or videos
     * @param seenSamples those that MaGGIe's loaders enumerate
     * @param images image files: frames, for videos
     * @param mattes files of mattes
     * @param seenMattes those that MaGGIe's loaders enumerate
     * @param masks files of masks that belong to mattes
     * @param bytes of all these files, as stored
     */
    public record Counts(
            long samples, long seenSamples, long images, long mattes, long seenMattes, long masks, long bytes) {}

    /** Whether there is no error, though there may be warnings. */
    public boolean isSound() {
        return count(Severity.ERROR) == 0;
    }

    /** How many findings of one severity there are. */
    public long count(Severity severity) {
        return Found.count(found, severity);
    }
}
