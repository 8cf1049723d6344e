package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Looks, before tasks are made, at what a filter leaves of each slice: one of which nothing is left is not planned, and those
 * of which little is left share a task. A task costs more than reading a few records does.
 */
final class SlicePruning {
    /** Beyond so many entries it is left to the tasks, which are many, to look at them. */
    private static final long MAX_ENTRIES = 4 << 20;
    /** What a task should have to do, at least, as bytes that are read. */
    private static final long TASK_BYTES = 16 << 20;
    /** What it costs to read a record from somewhere else, as bytes that are read in a row. */
    private static final long JUMP_BYTES = 4 << 10;

    private final RecordFilter filter;
    private final Configuration conf;

    private SlicePruning(RecordFilter filter, Configuration conf) {
        this.filter = filter;
        this.conf = conf;
    }

    /**
     * Fewer tasks that give the same rows in the same order.
     *
     * @param textKeys whether keys are given as text
     */
    static List<List<Slice>> prune(List<List<Slice>> tasks, RecordFilter filter, boolean textKeys, Configuration conf) {
        if (filter.isEmpty() || !isAnswered(tasks, filter, textKeys)) {
            return tasks;
        }
        try {
            return new SlicePruning(filter, conf).pruned(tasks);
        } catch (IOException | CorruptDataException fault) {
            return tasks; // whoever reads it says what is wrong
        }
    }

    /** Whether the entries of indexes, and not too many of them, tell all that the filter wants to know. */
    private static boolean isAnswered(List<List<Slice>> tasks, RecordFilter filter, boolean textKeys) {
        boolean needsKey = filter.uses(RecordColumn.KEY);
        ListedFile last = null;
        long entries = 0;
        for (List<Slice> task : tasks) {
            for (Slice slice : task) {
                CixHead cix = slice.file().cix();
                if (cix == null || (needsKey && (textKeys || cix.hasTextKeys()))) {
                    return false;
                }
                entries += slice.file().equals(last) ? 0 : cix.records();
                last = slice.file();
            }
        }
        return entries <= MAX_ENTRIES;
    }

    private List<List<Slice>> pruned(List<List<Slice>> tasks) throws IOException {
        List<List<Slice>> all = new ArrayList<>();
        List<Slice> open = new ArrayList<>();
        long openBytes = 0;
        for (List<Slice> task : tasks) {
            List<Slice> left = new ArrayList<>();
            long bytes = 0;
            for (Slice slice : task) {
                long wanted = wantedBytes(slice);
                bytes += wanted;
                if (wanted > 0) {
                    left.add(slice);
                }
            }
            if (openBytes + bytes > TASK_BYTES && !open.isEmpty()) {
                all.add(open);
                open = new ArrayList<>();
                openBytes = 0;
            }
            open.addAll(left);
            openBytes += bytes;
        }
        if (!open.isEmpty()) {
            all.add(open);
        }
        return all;
    }

    /** What the records of a slice that pass cost to read; 0 if none does. */
    private long wantedBytes(Slice slice) throws IOException {
        CixHead cix = slice.file().cix();
        if (cix == null) {
            throw new IllegalArgumentException("no index: file=" + slice.file().location());
        }
        long bytes = 0;
        try (CixEntries entries = new CixEntries(cix, conf)) {
            int end = entries.firstFrom(slice.endBytes());
            long lastOffset = -1;
            for (int entry = entries.firstFrom(slice.beginBytes()); entry < end; entry++) {
                entries.load(entry);
                if (entries.offset() <= lastOffset) {
                    throw new IOException("entries of a cix do not rise: entry=" + entry);
                }
                lastOffset = entries.offset();
                if (filter.accepts(entries.key(), entries.hasHeader() ? (Float) entries.label() : null)) {
                    bytes += JUMP_BYTES + Math.max(0, entries.contentLength());
                }
            }
        }
        return bytes;
    }
}
