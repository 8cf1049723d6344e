package io.cameo.convert.matting;

import io.cameo.convert.PackReport;
import io.cameo.convert.Stop;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One run over numbers, into a folder or into records.
 *
 * @param first the first number
 * @param count how many there are
 * @param counts are told of every number, also of those that an earlier run made
 */
record SynthRun<R extends SynthLine>(
        int first, int count, int workers, Progress progress, Stop stop, SynthCounts<R> counts) {
    private static final long BYTES_IN_FLIGHT = 256L << 20;
    private static final int WINDOW = 32;

    /**
     * Makes what is missing in a folder; workers write the files.
     *
     * @param kept what stands there
     * @return whether it was stopped before the end
     */
    boolean intoFolder(
            Path journalFile, String header, SortedMap<Integer, R> kept, Supplier<? extends SynthWorker<R>> stages)
            throws IOException {
        try (SynthJournal journal = SynthJournal.create(
                journalFile, header, kept.values().stream().map(SynthLine::line).toList())) {
            kept.subMap(first, first + count).values().forEach(row -> counts.add(row, true));
            Outcome outcome = run(kept.keySet(), stages, (sequence, number, made) -> {
                journal.add(made.row().line());
                counts.add(made.row(), false);
                made.problems().forEach(counts::problem);
            });
            if (outcome.complete()) {
                journal.finish();
            }
            return !outcome.complete();
        }
    }

    /**
     * Makes a record file, or goes on with one.
     *
     * @param parse reads a line of the journal
     * @return whether it was stopped before the end
     */
    boolean intoRecords(
            Path rec,
            SynthRecords.Kind kind,
            boolean resume,
            Function<String, R> parse,
            Supplier<? extends SynthWorker<R>> stages)
            throws IOException {
        long begin = System.nanoTime();
        try (SynthRecords<R> records = SynthRecords.open(rec, kind, resume, counts)) {
            int done = Math.toIntExact(records.listed());
            if (done > count) {
                throw new IllegalArgumentException(
                        "the run to resume went further: made=" + done + ", asked=" + count + ", file=" + rec);
            }
            records.kept().forEach(line -> counts.add(parse.apply(line), true));
            SynthRun<R> rest = new SynthRun<>(first + done, count - done, workers, progress, stop, counts);
            PackReport report = records.finish(rest.run(Set.of(), stages, records), done, begin);
            return !report.complete();
        }
    }

    private Outcome run(Set<Integer> kept, Supplier<? extends SynthWorker<R>> stages, Sink<Integer, SynthMade<R>> sink)
            throws IOException {
        int end = first + count;
        long there =
                kept.stream().filter(number -> number >= first && number < end).count();
        Pipeline<Integer, SynthWorker<R>, SynthMade<R>> pipeline =
                Pipeline.<Integer, SynthWorker<R>, SynthMade<R>>builder(
                                "synth", stages, SynthMade::new, (number, stage, out) -> {
                                    out.begin();
                                    stage.make(number, out);
                                })
                        .workers(workers)
                        .window(Math.max(WINDOW, 2 * workers))
                        .byteLimit(BYTES_IN_FLIGHT, made -> made.records().weightBytes())
                        .progress(progress, count - there)
                        .build();
        int[] next = {first};
        try (var _ = stop.stops(pipeline)) {
            return pipeline.run(
                    () -> {
                        while (next[0] < end && kept.contains(next[0])) {
                            next[0]++;
                        }
                        return next[0] < end ? next[0]++ : null;
                    },
                    sink);
        }
    }
}
