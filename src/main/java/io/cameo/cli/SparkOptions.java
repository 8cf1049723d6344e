package io.cameo.cli;

import io.cameo.spark.SparkMaster;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job of Spark runs. */
final class SparkOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "As Spark names it: local[4], spark://host:7077, yarn, k8s://... Default: what spark-submit"
                    + " says, or local[*], all cores of this machine")
    private @Nullable String master;

    @Option(
            names = "--conf",
            paramLabel = "NAME=VALUE",
            description = "A setting of Spark, as spark.executor.memory=8g; several times for several.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The work of a command; what it returns is the exit code. */
    @FunctionalInterface
    interface Work {
        int run(SparkMaster spark) throws IOException;
    }

    /** Whether there is a Spark; says how to get it where there is none. */
    boolean isThere(Console console) {
        if (SparkMaster.isSparkThere()) {
            return true;
        }
        console.err()
                .println("cameo: Spark is not on the class path: set CAMEO_CLASSPATH=\"$SPARK_HOME/jars/*\", or use"
                        + " spark-submit --class io.cameo.cli.Main cameo.jar (docs/spark.md)");
        return false;
    }

    /** Runs the work with a connection; without Spark, says how to get it. */
    int run(Console console, Work work) throws IOException {
        if (!isThere(console)) {
            return ExitCode.USAGE;
        }
        try (SparkMaster spark = SparkMaster.connect(master, settings)) {
            return work.run(spark);
        }
    }
}
