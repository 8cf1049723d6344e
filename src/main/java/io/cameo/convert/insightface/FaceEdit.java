package io.cameo.convert.insightface;

import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What everything that makes face data sets of face data sets lets its caller choose.
 *
 * <p>Payloads are never touched. Keys and ids count as the layout of the output has it. The output is the same however
 * often it is made. Written are {@code .rec}, {@code .idx} (not in layout D), {@code .cix}, {@code .ids}; where labels change
 * {@code STEM.labels.tsv}, lines of input (from 0), old, new label, as {@link io.cameo.record.LabelTable} reads them; and
 * the {@code property} of the folder, unless there is one that belongs to an input. All have their names when they are whole;
 * a run that is stopped throws {@link java.util.concurrent.CancellationException} and leaves nothing. Set up and run on one
 * thread.
 *
 * @param <S> the edit itself, for chaining
 */
public abstract class FaceEdit<S extends FaceEdit<S>> {
    private @Nullable FaceLayout layout;
    private Watch watch = Watch.NONE;
    private boolean dryRun;

    FaceEdit() {}

    abstract S self();

    /** The layout of the output; that of the first input unless set. */
    public final S layout(FaceLayout which) {
        layout = which;
        return self();
    }

    /** Who looks on and may stop the run. */
    public final S watchedBy(Watch who) {
        watch = who;
        return self();
    }

    /** Whether only to say what would become of everything. */
    public final S dryRun(boolean nothingWritten) {
        dryRun = nothingWritten;
        return self();
    }

    final Watch watch() {
        return watch;
    }

    final FaceSource open(Path rec) throws IOException {
        return FaceSource.open(rec, watch);
    }

    /** What to do with images whose fate is decided. */
    final FaceCopy copy(List<FaceFate> fates, long beginNanos) {
        FaceLayout wanted = layout;
        return new FaceCopy(
                fates, wanted == null ? fates.getFirst().source().faces().layout() : wanted, watch, dryRun, beginNanos);
    }
}
