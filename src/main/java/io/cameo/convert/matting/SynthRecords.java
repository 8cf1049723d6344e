package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.bytes.AtomicFile;
import io.cameo.convert.PackedImage;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunJournal;
import io.cameo.convert.RunOutput;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingRecordWriter;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record file of what is made, in the order of the numbers; behind it the lines that tell who is where, as a loose file, and
 * the manifest. The same lines lie beside the file. A run that was stopped goes on where both are sound.
 */
final class SynthRecords<R extends SynthLine> extends RunOutput<Integer, SynthMade<R>> implements AutoCloseable {
    private static final long FORCE_BYTES = 16L << 20;
    private static final String LINES_BYTES = "lines_bytes";

    private final Kind kind;
    private final RecordWriter writer;
    private final RejectsFile rejects;
    private final AtomicFile lines;
    private final SynthCounts<R> counts;
    private final List<String> kept;
    private long linesBytes;

    /**
     * What is made.
     *
     * @param header the first line of the journal: a run with another one is another run
     * @param journal its name in a folder
     * @param endKey above every key that a sample can have
     */
    record Kind(String header, String journal, MattingLayout layout, long endKey) {
        /** Where the journal of a record file lies. */
        Path journalOf(Path rec) {
            String name = rec.getFileName().toString();
            String stem = name.endsWith(".rec") ? name.substring(0, name.length() - ".rec".length()) : name;
            return rec.resolveSibling(stem + "." + journal);
        }
    }

    /** What a run holds open. */
    private record Opened(RecordWriter writer, RejectsFile rejects, AtomicFile lines, List<String> kept) {}

    private SynthRecords(
            Path rec,
            Kind kind,
            Opened files,
            RunJournal journal,
            RunJournal.@Nullable Position from,
            SynthCounts<R> counts)
            throws IOException {
        super(rec, files.rejects, journal, 0, from);
        this.kind = kind;
        this.counts = counts;
        writer = files.writer;
        rejects = files.rejects;
        lines = files.lines;
        kept = files.kept;
        linesBytes = from == null ? 0 : from.number(LINES_BYTES);
        writer.forceEvery(FORCE_BYTES);
        if (from == null) {
            journal.delete(); // only now, when the writer's lock says that nobody else is at it
            append(kind.header);
        }
    }

    /**
     * Starts a file, or goes on with that of a stopped run.
     *
     * @throws IOException if that run had other settings
     */
    static <R extends SynthLine> SynthRecords<R> open(Path rec, Kind kind, boolean resume, SynthCounts<R> counts)
            throws IOException {
        RunJournal journal = new RunJournal(rec, "synth", Map.of("settings", kind.header));
        RunJournal.Position then = resume ? journal.read() : null;
        RunJournal.Position from = then != null && RecordWriter.canResume(rec, then.records()) ? then : null;
        RecordWriter writer = from == null ? RecordWriter.create(rec) : RecordWriter.resume(rec, from.records());
        RejectsFile rejects = null;
        AtomicFile lines = null;
        try {
            rejects = RejectsFile.open(RejectsFile.besides(rec), from);
            Path path = kind.journalOf(rec);
            lines = from == null ? AtomicFile.create(path) : AtomicFile.resume(path, from.number(LINES_BYTES));
            Opened files = new Opened(writer, rejects, lines, from == null ? List.of() : read(path));
            return new SynthRecords<>(rec, kind, files, journal, from, counts);
        } catch (Throwable failure) {
            closeAll(writer, rejects, lines);
            throw failure;
        }
    }

    private static List<String> read(Path journal) throws IOException {
        List<String> all = Files.readAllLines(AtomicFile.partialOf(journal), StandardCharsets.UTF_8);
        return List.copyOf(all.subList(1, all.size()));
    }

    /** The lines of what the stopped run made. */
    List<String> kept() {
        return kept;
    }

    @Override
    protected void store(Integer number, SynthMade<R> made) throws IOException {
        for (PackedImage record : made.records().all()) {
            writer.write(record.header().id(), record.header(), record.payload());
        }
        append(made.row().line());
        counts.add(made.row(), false);
        made.problems().forEach(counts::problem);
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        linesBytes += bytes.remaining();
        while (bytes.hasRemaining()) {
            lines.channel().write(bytes);
        }
    }

    @Override
    protected Named name(Integer number) {
        return new Named(number.toString(), number.toString());
    }

    @Override
    protected void checkpoint(Map<String, Long> numbers) throws IOException {
        RunJournal.note(numbers, writer.checkpoint());
        lines.channel().force(false);
        lines.keepPartial();
        numbers.put(LINES_BYTES, linesBytes);
    }

    @Override
    protected void commit() throws IOException {
        byte[] text = Files.readAllBytes(AtomicFile.partialOf(lines.target()));
        MattingRecordWriter others = new MattingRecordWriter();
        try (PackedImage room = new PackedImage()) {
            others.beginFiles(List.of(kind.journal));
            others.looseFile(0, MemorySegment.ofArray(text));
            write(others, room, kind.endKey);
            TreeFile file = new TreeFile(kind.journal, text.length);
            others.manifest(new MattingManifest(kind.layout, null, kind.endKey, true, List.of(file), List.of()));
            write(others, room, kind.endKey + 1);
        }
        writer.commit();
        lines.commit();
    }

    private void write(MattingRecordWriter others, PackedImage room, long key) throws IOException {
        room.setLength(others.writeTo(room.buffer(others.maxBytes()), 0));
        writer.write(key, MattingRecordWriter.headerOfOthers(key), room.payload());
    }

    @Override
    protected void discard() {
        writer.discard();
        lines.dropPartial();
    }

    @Override
    protected long sizeBytes() {
        return writer.sizeBytes();
    }

    @Override
    public void close() throws IOException {
        closeAll(writer, rejects, lines);
    }

    private static void closeAll(RecordWriter writer, @Nullable RejectsFile rejects, @Nullable AtomicFile lines)
            throws IOException {
        try (writer;
                rejects;
                lines) {
            // each is closed, whatever becomes of the others
        }
    }
}
