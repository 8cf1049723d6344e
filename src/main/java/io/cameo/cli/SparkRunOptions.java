package io.cameo.cli;

import io.cameo.convert.PackReport;
import io.cameo.spark.SparkConversion;
import io.cameo.spark.SparkMaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a conversion of many files runs on Spark: none of these changes a byte of the result. */
final class SparkRunOptions {
    @Option(
            names = "--error-limit",
            paramLabel = "N",
            description = "Make nothing where more than N images are bad. Default: any number may be")
    private long errorLimit = Long.MAX_VALUE;

    @Option(
            names = "--resume",
            negatable = true,
            description = "Go on with what a stopped run of the same command left in OUT.rec.shards, or delete that and"
                    + " begin anew. Default: go on if it was killed on this machine")
    private @Nullable Boolean resume;

    @Mixin
    private final SparkTasksOption tasks = new SparkTasksOption();

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    /**
     * What runs.
     *
     * @param <J> the conversion
     * @param <R> its report
     */
    @FunctionalInterface
    interface Job<J, R> {
        R run(SparkMaster spark, J conversion) throws IOException;
    }

    /** Shows a report, and returns the exit code for it. */
    @FunctionalInterface
    interface Show<R> {
        int show(R report) throws IOException;
    }

    /**
     * Runs a conversion with a connection to Spark, as {@link SparkOptions#run} does.
     *
     * @param output what it makes: a failure tells that it was not made
     * @param conversion sets it up, which cannot be done where there is no Spark
     * @throws IllegalArgumentException if a number is out of range
     */
    <J extends SparkConversion<?>, R> int run(
            Console console, Path output, Supplier<J> conversion, Job<J, R> job, Show<R> show) throws IOException {
        if (!spark.isThere(console)) {
            return ExitCode.USAGE;
        }
        J made = conversion.get();
        made.errorLimit(errorLimit);
        tasks.applyTo(made::tasks);
        Boolean goOn = resume;
        if (goOn != null) {
            made.resume(goOn);
        }
        return spark.run(console, master -> {
            AtomicBoolean stopped = new AtomicBoolean();
            Runnable stop = () -> {
                stopped.set(true);
                master.cancel();
            };
            R report;
            try (var _ = Interrupts.onInterrupt(stop)) {
                report = OutputFile.making("no " + output + " was made", () -> job.run(master, made));
            } catch (IOException failure) {
                if (!stopped.get()) {
                    throw failure;
                }
                console.err().println("cameo: stopped; no " + output + " was made. The same command goes on.");
                return ExitCode.INTERRUPTED;
            }
            return show.show(report);
        });
    }

    /**
     * Tells what an earlier run had done: parts anywhere in the list, where one machine says that it was the beginning.
     *
     * @return the report, of which a text need not tell it again
     */
    PackReport told(Console console, PackReport report) {
        if (!talk.talks() || report.resumedAt() == 0) {
            return report;
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "resumed: %,d of %,d were dealt with by an earlier run%n",
                        report.resumedAt(),
                        report.listed());
        return report.withResumedAt(0);
    }

    TalkOptions talk() {
        return talk;
    }
}
