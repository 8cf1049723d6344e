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
import io.cameo.pipeline.Sink;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One packing run: list in, pipeline, record file out, with a journal on the way. */
final class PackJob {
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long BYTES_IN_FLIGHT = 64L << 20;
    /** How much goes to disk at a time, and how many images may wait meanwhile so that workers need not. */
    private static final long FORCE_BYTES = 16L << 20;

    private static final int WINDOW = 1024;

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

    PackReport run(Im2Rec settings) throws IOException {
        long begin = System.nanoTime();
        PackJournal journal = new PackJournal(rec, describe());
        PackJournal.Position from = settings.resume() ? journal.read() : null;
        try (LstReader lines = open(from);
                RecordWriter writer =
                        from == null ? RecordWriter.create(rec) : RecordWriter.resume(rec, from.records());
                RejectsFile rejects = openRejects(from)) {
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
                    .window(Math.max(WINDOW, 32 * settings.workers()))
                    .byteLimit(BYTES_IN_FLIGHT, PackedImage::weightBytes)
                    .errorLimit(remaining(settings.errorLimit(), output.rejected))
                    .progress(settings.progress(), total(output.listed))
                    .build();
            settings.onCancel(pipeline::cancel);
            long resumedAt = output.listed;
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

    private LstReader open(PackJournal.@Nullable Position from) throws IOException {
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

    private RejectsFile openRejects(PackJournal.@Nullable Position from) throws IOException {
        Path target = rejectsOf(rec);
        return from == null ? RejectsFile.create(target) : RejectsFile.resume(target, from.rejectsBytes());
    }

    static Path rejectsOf(Path rec) {
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name;
        return rec.resolveSibling(stem + ".rejects.tsv");
    }

    private long total(long done) throws IOException {
        return parts == 1 ? Math.max(0, LstReader.countLines(list) - done) : Progress.UNKNOWN;
    }

    private static long remaining(long limit, long used) {
        return limit == Pipeline.UNLIMITED ? limit : Math.max(0, limit - used);
    }

    /** The writing end: on one thread, in the order of the list. */
    private final class Output implements Sink<LstLine, PackedImage> {
        private final RecordWriter writer;
        private final RejectsFile rejects;
        private final PackJournal journal;
        private long listed;
        private long rejected;
        private final int batchSize;
        private long checkpointNanos = System.nanoTime();

        Output(
                RecordWriter writer,
                RejectsFile rejects,
                PackJournal journal,
                PackJournal.@Nullable Position from,
                int batchSize) {
            this.batchSize = batchSize;
            this.writer = writer;
            this.rejects = rejects;
            this.journal = journal;
            listed = from == null ? 0 : from.listed();
            rejected = from == null ? 0 : from.rejected();
        }

        @Override
        public void accept(long sequence, LstLine line, PackedImage image) throws IOException {
            writer.write(((LstEntry) line).index(), image.header(), image.payload());
            advance();
        }

        @Override
        public void rejected(long sequence, LstLine line, String reason) throws IOException {
            switch (line) {
                case LstEntry entry -> rejects.add(Long.toString(entry.index()), entry.path(), reason);
                case BadLine bad -> rejects.add("", bad.file() + ":" + bad.lineNumber(), reason);
            }
            rejected++;
            advance();
        }

        private void advance() throws IOException {
            listed++;
            boolean due =
                    batchSize == 0 ? System.nanoTime() - checkpointNanos > CHECKPOINT_NANOS : listed % batchSize == 0;
            if (due) {
                checkpoint();
                checkpointNanos = System.nanoTime();
            }
        }

        private PackReport.End endOf(Outcome outcome) {
            if (outcome.limitExceeded()) {
                return PackReport.End.ERROR_LIMIT;
            }
            if (outcome.cancelled()) {
                return PackReport.End.CANCELLED;
            }
            return listed > 0 && rejected == listed ? PackReport.End.NOTHING_PACKED : PackReport.End.COMPLETE;
        }

        private void checkpoint() throws IOException {
            RecordWriter.Checkpoint records = writer.checkpoint();
            journal.write(new PackJournal.Position(listed, rejected, rejects.checkpoint(), records));
        }

        PackReport finish(Outcome outcome, long resumedAt, long beginNanos) throws IOException {
            PackReport.End end = endOf(outcome);
            Path rejectsShown;
            if (end == PackReport.End.COMPLETE) {
                rejectsShown = rejects.commit();
                writer.commit();
                journal.delete();
            } else if (end == PackReport.End.NOTHING_PACKED) {
                rejectsShown = rejects.commit();
                writer.discard();
                journal.delete();
            } else {
                checkpoint();
                rejectsShown = rejects.publish();
            }
            return new PackReport(
                    rec,
                    rejectsShown,
                    listed,
                    listed - rejected,
                    rejected,
                    resumedAt,
                    writer.sizeBytes(),
                    end,
                    System.nanoTime() - beginNanos,
                    outcome.stageNanos());
        }
    }
}
