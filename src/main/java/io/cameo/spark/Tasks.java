package io.cameo.spark;

import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;

/** How jobs are cut into tasks, the same for all of them. */
final class Tasks {
    private static final int FOR_EACH_CORE = 4;

    private Tasks() {}

    /** How many tasks a job has that was not told: enough that no core waits long for the last. */
    static int usual(JavaSparkContext context) {
        return FOR_EACH_CORE * context.defaultParallelism();
    }

    /** Threads of one task. */
    static int workers(JavaSparkContext context) {
        return context.getConf().getInt("spark.task.cpus", 1);
    }

    static int checked(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("number of tasks is out of range: expected>=1, actual=" + number);
        }
        return number;
    }

    /** What a path is called on all machines. */
    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
