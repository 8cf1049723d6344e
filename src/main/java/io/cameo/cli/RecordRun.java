package io.cameo.cli;

import io.cameo.bytes.CorruptDataException;
import io.cameo.pipeline.Progress;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the commands that make record files of record files have in common: options, progress, Ctrl-C, complaints. */
final class RecordRun {
    @Option(
            names = "--progress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true", // else picocli turns --no-progress into "true", the opposite of the default
            description = "Show progress. On unless --quiet.")
    private boolean progress;

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    /** The work of a command; what it returns is the exit code. */
    @FunctionalInterface
    interface Work {
        int run(Watch watch) throws IOException;
    }

    boolean json() {
        return json;
    }

    /** Whether the result is to be shown as text. */
    boolean talks() {
        return !quiet && !json;
    }

    /**
     * Runs the work with progress shown and Ctrl-C heeded. Damage is named, and with it the way to go on.
     *
     * @param nothingMade what to say of the output of a run that did not end, as {@code no out.rec was made}
     */
    int run(Console console, String nothingMade, Work work) throws IOException {
        Shown shown = new Shown(console, quiet || !progress);
        try (var _ = Interrupts.onInterrupt(shown::cancel)) {
            int code = work.run(shown);
            shown.end();
            return code;
        } catch (CancellationException stopped) {
            shown.end();
            console.err().println("cameo: stopped; " + nothingMade);
            return ExitCode.INTERRUPTED;
        } catch (CorruptDataException damage) {
            shown.end();
            console.err().println("cameo: " + damage.getMessage());
            console.err().println("cameo: " + nothingMade + ". " + wayOn(damage));
            return ExitCode.BAD_DATA;
        } finally {
            shown.end();
        }
    }

    private static String wayOn(CorruptDataException damage) {
        String name = damage.file().getFileName().toString();
        if (name.endsWith(".idx") || name.endsWith(".cix")) {
            Path rec = damage.file().resolveSibling(name.substring(0, name.length() - 4) + ".rec");
            return "'cameo verify " + rec + "' tells which is damaged, 'cameo index " + rec + "' makes new indexes";
        }
        if (damage.reason().startsWith("index")) {
            return "'cameo index " + damage.file() + "' makes new indexes, if it is they that are wrong";
        }
        return "'cameo repair " + damage.file() + " -o fixed.rec' keeps what is sound";
    }

    /**
     * Refuses an output that has no folder, or would replace the index of an input, or is an input.
     *
     * @param mayBeInput whether the user allowed that
     */
    static void checkOutput(CommandSpec spec, Path out, List<Path> inputs, boolean mayBeInput) throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the folder of the output does not exist, make it first: mkdir -p '" + folder + "'");
        }
        if (Files.isDirectory(out)) {
            throw new ParameterException(spec.commandLine(), "the output is a folder: " + out);
        }
        for (Path input : inputs) {
            RecordLookup.refuseFolder(input);
            boolean same = Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input);
            if (same && !mayBeInput) {
                throw new ParameterException(
                        spec.commandLine(),
                        "the output is an input: " + out + ". --overwrite-input replaces it when the new one is whole");
            }
            if (!same && besides(out).stream().anyMatch(besides(input)::contains)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "the output would replace the index of an input, name it otherwise: " + out);
            }
        }
    }

    private static Set<Path> besides(Path rec) {
        Path whole = rec.toAbsolutePath().normalize();
        return Set.of(whole, RecordIndex.besides(whole), CixFile.besides(whole));
    }

    /** {@code out.rec  out.idx  out.cix}. */
    static String files(Path rec) {
        return rec + "  " + RecordIndex.besides(rec) + "  " + CixFile.besides(rec);
    }

    /** Shows one bar for each phase of a run. */
    private static final class Shown implements Watch {
        private final Console console;
        private final boolean hidden;
        private volatile boolean cancelled;
        private String phase = "";
        private @Nullable Progress bar;
        private long done;

        Shown(Console console, boolean hidden) {
            this.console = console;
            this.hidden = hidden;
        }

        @Override
        public void advanced(String newPhase, long doneRecords, long totalRecords) {
            Progress current = bar;
            if (current == null || !phase.equals(newPhase)) {
                end();
                phase = newPhase;
                current = ProgressBar.on(console, hidden, newPhase, "rec");
                current.started(totalRecords);
                bar = current;
            }
            done = doneRecords;
            current.advanced(doneRecords, 0);
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        void cancel() {
            cancelled = true;
        }

        void end() {
            Progress current = bar;
            if (current != null) {
                current.finished(done, 0);
                bar = null;
            }
        }
    }
}
