package io.cameo.convert.insightface;

import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunOutput;
import io.cameo.lst.BadLine;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceListLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a run that makes crops: also counts where they come from, and sums the lines up, by which a resumed
 * run knows that its source is still the same.
 *
 * @param <I> an item, which has a line
 */
abstract class FaceOutput<I> extends RunOutput<I, FaceCrop> {
    private final LineSum sum;
    private FaceOrigins origins = FaceOrigins.NONE;

    FaceOutput(
            Path target,
            RejectsFile rejects,
            RunJournal journal,
            LineSum sum,
            int batchSize,
            RunJournal.@Nullable Position from)
            throws IOException {
        super(target, rejects, journal, batchSize, from);
        this.sum = sum;
    }

    abstract FaceListLine lineOf(I item);

    abstract void write(FaceCrop crop) throws IOException;

    /** How far the files are. */
    abstract void note(Map<String, Long> numbers) throws IOException;

    FaceOrigins origins() {
        return origins;
    }

    @Override
    protected final void store(I item, FaceCrop crop) throws IOException {
        write(crop);
        origins = origins.plus(crop.origin());
    }

    @Override
    protected final Named name(I item) {
        return switch (lineOf(item)) {
            case FaceLine face -> new Named("", face.path());
            case BadLine bad -> new Named("", bad.file() + ":" + bad.lineNumber());
        };
    }

    @Override
    protected final void passed(I item) {
        sum.add(lineOf(item));
    }

    @Override
    protected final void checkpoint(Map<String, Long> numbers) throws IOException {
        numbers.put(LineSum.NUMBER, sum.value());
        note(numbers);
    }

    @Override
    protected final boolean needsItems() {
        return true;
    }
}
