package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before tasks are made, at what a filter leaves of each slice: one of which nothing is left is not planned, those of
 * which little is left share a task, and one of which much is left is cut. A task costs more than reading a few records does.
 */
final class SlicePruning {
    /** Beyond so many entries it is left to the tasks, which are many, to look at them. */
    private static final long MAX_ENTRIES = 4 << 20;
    /** What a task should have to do, at least, as bytes that are read. */
    private static final long TASK_BYTES = 16 << 20;
    /** What it costs to read a record from somewhere else, as bytes that are read in a row. */
    private static final long JUMP_BYTES = 4 << 10;
    /** Where there is a run of records that pass for each so many entries, or fewer runs, tasks are told which they are. */
    private static final int SPARSE = 8;

    private final RecordFilter filter;
    private final Configuration conf;
    private final @Nullable LabelSet labels;
    private final int cores;
    private final long splitBytes;

    private SlicePruning(RecordFilter filter, Configuration conf, int cores, long splitBytes) {
        this.filter = filter;
        this.cores = cores;
        this.splitBytes = splitBytes;
        labels = filter.uses(RecordColumn.KEY) ? null : LabelSet.of(filter);
        this.conf = conf;
    }

    /**
     * Fewer tasks that give the same rows in the same order.
     *
     * @param textKeys whether keys are given as text
     * @param cores how many tasks run at a time
     * @param splitBytes how much one task reads, at most about so much
     */
    static List<List<Slice>> prune(
            List<List<Slice>> tasks,
            RecordFilter filter,
            boolean textKeys,
            Configuration conf,
            int cores,
            long splitBytes) {
        if (filter.isEmpty() || !isAnswered(tasks, filter, textKeys)) {
            return tasks;
        }
        try {
            return new SlicePruning(filter, conf, cores, splitBytes).pruned(tasks);
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
        Map<ListedFile, List<Slice>> files = new LinkedHashMap<>();
        for (List<Slice> task : tasks) {
            for (Slice slice : task) {
                files.computeIfAbsent(slice.file(), _ -> new ArrayList<>()).add(slice);
            }
        }
        List<Look> looks = new ArrayList<>();
        long total = 0;
        for (Map.Entry<ListedFile, List<Slice>> file : files.entrySet()) {
            try (CixEntries entries = entriesOf(file.getKey())) {
                entries.expectAll();
                for (Slice slice : file.getValue()) {
                    Look look = look(slice, entries);
                    if (look.count() > 0) {
                        looks.add(look);
                        total += look.bytes();
                    }
                }
            }
        }
        return dealt(looks, total);
    }

    /** Deals slices, or parts of them, out to tasks that have about the same to do. */
    private List<List<Slice>> dealt(List<Look> looks, long total) throws IOException {
        int tasks =
                Math.max((int) Math.min(cores, Math.ceilDiv(total, TASK_BYTES)), (int) Math.ceilDiv(total, splitBytes));
        List<List<Slice>> all = new ArrayList<>();
        List<Slice> open = new ArrayList<>();
        long done = 0;
        int task = 1; // the one that is open
        for (Look look : looks) {
            int from = 0;
            while (from < look.count()) {
                long left = Math.max(0, total * task / tasks - done);
                int upTo = task == tasks ? look.count() : look.upTo(from, left);
                if (upTo > from) {
                    open.add(part(look, from, upTo));
                    done += look.bytes(from, upTo);
                    from = upTo;
                }
                if (from < look.count()) {
                    task++;
                    add(open, all);
                    open = new ArrayList<>();
                }
            }
        }
        add(open, all);
        return all;
    }

    private static void add(List<Slice> slices, List<List<Slice>> all) {
        if (!slices.isEmpty()) {
            all.add(slices);
        }
    }

    /** The slice that has some of what a look found. */
    private Slice part(Look look, int from, int to) throws IOException {
        Slice slice = look.slice();
        EntryRuns runs = slice.chosen();
        if (runs == null || (from == 0 && to == look.count())) {
            return slice;
        }
        long begin = slice.beginBytes();
        long end = slice.endBytes();
        try (CixEntries entries = entriesOf(slice.file())) {
            if (from > 0) {
                entries.load(runs.at(from));
                begin = entries.offset();
            }
            if (to < look.count()) {
                entries.load(runs.at(to));
                end = entries.offset();
            }
        }
        return new Slice(slice.file(), begin, end, runs.part(from, to));
    }

    private CixEntries entriesOf(ListedFile file) throws IOException {
        CixHead cix = file.cix();
        if (cix == null) {
            throw new IllegalArgumentException("no index: file=" + file.location());
        }
        return new CixEntries(cix, conf);
    }

    /**
     * What a filter leaves of a slice.
     *
     * @param count so many records
     * @param bytes what they cost to read, about the same for each
     */
    private record Look(Slice slice, int count, long bytes) {
        /** How many of them make so many bytes, from one of them on; all or none where they are not known one by one. */
        int upTo(int from, long wanted) {
            if (slice.chosen() == null) {
                return 2 * wanted >= bytes ? count : 0;
            }
            return from + (int) Math.min(count - from, count * wanted / bytes);
        }

        long bytes(int from, int to) {
            return (to - from) * bytes / count;
        }
    }

    private Look look(Slice slice, CixEntries entries) throws IOException {
        int begin = entries.firstFrom(slice.beginBytes());
        int end = entries.firstFrom(slice.endBytes());
        EntryRuns.Builder runs = new EntryRuns.Builder((end - begin) / SPARSE + 1);
        long bytes = 0;
        long lastOffset = -1;
        int last = -1;
        for (int entry = begin; entry < end; entry++) {
            entries.load(entry);
            if (entries.offset() <= lastOffset) {
                throw new IOException("entries of a cix do not rise: entry=" + entry);
            }
            lastOffset = entries.offset();
            if (passes(entries)) {
                bytes += Math.max(1, entries.contentLength()) + (last == entry - 1 ? 0 : JUMP_BYTES);
                runs.add(entry);
                last = entry;
            }
        }
        Slice chosen =
                runs.isFull() ? slice : new Slice(slice.file(), slice.beginBytes(), slice.endBytes(), runs.build());
        return new Look(chosen, runs.count(), bytes);
    }

    private boolean passes(CixEntries entries) {
        LabelSet only = labels;
        return only == null
                ? filter.accepts(entries.key(), entries.hasHeader() ? (Float) entries.label() : null)
                : only.holds(entries.hasHeader(), entries.label());
    }
}
