package io.cameo.convert;

import io.cameo.bytes.Checksum;
import io.cameo.lst.BadLine;
import io.cameo.lst.LstDialect;
import io.cameo.lst.LstEntry;
import io.cameo.lst.LstLine;
import io.cameo.lst.LstReader;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Progress;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One packing run: list in, pipeline, record file out, with a journal on the way. */
final class PackJob {
    private static final long BYTES_IN_FLIGHT = 64L << 20;
    /** How much goes to disk at a time. */
    private static final long FORCE_BYTES = 16L << 20;

    private final Path list;
    private final Path root;
    private final Path rec;
    private final LstDialect dialect;
    private final int part;
    private final int parts;
    private final PackStage.Options options;

    PackJob(Path list, Path root, Path rec, LstDialect dialect, int part, int parts, PackStage.Options options) {
        this.list = list;
        this.root = root;
        this.rec = rec;
        this.dialect = dialect;
        this.part = part;
        this.parts = parts;
        this.options = options;
    }

    PackReport run(RunSettings settings) throws IOException {
        long begin = System.nanoTime();
        RunJournal journal = new RunJournal(rec, "pack", describe());
        RunJournal.Position from = settings.resume() ? position(journal) : null;
        settings.requireErrorsLeft(from == null ? 0 : from.rejected());
        try (LstReader lines = open(from);
                RecordWriter writer =
                        from == null ? RecordWriter.create(rec) : RecordWriter.resume(rec, from.records());
                RejectsFile rejects = RejectsFile.open(RejectsFile.besides(rec), from)) {
            if (from == null) {
                journal.delete(); // only now, when the writer's lock says that nobody else is at it
            }
            writer.forceEvery(FORCE_BYTES);
            Output output = new Output(writer, rejects, journal, from, settings.batchSize());
            Pipeline<LstLine, PackStage.Scratch, PackedImage> pipeline = Pipeline.builder(
                            "pack",
                            () -> new PackStage.Scratch(options),
                            PackedImage::new,
                            new PackStage(root, options))
                    .workers(settings.workers())
                    .window(settings.window())
                    .byteLimit(BYTES_IN_FLIGHT, PackedImage::weightBytes)
                    .errorLimit(settings.errorsLeft(output.rejected()))
                    .progress(settings.progress(), total(output.listed()))
                    .build();
            settings.onCancel().accept(pipeline::cancel);
            long resumedAt = output.listed();
            Outcome outcome = pipeline.run(lines::next, output);
            return output.finish(outcome, resumedAt, begin);
        }
    }

    /** What, besides the images, decides on the bytes of the result. */
    private Map<String, String> describe() throws IOException {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("list", list.toAbsolutePath().normalize().toString());
        job.put("list_bytes", Long.toString(Files.size(list)));
        job.put("list_crc32c", Integer.toHexString(Checksum.crc32c(list)));
        job.put("root", root.toAbsolutePath().normalize().toString());
        job.put("part", part + "/" + parts);
        job.put("label_width", Integer.toString(dialect.labelWidth()));
        job.put("color", options.color().name());
        job.put("encoding", options.encoding().extension());
        job.put("quality", Integer.toString(options.quality()));
        job.put("pass_through", Boolean.toString(options.passThrough()));
        job.put("pack_labels", Boolean.toString(options.packLabels()));
        job.put("transforms", options.transforms().toString());
        return job;
    }

    private LstReader open(RunJournal.@Nullable Position from) throws IOException {
        LstReader lines = parts == 1 ? LstReader.open(list, dialect) : LstReader.openPart(list, dialect, part, parts);
        try {
            for (long skip = from == null ? 0 : from.listed(); skip > 0; skip--) {
                if (lines.next() == null) {
                    throw new IOException("journal says more lines than the list has: list=" + list);
                }
            }
            return lines;
        } catch (Throwable failure) {
            lines.close();
            throw failure;
        }
    }

    /**
     * Where the earlier run stopped; null if there was none, or it was finished, or it was killed while it began
     * or while it gave its files their names: then there is nothing to go on with, and packing anew gives the same.
     */
    private RunJournal.@Nullable Position position(RunJournal journal) throws IOException {
        RunJournal.Position then = journal.read();
        return then != null && RecordWriter.canResume(rec, then.records()) ? then : null;
    }

    private long total(long done) throws IOException {
        return parts == 1 ? Math.max(0, LstReader.countLines(list) - done) : Progress.UNKNOWN;
    }

    /** The writing end: on one thread, in the order of the list. */
    private final class Output extends RunOutput<LstLine, PackedImage> {
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
        protected void store(LstLine line, PackedImage image) throws IOException {
            writer.write(((LstEntry) line).index(), image.header(), image.payload());
        }

        @Override
        protected Named name(LstLine line) {
            return switch (line) {
                case LstEntry entry -> new Named(Long.toString(entry.index()), entry.path());
                case BadLine bad -> new Named("", bad.file() + ":" + bad.lineNumber());
            };
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
