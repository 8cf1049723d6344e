package io.cameo.cli;

import io.cameo.convert.matting.SourceList;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What making images and making videos have in common. */
final class SynthOptions {
    @Parameters(
            index = "0",
            paramLabel = "OUT|OUT.rec",
            description = "The folder to make, empty or one to --resume; or a record file.")
    private Path out = Path.of("");

    @Option(names = "--fg", required = true, paramLabel = "LIST|DIR", description = "People with mattes.")
    private Path people = Path.of("");

    @Option(names = "--bg", required = true, paramLabel = "LIST|DIR", description = "Places.")
    private Path places = Path.of("");

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Where the names of lists begin. Default: the folder of each list")
    private @Nullable Path root;

    @Option(names = "--seed", paramLabel = "S", description = "Of all random numbers. Default: 0")
    private long seed;

    @Option(names = "--quality", paramLabel = "Q", description = "Of JPEG files, 1 to 100. Default: 75")
    private int quality = 75;

    @Option(names = "--resume", description = "Keep what a stopped run of the same command has made.")
    private boolean resume;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads; what is made does not depend on them. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    /**
     * Where it goes.
     *
     * @throws IllegalArgumentException if it cannot go there
     */
    Path out() throws IOException {
        if (isRecords()) {
            OutputFile.requireRecords(out, List.of(), false);
        }
        for (Path sources : List.of(people, places)) {
            if (OutputFile.isWithin(out, sources)) {
                throw new IllegalArgumentException("the output lies in a folder of sources, where it would be a source"
                        + " the next time; put it elsewhere: " + out);
            }
        }
        return out;
    }

    /** Whether records are wanted. */
    boolean isRecords() {
        return isRecords(out);
    }

    static boolean isRecords(Path out) {
        return out.toString().endsWith(".rec");
    }

    SourceList openPeople() throws IOException {
        return SourceList.open(people, root);
    }

    SourceList openPlaces() throws IOException {
        return SourceList.open(places, root);
    }

    long seed() {
        return seed;
    }

    int quality() {
        return quality;
    }

    boolean resume() {
        return resume;
    }

    int workers() {
        if (workers < 1) {
            throw new IllegalArgumentException("--workers needs 1 or more: " + workers);
        }
        return workers;
    }

    TalkOptions talk() {
        return talk;
    }

    Progress bar(Console console, String verb, String unit) {
        return ProgressBar.on(console, talk.quiet() || talk.json() || !progress.isOn(), verb, unit);
    }

    /** Two numbers with a hyphen between, or one for both. */
    static int[] range(String option, String text) {
        String[] parts = text.split("-", -1);
        try {
            int least = Integer.parseInt(parts[0].strip());
            int most = parts.length == 1 ? least : Integer.parseInt(parts[1].strip());
            if (parts.length <= 2) {
                return new int[] {least, most};
            }
        } catch (NumberFormatException none) {
            // told below
        }
        throw new IllegalArgumentException(option + " needs a number, or two as 2-5: " + text);
    }

    /** The names in a file, one a line; none where there is no file. */
    static Set<String> names(@Nullable Path file) throws IOException {
        return file == null ? Set.of() : new TreeSet<>(SourceList.lines(file));
    }
}
