package io.cameo.convert;

import io.cameo.pipeline.GroupStage;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.pipeline.Source;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run from items to a record file, a record each: source, pipeline, record writer, with a journal on the way, so that a
 * stopped run can be gone on with. Runs once.
 *
 * @param <I> an item
 * @param <S> what a worker keeps for itself; closed if it is {@link AutoCloseable}
 */
public abstract class RecordJob<I, S> {
    private static final long BYTES_IN_FLIGHT = 64L << 20;
    /** How much goes to disk at a time. */
    private static final long FORCE_BYTES = 16L << 20;

    private final Path rec;
    private final String name;

    /**
     * A run.
     *
     * @param rec what is written
     * @param name of the kind of run, one word: the journal and the threads have it
     */
    protected RecordJob(Path rec, String name) {
        this.rec = rec;
        this.name = name;
    }

    /** Where items come from; closed when the run ends. */
    public interface Items<I> extends Source<I>, AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** What, besides the files that items name, decides on the bytes of the result. */
    protected abstract Map<String, String> describe() throws IOException;

    /** Opens the source behind the items that an earlier run dealt with. */
    protected abstract Items<I> open(long itemsDone) throws IOException;

    /** See {@link RunOutput#isExtra}. */
    protected boolean isExtra(I item) {
        return false;
    }

    /** How many items are to come, or {@link io.cameo.pipeline.Progress#UNKNOWN}. */
    protected abstract long total(long itemsDone) throws IOException;

    /**
     * How many records may be under way, so that workers need not wait while something goes to disk. Each keeps its buffer
     * for the next one as long as that is no larger than {@link #bytesInFlight()} divided by this: new memory costs more
     * than what is done in it.
     */
    protected int window(RunSettings settings) {
        return settings.window();
    }

    /** How many bytes of finished records may wait. */
    protected long bytesInFlight() {
        return BYTES_IN_FLIGHT;
    }

    /** The file that will be read for an item, so that the disk can begin; null if there is none. */
    protected @Nullable Path fileOf(I item) {
        return null;
    }

    /** Called once on each worker. */
    protected abstract S scratch();

    /** Makes a record of an item. */
    protected abstract Stage<I, S, PackedImage> stage();

    /** What runs in place of the stage, for groups of items; null where items are made one by one. */
    protected @Nullable GroupStage<I, S, PackedImage> groupStage() {
        return null;
    }

    /** The most items in a group. */
    protected int groupSize() {
        return 1;
    }

    /** The key of an item that is no reject. */
    protected abstract long key(I item);

    /** What the rejects file says of an item. */
    protected abstract RunOutput.Named nameOf(I item);

    /**
     * Does it.
     *
     * @throws IOException if the source cannot be read or the output not be written; also if a run to be resumed was of
     *     another job
     */
    public final PackReport run(RunSettings settings) throws IOException {
        long begin = System.nanoTime();
        RunJournal journal = new RunJournal(rec, name, describe());
        RunJournal.Position from = settings.resume() ? position(journal) : null;
        settings.requireErrorsLeft(from == null ? 0 : from.rejected());
        try (Items<I> items = open(from == null ? 0 : from.listed());
                RecordWriter writer =
                        from == null ? RecordWriter.create(rec) : RecordWriter.resume(rec, from.records());
                RejectsFile rejects = RejectsFile.open(RejectsFile.besides(rec), from)) {
            if (from == null) {
                journal.delete(); // only now, when the writer's lock says that nobody else is at it
            }
            writer.forceEvery(FORCE_BYTES);
            Output output = new Output(writer, rejects, journal, from, settings.batchSize());
            FilesAhead<I> ahead = new FilesAhead<>(items, this::fileOf);
            long total = total(output.listed());
            Pipeline.Builder<I, S, PackedImage> builder = Pipeline.<I, S, PackedImage>builder(
                            name, this::scratch, PackedImage::new, ahead.before(stage()))
                    .workers(settings.workers())
                    .window(window(settings))
                    .byteLimit(bytesInFlight(), PackedImage::weightBytes)
                    .errorLimit(settings.errorsLeft(output.rejected()))
                    .progress(withoutExtras(settings.progress(), total), total);
            GroupStage<I, S, PackedImage> groups = groupStage();
            if (groups != null) {
                builder.groups(groupSize(), ahead.beforeGroups(groups))
                        .window(Math.max(window(settings), settings.window(groupSize())));
            }
            Pipeline<I, S, PackedImage> pipeline = builder.build();
            settings.onCancel().accept(pipeline::cancel);
            long resumedAt = output.listed();
            Outcome outcome = pipeline.run(ahead, output);
            return output.finish(outcome, resumedAt, begin);
        }
    }

    /** Progress that ends with what is listed, though extras come behind it. */
    private static Progress withoutExtras(Progress progress, long total) {
        long most = total == Progress.UNKNOWN ? Long.MAX_VALUE : total;
        return new Progress() {
            @Override
            public void started(long totalItems) {
                progress.started(totalItems);
            }

            @Override
            public void advanced(long doneItems, long rejectedItems) {
                progress.advanced(Math.min(doneItems, most), rejectedItems);
            }

            @Override
            public void finished(long doneItems, long rejectedItems) {
                progress.finished(Math.min(doneItems, most), rejectedItems);
            }
        };
    }

    /**
     * Where the earlier run stopped; null if there was none, or it was finished, or it was killed while it began
     * or while it gave its files their names: then there is nothing to go on with, and packing anew gives the same.
     */
    private RunJournal.@Nullable Position position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        return then != null && RecordWriter.canResume(rec, then.records()) ? then : null;
    }

    /** The writing end: on one thread, in the order of the source. */
    private final class Output extends RunOutput<I, PackedImage> {
        private final RecordWriter writer;

        Output(
                RecordWriter writer,
                RejectsFile rejects,
                RunJournal journal,
                RunJournal.@Nullable Position from,
                int batchSize)
                throws IOException {
            super(rec, rejects, journal, batchSize, from);
            this.writer = writer;
        }

        @Override
        protected void store(I item, PackedImage image) throws IOException {
            writer.write(key(item), image.header(), image.payload());
        }

        @Override
        protected boolean isExtra(I item) {
            return RecordJob.this.isExtra(item);
        }

        @Override
        protected Named name(I item) {
            return nameOf(item);
        }

        @Override
        protected void checkpoint(Map<String, Long> numbers) throws IOException {
            RunJournal.note(numbers, writer.checkpoint());
        }

        @Override
        protected void commit() throws IOException {
            writer.commit();
        }

        @Override
        protected void discard() {
            writer.discard();
        }

        @Override
        protected long sizeBytes() {
            return writer.sizeBytes();
        }
    }
}
