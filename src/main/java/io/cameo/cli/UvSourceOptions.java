package io.cameo.cli;

import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.pipeline.Progress;
import io.cameo.table.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which samples of a release of FFHQ-UV a command makes something of, and where to. */
final class UvSourceOptions {
    private static final int SOURCE_AND_TARGET = 2;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "DIR|ARCHIVE.zip... OUT",
            hideParamSyntax = true,
            description = "Folders and archives of the release, then where to write.")
    private List<Path> paths = List.of();

    @Option(
            names = "--set",
            paramLabel = "S",
            description = "ffhq-uv or ffhq-uv-interpolate. Default: the first that is there")
    private @Nullable String set;

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only samples that meet it, as gender = female.")
    private @Nullable String where;

    @Option(
            names = "--metrics",
            paramLabel = "FILE.tbl",
            description = "A table by id, as 'uv metrics' and 'uv pack' make; its columns count, too.")
    private @Nullable Path metrics;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads; what is made does not depend on them. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    /** Where to write. */
    Path out() {
        return paths.getLast();
    }

    private List<Path> roots() {
        return paths.subList(0, paths.size() - 1);
    }

    /** All that is read. */
    List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(roots());
        if (metrics != null) {
            inputs.add(metrics);
        }
        return inputs;
    }

    @Nullable
    String where() {
        return where;
    }

    @Nullable
    Path metrics() {
        return metrics;
    }

    int workers() {
        return workers;
    }

    TalkOptions talk() {
        return talk;
    }

    Progress bar(Console console, String verb) {
        return ProgressBar.on(console, talk.quiet() || talk.json() || !progress.isOn(), verb, "faces");
    }

    /** Refuses what cannot be read, or would be written over, before any work is done. */
    void check() throws IOException {
        if (paths.size() < SOURCE_AND_TARGET) {
            throw new IllegalArgumentException("name folders or archives, then where to write: only one name is there");
        }
        RunOptions.requireWorkers(workers);
        for (Path root : roots()) {
            if (Files.notExists(root)) {
                throw new NoSuchFileException(root.toString());
            }
            if (OutputFile.isSame(out(), root)) {
                throw new IllegalArgumentException("the output is an input: " + out());
            }
        }
        Path table = metrics;
        if (table != null) {
            InputFile.require(table);
            if (OutputFile.isSame(out(), table)) {
                throw new IllegalArgumentException("the output is an input: " + out());
            }
        }
    }

    UvTree open() throws IOException {
        return UvTree.open(roots());
    }

    /**
     * The set that was named, or the first that is there.
     *
     * @throws IllegalArgumentException if there is none
     */
    UvSet setOf(UvTree tree) {
        String wanted =
                set == null ? null : set.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        for (UvSet one : List.of(UvSet.FFHQ_UV, UvSet.INTERPOLATE)) {
            boolean named = wanted == null
                    ? !tree.samples(one).isEmpty()
                    : one.word().equals(wanted) || one.word().endsWith("-" + wanted);
            if (named && tree.samples(one).isEmpty()) {
                throw new IllegalArgumentException("nothing of " + one.word() + " is in " + shown(roots()));
            }
            if (named) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                wanted == null
                        ? "no FFHQ-UV is in " + shown(roots()) + "; 'cameo uv check --help' says what it looks like"
                        : "no such set: " + set + ", known: "
                                + Arrays.stream(UvSet.values())
                                        .filter(one -> one != UvSet.PROJECT)
                                        .map(UvSet::word)
                                        .collect(Collectors.joining(", ")));
    }

    private static String shown(List<Path> roots) {
        return roots.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** Runs a command; what is wrong with its question is pointed at. */
    static int pointing(String command, Console console, Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (QueryException wrong) {
            console.err().println("cameo " + command + ": " + Console.printable(wrong.reason()));
            wrong.pointed().lines().forEach(line -> console.err().println("  " + Console.printable(line)));
            return ExitCode.USAGE;
        }
    }
}
