package io.cameo.convert.matting;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run of {@link MattingMask} made.
 *
 * @param folder that it was made in
 * @param name the name of the folders of masks
 * @param frames pictures that were looked at
 * @param mattes of all of them
 * @param written masks that are files now
 * @param matched mattes that have got somebody else's mask; 0 where masks were made of the mattes
 * @param filled mattes that have none, and for which one was made
 * @param shared how many of the matched ones have a mask that another matte has, too
 * @param unused masks of detectors that no matte has got
 * @param overlap the mean overlap of the matched ones, NaN if there are none
 * @param unmatched mattes that have no mask, by name
 * @param unseen pictures that the detector tells nothing of, by name
 * @param problems files that could not be used
 * @param cancelled whether it was stopped before the end
 */
public record MaskReport(
        Path folder,
        String name,
        long frames,
        long mattes,
        long written,
        long matched,
        long filled,
        long shared,
        long unused,
        double overlap,
        List<String> unmatched,
        List<String> unseen,
        List<SynthProblem> problems,
        boolean cancelled,
        long wallNanos) {
    /** Whether everything could be read. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
