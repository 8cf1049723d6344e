package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** Where one record of so many passes, or fewer, tasks are told which. */
    private static final int SPARSE = 8;

    private final RecordFilter filter;
    private final Configuration conf;
    private final boolean needsKey;
    private boolean asked;
    private boolean lastHeader;
    private boolean lastPasses;
    private int lastBits;

    private SlicePruning(RecordFilter filter, Configuration conf) {
        this.filter = filter;
        needsKey = filter.uses(RecordColumn.KEY);
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
                Look look = look(slice);
                bytes += look.bytes();
                if (look.bytes() > 0) {
                    left.add(look.slice());
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

    /** A slice, and what the records in it that pass cost to read; 0 if none does. */
    private record Look(Slice slice, long bytes) {}

    private Look look(Slice slice) throws IOException {
        CixHead cix = slice.file().cix();
        if (cix == null) {
            throw new IllegalArgumentException("no index: file=" + slice.file().location());
        }
        try (CixEntries entries = new CixEntries(cix, conf)) {
            int begin = entries.firstFrom(slice.beginBytes());
            int end = entries.firstFrom(slice.endBytes());
            int[] chosen = new int[(end - begin) / SPARSE + 1];
            int count = 0;
            long bytes = 0;
            long lastOffset = -1;
            for (int entry = begin; entry < end; entry++) {
                entries.load(entry);
                if (entries.offset() <= lastOffset) {
                    throw new IOException("entries of a cix do not rise: entry=" + entry);
                }
                lastOffset = entries.offset();
                if (passes(entries)) {
                    bytes += JUMP_BYTES + Math.max(0, entries.contentLength());
                    if (count < chosen.length) {
                        chosen[count] = entry;
                    }
                    count++;
                }
            }
            boolean few = count <= chosen.length && !cix.hasTextKeys();
            return new Look(
                    few
                            ? new Slice(
                                    slice.file(), slice.beginBytes(), slice.endBytes(), Arrays.copyOf(chosen, count))
                            : slice,
                    bytes);
        }
    }

    /** Asks the filter only where the label is another than before, if that is all it goes by: labels come in runs. */
    private boolean passes(CixEntries entries) {
        if (needsKey) {
            return filter.accepts(entries.key(), entries.hasHeader() ? (Float) entries.label() : null);
        }
        boolean header = entries.hasHeader();
        int bits = Float.floatToRawIntBits(entries.label());
        if (!asked || header != lastHeader || bits != lastBits) {
            lastPasses = filter.accepts(null, header ? (Float) entries.label() : null);
            lastHeader = header;
            lastBits = bits;
            asked = true;
        }
        return lastPasses;
    }
}
