package io.cameo.convert;

import io.cameo.bytes.AtomicFile;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a packing run has come, in a small text file beside the partial record file, so that a killed run can go on.
 *
 * <p>Lines of {@code name=value}. The {@code job} lines tell what was being packed and how; a run with other values must
 * not continue this one, because the result would be neither the one nor the other. Number of workers, error limit and
 * progress are not part of it: they do not change a byte.
 */
final class PackJournal {
    private static final String FORMAT = "cameo pack journal 1";
    private static final String JOB_PREFIX = "job.";

    private final Path rec;
    private final Path file;
    private final Map<String, String> job;

    PackJournal(Path rec, Map<String, String> job) {
        this.rec = rec;
        this.file = rec.resolveSibling(rec.getFileName() + ".journal");
        this.job = job;
    }

    /**
     * A place from which to go on.
     *
     * @param listed lines of the list that are dealt with
     * @param rejected how many of them were rejected
     * @param rejectsBytes size of the rejects file
     * @param records what the record writer has on disk
     */
    record Position(long listed, long rejected, long rejectsBytes, RecordWriter.Checkpoint records) {}

    void write(Position position) throws IOException {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        job.forEach((name, value) ->
                text.append(JOB_PREFIX).append(name).append('=').append(value).append('\n'));
        text.append("listed=").append(position.listed()).append('\n');
        text.append("rejected=").append(position.rejected()).append('\n');
        text.append("rejects_bytes=").append(position.rejectsBytes()).append('\n');
        text.append("records=").append(position.records().records()).append('\n');
        text.append("rec_bytes=").append(position.records().recBytes()).append('\n');
        text.append("idx_bytes=").append(position.records().idxBytes()).append('\n');
        text.append("end\n");
        try (AtomicFile out = AtomicFile.create(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.channel().write(bytes);
            }
            out.commit();
        }
    }

    /**
     * Where the earlier run stopped; null if there was none, or it was finished, or it was killed while it began
     * or while it gave its files their names: then there is nothing to go on with, and packing anew gives the same.
     *
     * @throws IOException if it packed something else, naming what differs
     */
    @Nullable
    Position read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String text = Files.readString(file);
        if (!text.startsWith(FORMAT + "\n") || !text.endsWith("\nend\n")) {
            throw new IOException("not a journal of this version: file=" + file);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int split = line.indexOf('=');
            fields.put(line.substring(0, split), line.substring(split + 1));
        });
        for (Map.Entry<String, String> mine : job.entrySet()) {
            String then = fields.get(JOB_PREFIX + mine.getKey());
            if (!mine.getValue().equals(then)) {
                throw new IOException("cannot resume, the stopped run was another one: " + mine.getKey() + " was "
                        + then + ", is " + mine.getValue() + ", journal=" + file);
            }
        }
        try {
            RecordWriter.Checkpoint records = new RecordWriter.Checkpoint(
                    number(fields, "records"), number(fields, "rec_bytes"), number(fields, "idx_bytes"));
            Position position = new Position(
                    number(fields, "listed"), number(fields, "rejected"), number(fields, "rejects_bytes"), records);
            return RecordWriter.canResume(rec, records) ? position : null;
        } catch (NumberFormatException damaged) {
            throw new IOException("journal is damaged: file=" + file, damaged);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(AtomicFile.partialOf(file));
    }

    private static long number(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new NumberFormatException("missing: " + name);
        }
        return Long.parseLong(value);
    }
}
