package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.UvSet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was made of pairs.
 *
 * @param out the folder
 * @param set whose latents they are made of
 * @param samples how many that set has
 * @param joined how many of them the metrics have
 * @param classes in the order of bins
 * @param leftOut how many samples are in no class, by reason
 * @param asked how many were to be made
 * @param made how many there are now
 * @param kept how many of them an earlier run made
 * @param problems what could not be made, in the order of ids
 * @param cancelled whether it was stopped before its end
 * @param wallNanos how long it took
 */
public record UvInterpolateReport(
        Path out,
        UvSet set,
        long samples,
        long joined,
        List<ClassRow> classes,
        SortedMap<String, Long> leftOut,
        long asked,
        long made,
        long kept,
        List<UvProblem> problems,
        boolean cancelled,
        long wallNanos) {
    /** Takes copies. */
    public UvInterpolateReport {
        classes = List.copyOf(classes);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
        problems = List.copyOf(problems);
    }

    /**
     * A class.
     *
     * @param name {@code gender=female, age=20..40}
     * @param members samples in it
     * @param pairs how many there are
     * @param samples how many were planned
     * @param used how many members these are made of
     */
    public record ClassRow(String name, int members, long pairs, long samples, int used) {}

    /** How many were planned: fewer than asked for where classes have no more pairs. */
    public long planned() {
        return classes.stream().mapToLong(ClassRow::samples).sum();
    }

    /** Whether all that was planned is there. */
    public boolean isSound() {
        return !cancelled && problems.isEmpty();
    }
}
