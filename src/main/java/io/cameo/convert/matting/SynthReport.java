package io.cameo.convert.matting;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run of {@link SynthImage} made, or all runs into one folder together.
 *
 * @param out the folder, or the record file
 * @param pictures numbers that gave a picture
 * @param kept how many of them stood there already
 * @param nothing numbers that gave none
 * @param instances how many pictures have how many mattes
 * @param tries how many people found their place at which try
 * @param dropped why others are in no picture, and how many; by the words of the journal
 * @param hidden the mean share of an instance that others hide, 0 to 1
 * @param mostHidden the largest
 * @param covered the mean share of a picture that mattes cover, 0 to 1
 * @param foregrounds how many there were to choose from
 * @param backgrounds likewise
 * @param problems files that could not be used, by name
 * @param cancelled whether it was stopped before the end
 */
public record SynthReport(
        Path out,
        long pictures,
        long kept,
        List<Integer> nothing,
        SortedMap<Integer, Long> instances,
        SortedMap<Integer, Long> tries,
        Map<String, Long> dropped,
        double hidden,
        double mostHidden,
        double covered,
        int foregrounds,
        int backgrounds,
        List<SynthProblem> problems,
        boolean cancelled,
        long wallNanos) {
    /** Whether every file that was chosen could be used. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
