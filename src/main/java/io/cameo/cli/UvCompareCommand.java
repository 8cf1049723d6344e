package io.cameo.cli;

import io.cameo.convert.ffhquv.UvFigures;
import io.cameo.convert.ffhquv.UvMetrics;
import io.cameo.convert.ffhquv.UvMetricsReport;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.numpy.NpyFile;
import io.cameo.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo uv compare}: two sets beside each other. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts two sets beside each other, like FFHQ-UV and FFHQ-UV-Interpolate: how many",
            "maps, BS Error of each profile, attributes, skin tone, and ID std where there",
            "are embeddings. Sets are folders and archives, or tables of 'uv metrics'.",
            ""
        },
        footer = {
            "",
            "The authors' figures (7.293 and 4.490) are means of a BS Error whose region is",
            "not published: they need not be met by those of any profile here.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv compare testdata/convert/ffhquv/release/dataset/ffhq-uv \\",
            "      testdata/convert/ffhquv/release/dataset/ffhq-uv-interpolate",
            "",
            "Exit code: 0 all measured, 1 some could not be, 2 wrong usage, 130 stopped."
        })
final class UvCompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "2",
            paramLabel = "DIR|ARCHIVE.zip|FILE.tbl",
            description = "A folder, an archive, or a table of 'cameo uv metrics'.")
    private List<Path> paths = List.of();

    @Mixin
    private final UvMetricsOptions options = new UvMetricsOptions();

    @Option(
            names = "--embeddings",
            split = ",",
            paramLabel = "FILE.npy",
            description = "Of the first set, and of the second: A.npy,B.npy. Not for tables, which have theirs.")
    private List<Path> embeddings = List.of();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    private boolean cancelled;
    private boolean complete = true;

    UvCompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!embeddings.isEmpty() && embeddings.size() != 2) {
            throw new IllegalArgumentException("--embeddings needs a file for each set: " + embeddings);
        }
        for (Path file : embeddings) {
            InputFile.require(file);
        }
        UvFigures first = figures(0);
        if (cancelled) {
            return stopped();
        }
        UvFigures second = figures(1);
        if (cancelled) {
            return stopped();
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> UvCompareText.json(first, second, out));
        } else if (talk.talks()) {
            UvCompareText.print(first, second, console.out());
        }
        return complete ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private int stopped() {
        console.err().println("cameo: stopped; nothing was compared");
        return ExitCode.INTERRUPTED;
    }

    private UvFigures figures(int side) throws IOException {
        Path path = paths.get(side);
        if (Files.isRegularFile(path) && path.toString().endsWith(".tbl")) {
            try (Table table = Table.open(path)) {
                return UvFigures.of(table);
            }
        }
        try (UvTree tree = UvTree.open(List.of(path));
                NpyFile rows = embeddings.isEmpty() ? null : NpyFile.open(embeddings.get(side))) {
            UvMetrics metrics = options.of(tree)
                    .progress(ProgressBar.on(
                            console, talk.quiet() || talk.json() || !progress.isOn(), "measuring", "map"));
            if (rows != null) {
                metrics.embeddings(rows, null);
            }
            UvMetricsReport report;
            try (var _ = Interrupts.onInterrupt(metrics::cancel)) {
                report = metrics.run();
            }
            new UvMetricsText(console).complain(report, null);
            cancelled = report.cancelled();
            int whole = UvUnread.complain(tree.problems(), console.err());
            complete &= report.isComplete() && whole == ExitCode.FINE;
            return UvFigures.of(report);
        }
    }
}
