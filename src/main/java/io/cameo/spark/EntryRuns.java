package io.cameo.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some entries of an index, rising, as runs of entries that follow each other. Immutable. */
final class EntryRuns implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] begins;
    private final int[] ends;

    private EntryRuns(int[] begins, int[] ends) {
        this.begins = begins;
        this.ends = ends;
    }

    int runs() {
        return begins.length;
    }

    /** The first entry of a run. */
    int begin(int run) {
        return begins[run];
    }

    /** The entry behind the last of a run. */
    int end(int run) {
        return ends[run];
    }

    int count() {
        int count = 0;
        for (int run = 0; run < begins.length; run++) {
            count += ends[run] - begins[run];
        }
        return count;
    }

    /** One of the entries, counted from 0. */
    int at(int rank) {
        int left = rank;
        int run = 0;
        while (left >= ends[run] - begins[run]) {
            left -= ends[run] - begins[run];
            run++;
        }
        return begins[run] + left;
    }

    /** Some of the entries, counted from 0. */
    EntryRuns part(int from, int to) {
        Builder part = new Builder(begins.length);
        int rank = 0;
        for (int run = 0; run < begins.length; run++) {
            int first = Math.max(begins[run], begins[run] + from - rank);
            int behind = Math.min(ends[run], begins[run] + to - rank);
            if (first < behind) {
                part.add(first, behind);
            }
            rank += ends[run] - begins[run];
        }
        return part.build();
    }

    /** Collects entries, up to so many runs. Not thread-safe. */
    static final class Builder {
        private final int[] begins;
        private final int[] ends;
        private int runs;
        private int count;
        private boolean full;

        Builder(int mostRuns) {
            begins = new int[mostRuns];
            ends = new int[mostRuns];
        }

        /** Adds an entry behind all those before. */
        void add(int entry) {
            add(entry, entry + 1);
        }

        private void add(int begin, int end) {
            count += end - begin;
            if (runs > 0 && ends[runs - 1] == begin) {
                ends[runs - 1] = end;
            } else if (runs == begins.length) {
                full = true;
            } else {
                begins[runs] = begin;
                ends[runs++] = end;
            }
        }

        /** Whether there were more runs than it has room for, so that there is nothing to build. */
        boolean isFull() {
            return full;
        }

        /** How many entries were added. */
        int count() {
            return count;
        }

        EntryRuns build() {
            if (full) {
                throw new IllegalStateException("more runs than there is room for: runs=" + runs);
            }
            return new EntryRuns(Arrays.copyOf(begins, runs), Arrays.copyOf(ends, runs));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryRuns runs && Arrays.equals(begins, runs.begins) && Arrays.equals(ends, runs.ends);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(begins) + Arrays.hashCode(ends);
    }
}
