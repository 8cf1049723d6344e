package io.cameo.convert.coco;

import io.cameo.convert.FilesAhead;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunOutput;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.PersonLabWriter;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run from an annotation file and its images to the HDF5 file of KerasPersonLab. */
final class CocoHdf5Job {
    /** A pixel takes four bytes here, so a few images are many. */
    private static final long BYTES_IN_FLIGHT = 128L << 20;
    /** So that each keeps its buffer for the next, up to 2 MiB: new memory costs more than what is done in it. */
    private static final int IMAGES_IN_FLIGHT = 64;
    /** How much goes to disk at a time. */
    private static final long FORCE_BYTES = 64L << 20;

    private final CocoEncode.Choice choice;
    private final CocoFile file;
    private final Path h5;

    CocoHdf5Job(CocoEncode.Choice choice, CocoFile file, Path h5) {
        this.choice = choice;
        this.file = file;
        this.h5 = h5;
    }

    PackReport run(RunSettings settings) throws IOException {
        long begin = System.nanoTime();
        RunJournal journal = new RunJournal(h5, "coco-h5", choice.describe(file));
        RunJournal.Position from = settings.resume() ? position(journal) : null;
        settings.requireErrorsLeft(from == null ? 0 : from.rejected());
        try (CocoItems items = CocoItems.of(file, choice.all(), from == null ? 0 : from.listed());
                PersonLabWriter writer =
                        from == null ? PersonLabWriter.create(h5) : PersonLabWriter.resume(h5, checkpointOf(from));
                RejectsFile rejects = RejectsFile.open(RejectsFile.besides(h5), from)) {
            if (from == null) {
                journal.delete(); // only now, when the writer's lock says that nobody else is at it
            }
            writer.forceEvery(FORCE_BYTES);
            Output output = new Output(writer, rejects, journal, from, settings.batchSize());
            FilesAhead<CocoItem> ahead = new FilesAhead<>(items, choice::fileOf);
            Pipeline<CocoItem, CocoScratch, CocoPixels> pipeline = Pipeline.builder(
                            "coco-h5",
                            () -> new CocoScratch(file, choice.images(), choice.plane(), true),
                            CocoPixels::new,
                            ahead.before(new CocoHdf5Stage()))
                    .workers(settings.workers())
                    .window(Math.max(IMAGES_IN_FLIGHT, 2 * settings.workers()))
                    .byteLimit(BYTES_IN_FLIGHT, CocoPixels::weightBytes)
                    .errorLimit(settings.errorsLeft(output.rejected()))
                    .progress(settings.progress(), items.left())
                    .build();
            settings.onCancel().accept(pipeline::cancel);
            long resumedAt = output.listed();
            Outcome outcome = pipeline.run(ahead, output);
            return output.finish(outcome, resumedAt, begin);
        }
    }

    private RunJournal.@Nullable Position position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        return then != null && PersonLabWriter.canResume(h5, checkpointOf(then)) ? then : null;
    }

    private static PersonLabWriter.Checkpoint checkpointOf(RunJournal.Position from) throws IOException {
        return new PersonLabWriter.Checkpoint(from.number("images"), from.number("h5_bytes"));
    }

    /** The writing end: on one thread, in the order of the annotation file. */
    private final class Output extends RunOutput<CocoItem, CocoPixels> {
        private final PersonLabWriter writer;

        Output(
                PersonLabWriter writer,
                RejectsFile rejects,
                RunJournal journal,
                RunJournal.@Nullable Position from,
                int batchSize)
                throws IOException {
            super(h5, rejects, journal, batchSize, from);
            this.writer = writer;
        }

        @Override
        protected void store(CocoItem item, CocoPixels pixels) throws IOException {
            writer.write(
                    item.image().id(),
                    pixels.bgre(),
                    item.image().heightPx(),
                    item.image().widthPx(),
                    pixels.keypoints(),
                    pixels.persons(),
                    pixels.whole());
        }

        @Override
        protected Named name(CocoItem item) {
            return CocoEncode.nameOf(item);
        }

        @Override
        protected void checkpoint(Map<String, Long> numbers) throws IOException {
            PersonLabWriter.Checkpoint reached = writer.checkpoint();
            numbers.put("images", reached.images());
            numbers.put("h5_bytes", reached.sizeBytes());
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
