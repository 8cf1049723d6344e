package io.cameo.cli;

import io.cameo.convert.Conversion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a conversion of many files runs: none of these changes a byte of the result. */
final class RunOptions {
    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that read, decode and encode. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--error-limit",
            paramLabel = "N",
            description = "Stop when more than N images are bad. Default: never")
    private @Nullable Long errorLimit;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Bring everything to disk after every N images. Default: every two seconds")
    private int batchSize;

    @Option(names = "--resume", description = "Go on where a stopped run of the same command left off.")
    private boolean resume;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    /**
     * Sets a conversion up.
     *
     * @param verb what the bar says
     * @throws IllegalArgumentException if a number is out of range
     */
    void applyTo(Conversion<?> job, Console console, String verb) {
        job.workers(workers).batchSize(batchSize).resume(resume);
        job.progress(ProgressBar.on(console, talk.quiet() || talk.json() || !progress.isOn(), verb, "img"));
        Long limit = errorLimit;
        if (limit == null) {
            job.noErrorLimit();
        } else {
            job.errorLimit(limit);
        }
    }

    /**
     * Refuses a number of threads that is none; one that no machine has never comes here.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    static void requireWorkers(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("--workers needs 1 or more: " + workers);
        }
    }

    TalkOptions talk() {
        return talk;
    }
}
