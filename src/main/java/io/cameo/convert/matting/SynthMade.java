package io.cameo.convert.matting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker made of a number. Used again. */
final class SynthMade<R extends SynthLine> implements AutoCloseable {
    private final RecordBatch records = new RecordBatch();
    private @Nullable R row;
    private List<SynthProblem> problems = List.of();

    /** Forgets what was made before. */
    void begin() {
        records.clear();
        row = null;
        problems = List.of();
    }

    void set(R newRow, List<SynthProblem> found) {
        row = newRow;
        problems = List.copyOf(found);
    }

    R row() {
        R made = row;
        if (made == null) {
            throw new IllegalStateException("nothing was made");
        }
        return made;
    }

    List<SynthProblem> problems() {
        return problems;
    }

    /** The records of it; none where files are written. */
    RecordBatch records() {
        return records;
    }

    @Override
    public void close() {
        records.close();
    }
}
