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
 * How far a run has come, in a small text file beside its partial output, so that a killed run can go on.
 *
 * <p>Lines of {@code name=value}. The {@code job} lines tell what was being made and how; a run with other values must not
 * continue this one, because the result would be neither the one nor the other. Number of workers, error limit and
 * progress are not part of it: they do not change a byte. One thread at a time.
 */
public final class RunJournal {
    private static final String JOB_PREFIX = "job.";

    private final Path file;
    private final String format;
    private final Map<String, String> job;

    /**
     * A journal, which need not exist yet.
     *
     * @param output what is being made; the journal lies beside it as {@code OUTPUT.journal}
     * @param kind of run, one word
     * @param job what, besides the items, decides on the bytes of the result
     */
    public RunJournal(Path output, String kind, Map<String, String> job) {
        this.file = output.resolveSibling(output.getFileName() + ".journal");
        this.format = "cameo " + kind + " journal 1";
        this.job = job;
    }

    /** Writes where the run is now, whole or not at all. */
    public void write(Map<String, Long> position) throws IOException {
        StringBuilder text = new StringBuilder(format).append('\n');
        job.forEach((name, value) -> text.append(JOB_PREFIX)
                .append(name)
                .append('=')
                .append(line(value))
                .append('\n'));
        position.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        text.append("end\n");
        try (AtomicFile out = AtomicFile.create(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.channel().write(bytes);
            }
            out.commit();
        }
    }

    /** A value as one line: folders may be called anything. */
    private static String line(String value) {
        return value.replace("\n", "\\n").replace("\r", "\\r");
    }

    /**
     * Where the earlier run stopped; null if there was none, or it was finished.
     *
     * @throws IOException if it made something else, naming what differs, or the journal is damaged
     */
    public @Nullable Position read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String text = Files.readString(file);
        if (!text.startsWith(format + "\n") || !text.endsWith("\nend\n")) {
            throw new IOException("not a journal of this version: file=" + file);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int split = line.indexOf('=');
            fields.put(line.substring(0, split), line.substring(split + 1));
        });
        for (Map.Entry<String, String> mine : job.entrySet()) {
            String then = fields.get(JOB_PREFIX + mine.getKey());
            if (!line(mine.getValue()).equals(then)) {
                throw new IOException("cannot resume, the stopped run was another one: " + mine.getKey() + " was "
                        + then + ", is " + mine.getValue() + ", journal=" + file);
            }
        }
        return new Position(file, fields);
    }

    /** Adds how far a record writer is, for {@link Position#records()}. */
    public static void note(Map<String, Long> numbers, RecordWriter.Checkpoint records) {
        numbers.put("records", records.records());
        numbers.put("rec_bytes", records.recBytes());
        numbers.put("idx_bytes", records.idxBytes());
    }

    /** Removes the journal of a run that is done. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(AtomicFile.partialOf(file));
    }

    /** Where a run stopped: the numbers it wrote down. */
    public static final class Position {
        private final Path file;
        private final Map<String, String> fields;

        private Position(Path file, Map<String, String> fields) {
            this.file = file;
            this.fields = fields;
        }

        /**
         * One of the numbers.
         *
         * @throws IOException if it is not there or no number
         */
        public long number(String name) throws IOException {
            String value = fields.get(name);
            try {
                return Long.parseLong(String.valueOf(value));
            } catch (NumberFormatException damaged) {
                throw new IOException(
                        "journal is damaged: name=" + name + ", value=" + value + ", file=" + file, damaged);
            }
        }

        /**
         * All of them, by their names.
         *
         * @throws IOException if one is no number
         */
        public Map<String, Long> numbers() throws IOException {
            Map<String, Long> numbers = new LinkedHashMap<>();
            for (String name : fields.keySet()) {
                if (!name.startsWith(JOB_PREFIX)) {
                    numbers.put(name, number(name));
                }
            }
            return numbers;
        }

        /** One of the numbers, where it need not be there. */
        long number(String name, long otherwise) throws IOException {
            return fields.containsKey(name) ? number(name) : otherwise;
        }

        /** Items that are dealt with. */
        public long listed() throws IOException {
            return number("listed");
        }

        /** How many of them were rejected. */
        public long rejected() throws IOException {
            return number("rejected");
        }

        /** How far the rejects file is. */
        public long rejectsBytes() throws IOException {
            return number("rejects_bytes");
        }

        /** How far the record writer was. */
        public RecordWriter.Checkpoint records() throws IOException {
            return new RecordWriter.Checkpoint(number("records"), number("rec_bytes"), number("idx_bytes"));
        }
    }
}
