package io.cameo.spark;

import java.util.Objects;
import org.apache.spark.Partitioner;

/** Gives each task a run of places that follow each other. */
final class PlaceRanges extends Partitioner {
    private static final long serialVersionUID = 1;

    private final long places;
    private final int tasks;

    PlaceRanges(long places, int tasks) {
        this.places = places;
        this.tasks = tasks;
    }

    /** The first place of a task. */
    long first(int task) {
        return Math.ceilDiv(places * task, (long) tasks);
    }

    @Override
    public int numPartitions() {
        return tasks;
    }

    @Override
    public int getPartition(Object place) {
        return (int) ((Long) place * tasks / places);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaceRanges ranges && ranges.places == places && ranges.tasks == tasks;
    }

    @Override
    public int hashCode() {
        return Objects.hash(places, tasks);
    }
}
