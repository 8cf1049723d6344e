package io.cameo.spark;

import java.io.IOException;

/** Tells the system which records of a file will be read, so that the disk brings all of them at once. */
final class ReadAhead {
    /** So many of the records are looked for in memory before any is asked for. */
    private static final int SAMPLES = 8;

    private ReadAhead() {}

    /** Asks for some records, unless a few of them, taken here and there, are in memory already. */
    static void expect(EntryRuns runs, CixEntries entries, FileBytes bytes) throws IOException {
        if (areInMemory(runs, entries, bytes)) {
            return;
        }
        for (int run = 0; run < runs.runs(); run++) {
            entries.load(runs.begin(run));
            long begin = begin(entries, bytes);
            entries.load(runs.end(run) - 1);
            bytes.expect(begin, Math.max(begin, end(entries, bytes)));
        }
    }

    private static boolean areInMemory(EntryRuns runs, CixEntries entries, FileBytes bytes) throws IOException {
        int count = runs.count();
        for (int sample = 0; sample < SAMPLES && count > 0; sample++) {
            entries.load(runs.at((int) ((count - 1L) * sample / (SAMPLES - 1))));
            long begin = begin(entries, bytes);
            if (!bytes.isInMemory(begin, Math.max(begin, end(entries, bytes)))) {
                return false;
            }
        }
        return true;
    }

    private static long begin(CixEntries entries, FileBytes bytes) {
        return Math.clamp(entries.offset(), 0, bytes.sizeBytes());
    }

    private static long end(CixEntries entries, FileBytes bytes) {
        long end = entries.offset() + Frames.HEAD_BYTES + Math.max(0L, entries.contentLength());
        return Math.clamp(end, 0, bytes.sizeBytes());
    }
}
