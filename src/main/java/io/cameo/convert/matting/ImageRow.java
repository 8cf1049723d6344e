package io.cameo.convert.matting;

import io.cameo.matte.InstanceMatches;
import java.util.List;
import java.util.Map;

/**
 * What came of one image, or of one clip.
 *
 * @param name the folder of its mattes, or of its frames; a single matte's own name
 * @param frames how many images these are
 * @param mattes the scored ones, in order
 * @param dtSsd for each instance with two frames in a row, the mean over its pairs of frames; empty for images
 * @param matches instances found, invented and lost, over all frames; {@link InstanceMatches#NONE} unless asked for
 * @param findings what was not scored
 */
public record ImageRow(
        String name,
        int frames,
        List<MatteRow> mattes,
        Map<String, Double> dtSsd,
        InstanceMatches matches,
        List<ScoreFinding> findings) {
    /** The means of its mattes. */
    public MeanScore mean() {
        return MeanScore.of(List.of(this));
    }
}
