package io.cameo.convert;

import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal of a packing run: lines of the list, rejected ones, and how far the files reach. */
final class PackJournal {
    private final Path rec;
    private final RunJournal journal;

    PackJournal(Path rec, Map<String, String> job) {
        this.rec = rec;
        journal = new RunJournal(rec, "pack", job);
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
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("listed", position.listed());
        numbers.put("rejected", position.rejected());
        numbers.put("rejects_bytes", position.rejectsBytes());
        numbers.put("records", position.records().records());
        numbers.put("rec_bytes", position.records().recBytes());
        numbers.put("idx_bytes", position.records().idxBytes());
        journal.write(numbers);
    }

    /**
     * Where the earlier run stopped; null if there was none, or it was finished, or it was killed while it began
     * or while it gave its files their names: then there is nothing to go on with, and packing anew gives the same.
     *
     * @throws IOException if it packed something else, naming what differs
     */
    @Nullable
    Position read() throws IOException {
        RunJournal.Position then = journal.read();
        if (then == null) {
            return null;
        }
        RecordWriter.Checkpoint records =
                new RecordWriter.Checkpoint(then.number("records"), then.number("rec_bytes"), then.number("idx_bytes"));
        Position position =
                new Position(then.number("listed"), then.number("rejected"), then.number("rejects_bytes"), records);
        return RecordWriter.canResume(rec, records) ? position : null;
    }

    void delete() throws IOException {
        journal.delete();
    }
}
