package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.Numbers;
import io.cameo.pipeline.Progress;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What the commands that make record files of record files have in common: options, progress, Ctrl-C, complaints. */
final class RecordRun {
    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    /** The work of a command; what it returns is the exit code. */
    @FunctionalInterface
    interface Work {
        int run(Watch watch) throws IOException;
    }

    boolean json() {
        return talk.json();
    }

    /** Whether the result is to be shown as text. */
    boolean talks() {
        return talk.talks();
    }

    /**
     * Runs the work with progress shown and Ctrl-C heeded. Damage is named, and with it the way to go on.
     *
     * @param nothingMade what to say of the output of a run that did not end, as {@code no out.rec was made}
     */
    int run(Console console, String nothingMade, Work work) throws IOException {
        Shown shown = new Shown(console, talk.quiet() || !progress.isOn());
        try (var _ = Interrupts.onInterrupt(shown::cancel)) {
            int code = OutputFile.making(nothingMade, () -> work.run(shown));
            shown.end();
            return code;
        } catch (CancellationException stopped) {
            shown.end();
            console.err().println("cameo: stopped; " + nothingMade);
            return ExitCode.INTERRUPTED;
        } catch (CorruptDataException damage) {
            shown.end();
            return damaged(console, nothingMade, damage);
        } finally {
            shown.end();
        }
    }

    /** Names damage, and with it the way to go on; gives the exit code. */
    static int damaged(Console console, String nothingMade, CorruptDataException damage) {
        console.err().println("cameo: " + damage.getMessage());
        console.err().println("cameo: " + nothingMade + ". " + wayOn(damage));
        return ExitCode.BAD_DATA;
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

    /** The names of a record file and its indexes, as every result in JSON begins. */
    static void writeFiles(JsonGenerator json, Path rec) throws IOException {
        json.writeStringField("rec", rec.toString());
        json.writeStringField("idx", RecordIndex.besides(rec).toString());
        json.writeStringField("cix", CixFile.besides(rec).toString());
    }

    /** Size and time, as every result in JSON ends. */
    static void writeCost(JsonGenerator json, long sizeBytes, long wallNanos) throws IOException {
        json.writeNumberField("size_bytes", sizeBytes);
        json.writeNumberField("seconds", wallNanos / 1e9);
    }

    /** {@code , 78.1 MB in 0.9 s}, as the line about a result ends. */
    static String cost(long sizeBytes, long wallNanos) {
        return ", " + Numbers.bytes(sizeBytes) + String.format(Locale.ROOT, " in %.1f s", wallNanos / 1e9);
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
