package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceWriteReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of face data sets that were merged, renumbered, cut or cleaned.
 *
 * @param inputs in the order given
 * @param outputs what was written, or would have been
 * @param dropped identities that were left out because another set has them
 * @param dryRun whether nothing was written
 * @param wallNanos from begin to end
 */
public record FaceCopyReport(
        List<Input> inputs, List<Output> outputs, List<Dropped> dropped, boolean dryRun, long wallNanos) {
    /** Copies the lists. */
    public FaceCopyReport {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        dropped = List.copyOf(dropped);
    }

    /**
     * One input.
     *
     * @param images how many it has
     * @param identities how many it has
     * @param keptImages how many of them some output gets
     * @param keptIdentities of how many of them some output gets an image
     * @param exactLabels false where labels of 2^24 and more were read from float32, for there is no {@code .ids} that fits:
     *     identities whose labels were rounded to the same number are one
     */
    public record Input(
            Path rec,
            FaceLayout layout,
            int images,
            int identities,
            int keptImages,
            int keptIdentities,
            boolean exactLabels) {}

    /**
     * One output.
     *
     * @param images how many it has
     * @param identities how many it has
     * @param written what the writer says; null in a dry run
     * @param labels the table of old and new labels; null where labels stay, and in a dry run
     * @param property the property file that was written; null where there was one of an input, or sizes are not known or
     *     not the same, and in a dry run
     */
    public record Output(
            Path rec,
            FaceLayout layout,
            int images,
            int identities,
            @Nullable FaceWriteReport written,
            @Nullable Path labels,
            @Nullable Path property) {}

    /**
     * An identity that was left out because another set has it.
     *
     * @param input its set, from 0
     * @param label in that set
     * @param images how many images of it were left out
     * @param otherInput the set that has it too, or -1 for the set to be excluded
     * @param otherLabel its label there; for a set to be excluded, the row
     * @param cosine of the two centres
     */
    public record Dropped(int input, double label, int images, int otherInput, double otherLabel, double cosine) {}

    /** The same with what was dropped. */
    FaceCopyReport withDropped(List<Dropped> identities) {
        return new FaceCopyReport(inputs, outputs, identities, dryRun, wallNanos);
    }
}
