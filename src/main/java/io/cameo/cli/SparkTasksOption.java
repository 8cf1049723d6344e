package io.cameo.cli;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --tasks}, of the jobs of Spark that are cut anywhere. */
final class SparkTasksOption {
    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "Into how many tasks the job is cut; the result is the same. Default: four a core")
    private @Nullable Integer tasks;

    @Nullable
    Integer tasks() {
        return tasks;
    }

    /** Tells a job, unless it is to choose for itself. */
    void applyTo(IntConsumer job) {
        Integer number = tasks;
        if (number != null) {
            job.accept(number);
        }
    }
}
