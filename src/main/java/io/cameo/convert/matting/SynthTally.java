package io.cameo.convert.matting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts rows. */
final class SynthTally implements SynthCounts<SynthRow> {
    private static final double OPAQUE = 255;

    private final SortedMap<Integer, Long> instances = new TreeMap<>();
    private final SortedMap<Integer, Long> tries = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final List<Integer> nothing = new ArrayList<>();
    private final Map<String, String> problems = new TreeMap<>();
    private long pictures;
    private long kept;
    private long people;
    private double hidden;
    private double mostHidden;
    private double covered;

    @Override
    public void add(SynthRow row, boolean earlier) {
        int count = row.instances();
        for (SynthRow.Person person : row.people()) {
            if (person.fate() == SynthRow.Fate.PLACED) {
                people++;
                tries.merge(person.tries(), 1L, Long::sum);
                hidden += person.hidden();
                mostHidden = Math.max(mostHidden, person.hidden());
            } else {
                dropped.merge(person.fate().word(), 1L, Long::sum);
            }
        }
        if (count == 0) {
            nothing.add(row.number());
            return;
        }
        pictures++;
        kept += earlier ? 1 : 0;
        instances.merge(count, 1L, Long::sum);
        covered += row.covered() / OPAQUE / ((double) row.widthPx() * row.heightPx());
    }

    @Override
    public void problem(SynthProblem problem) {
        problems.put(problem.name(), problem.reason());
    }

    SynthReport report(Path out, int foregrounds, int backgrounds, boolean cancelled, long wallNanos) {
        List<SynthProblem> found = new ArrayList<>();
        problems.forEach((name, reason) -> found.add(new SynthProblem(name, reason)));
        return new SynthReport(
                out,
                pictures,
                kept,
                List.copyOf(new TreeSet<>(nothing)),
                instances,
                tries,
                dropped,
                people == 0 ? 0 : hidden / people,
                mostHidden,
                pictures == 0 ? 0 : covered / pictures,
                foregrounds,
                backgrounds,
                found,
                cancelled,
                wallNanos);
    }
}
