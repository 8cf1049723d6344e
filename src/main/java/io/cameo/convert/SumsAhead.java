package io.cameo.convert;

import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Sink;
import io.cameo.record.CixFile;
import io.cameo.record.ContentCheck;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes the checksums of contents on all workers, a megabyte each at a time, ahead of a walk on the calling thread. A
 * checksum must be computed of a copy, which one processor alone cannot do as fast as it reads.
 */
final class SumsAhead implements Sink<SumsAhead.Run, BitSet> {
    static final long RUN_BYTES = 1_000_000;

    private final VerifyWalk walk;
    private final RecordFile file;
    private final CixFile cix;
    private int next;

    /** @param walk with sums, of this file and this {@code .cix}, and at its beginning */
    SumsAhead(VerifyWalk walk, RecordFile file, CixFile cix) {
        this.walk = walk;
        this.file = file;
        this.cix = cix;
    }

    /** Entries of the {@code .cix} that follow each other; the last is not among them. */
    record Run(int fromEntry, int toEntry) {}

    /** Walks to where the last entry's record begins, or until it is stopped. */
    Outcome run(int workers, Progress progress, Stop stop) throws IOException {
        Pipeline<Run, ContentCheck, BitSet> pipeline = Pipeline.<Run, ContentCheck, BitSet>builder(
                        "sums",
                        () -> new ContentCheck(file, cix),
                        BitSet::new,
                        (run, check, whole) -> check.check(run.fromEntry(), run.toEntry(), whole))
                .workers(workers)
                .progress(progress, file.sizeBytes() / RUN_BYTES)
                .build();
        try (var _ = stop.stops(pipeline)) {
            return pipeline.run(this::next, this);
        }
    }

    @Override
    public void accept(long sequence, Run run, BitSet whole) {
        walk.trust(run.fromEntry(), run.toEntry(), whole);
        long last = cix.offset(run.toEntry() - 1);
        while (walk.offsetBytes() <= last && walk.next()) {
            // what it finds it keeps
        }
    }

    private @Nullable Run next() {
        int from = next;
        if (from == cix.records()) {
            return null;
        }
        long end = cix.offset(from) + RUN_BYTES;
        do {
            next++;
        } while (next < cix.records() && cix.offset(next) < end);
        return new Run(from, next);
    }
}
