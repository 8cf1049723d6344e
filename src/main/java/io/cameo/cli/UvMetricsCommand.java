package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.ffhquv.UvMetrics;
import io.cameo.convert.ffhquv.UvMetricsReport;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.dataset.ffhquv.UvTree;
import io.cameo.numpy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo uv metrics}: figures of every map. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures every map: BS Error (how unequal the two halves are in brightness)",
            "over the whole map and over given regions, skin tone, and the valid area where",
            "masks of views are. With embeddings, how each face is to the others.",
            ""
        },
        footer = {
            "",
            "Each BS Error is stored with its profile: region, kernel, deviation, weights,",
            "border, norm. Compare only those of one profile. The authors' region and",
            "thresholds are not published; none are used here. docs/uv-metrics.md says what",
            "each figure is.",
            "",
            "-o writes a table for 'cameo uv compare' and queries; --csv prints the rows;",
            "--add puts the columns into the table beside a record file.",
            "--embeddings has a row for each map in the order of ids, or for each line of",
            "--ids.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv metrics testdata/convert/ffhquv/release/dataset/ffhq-uv --csv",
            "",
            "Exit code: 0 all measured, 1 some could not be, 2 wrong usage, 130 stopped."
        })
final class UvMetricsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR|ARCHIVE.zip|FILE.rec",
            description = "Folders and archives, as they are, or records of 'cameo uv pack'.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.tbl",
            description = "Where the table goes. Default: only a summary is shown")
    private @Nullable Path output;

    @Option(
            names = "--add",
            description = "Of one record file: add the columns to the table beside it, for 'cameo uv query'.")
    private boolean add;

    @Option(names = "--csv", description = "Print a line for each map.")
    private boolean csv;

    @Mixin
    private final UvMetricsOptions options = new UvMetricsOptions();

    @Option(names = "--embeddings", paramLabel = "FILE.npy", description = "Of faces, one a row.")
    private @Nullable Path embeddings;

    @Option(names = "--ids", paramLabel = "FILE.txt", description = "The ids of these rows, one a line.")
    private @Nullable Path ids;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    private List<FileTree.Problem> unread = List.of();

    UvMetricsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (add) {
            requireRecords();
        }
        Path table = add ? UvTable.besides(paths.getFirst()) : output;
        if (csv && talk.json()) {
            throw new IllegalArgumentException("--csv and --json are two forms of one thing: take one");
        }
        if (ids != null && embeddings == null) {
            throw new IllegalArgumentException("--ids goes with --embeddings");
        }
        if (output != null) {
            UvOutput.requireFile(output, ".tbl", inputs());
        }
        UvMetricsReport report = measure();
        if (table != null && !report.cancelled()) {
            OutputFile.making(add ? table + " is as it was" : "no " + table + " was made", () -> {
                if (add) {
                    return report.addTo(paths.getFirst());
                }
                report.writeTable(table);
                return table;
            });
        }
        UvMetricsText text = new UvMetricsText(console);
        if (csv && !talk.quiet()) {
            text.csv(report);
        } else if (talk.json()) {
            JsonPrinter.print(console.out(), out -> UvMetricsText.json(report, table, out));
        } else if (talk.talks()) {
            text.print(report, table);
        }
        text.complain(report, table);
        if (report.cancelled()) {
            return ExitCode.INTERRUPTED;
        }
        int whole = UvUnread.complain(unread, console.err());
        return report.isComplete() ? whole : ExitCode.BAD_DATA;
    }

    /** Before hours of measuring. */
    private void requireRecords() throws IOException {
        Path rec = paths.getFirst();
        if (output != null || paths.size() != 1 || !rec.toString().endsWith(".rec")) {
            throw new IllegalArgumentException("--add needs one record file, and no -o: " + rec);
        }
        InputFile.require(rec);
        Path table = UvTable.besides(rec);
        if (Files.notExists(table)) {
            throw new IllegalArgumentException(
                    "no table beside " + rec + "; 'cameo uv query --rebuild' makes it of the records");
        }
        UvTable.open(rec).close();
        UvOutput.requireFile(table, ".tbl", List.of());
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(paths);
        inputs.addAll(options.files());
        for (Path file : new Path[] {embeddings, ids}) {
            if (file != null) {
                inputs.add(file);
            }
        }
        return inputs;
    }

    private UvMetricsReport measure() throws IOException {
        Path vectors = embeddings;
        if (vectors != null) {
            InputFile.require(vectors);
        }
        Path names = ids;
        if (names != null) {
            InputFile.requireText(names);
        }
        boolean hidden = talk.quiet() || talk.json() || csv || !progress.isOn();
        try (UvTree tree = UvTree.open(paths);
                NpyFile rows = vectors == null ? null : NpyFile.open(vectors)) {
            unread = tree.problems();
            UvMetrics metrics = options.of(tree).progress(ProgressBar.on(console, hidden, "measuring", "map"));
            if (rows != null) {
                metrics.embeddings(rows, names == null ? null : idsOf(names));
            }
            try (var _ = Interrupts.onInterrupt(metrics::cancel)) {
                return metrics.run();
            }
        }
    }

    static List<String> idsOf(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
