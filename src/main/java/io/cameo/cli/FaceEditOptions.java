package io.cameo.cli;

import io.cameo.convert.insightface.FaceEdit;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.record.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --layout}, of the commands that make face data sets of face data sets. */
final class FaceEditOptions {
    @Option(
            names = "--layout",
            paramLabel = "L",
            description = "A with identity records, as face2rec2; B the same, record 0 last; C without, as im2rec; D as"
                    + " C without .idx. Default: that of the (first) input")
    private @Nullable FaceLayout layout;

    /** Sets an edit up. */
    <S extends FaceEdit<S>> S applyTo(S edit, Watch watch) {
        FaceLayout wanted = layout;
        if (wanted != null) {
            edit.layout(wanted);
        }
        return edit.watchedBy(watch);
    }
}
