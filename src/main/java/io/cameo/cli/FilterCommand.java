package io.cameo.cli;

import io.cameo.record.CixFile;
import io.cameo.record.Filter;
import io.cameo.record.FilterReport;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo filter}: some records of a file into another. */
@Command(
        name = "filter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps the records that meet all of the conditions, in their order, with their keys",
            "and bytes.",
            ""
        },
        footer = {
            "",
            "Labels, keys and sizes are looked at first, then --min-per-label, then --per-label,",
            "then --invert. Records that are not kept are not read where the .cix says enough.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo filter testdata/record/parts.rec -o some.rec --labels 0-2 --per-label 5",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class FilterCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.rec",
            description = "Where to write.")
    private Path output = Path.of("");

    @Option(names = "--labels", paramLabel = "LIST", description = "Whole labels and ranges, as 1,5,10-20.")
    private @Nullable String labels;

    @Option(names = "--label-range", paramLabel = "A..B", description = "Labels from A to B, both included.")
    private @Nullable String labelRange;

    @Option(names = "--keys", paramLabel = "LIST", description = "Keys, with commas between them.")
    private @Nullable String keys;

    @Option(names = "--keys-from", paramLabel = "FILE", description = "Keys, one on each line of a file.")
    private @Nullable Path keysFrom;

    @Option(
            names = "--min-size",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Payloads of at least SIZE bytes; 1 leaves out records without one.")
    private long minBytes;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Payloads of at most SIZE bytes.")
    private long maxBytes = Long.MAX_VALUE;

    @Option(names = "--per-label", paramLabel = "N", description = "A random N of each label, drawn by seed and key.")
    private @Nullable Integer perLabel;

    @Option(names = "--seed", paramLabel = "N", description = "For --per-label. Default: 0")
    private long seed;

    @Option(names = "--min-per-label", paramLabel = "N", description = "Drop labels with fewer than N records.")
    private int minPerLabel;

    @Option(names = "--invert", description = "Keep what would be dropped, drop what would be kept.")
    private boolean invert;

    @Option(
            names = "--overwrite-input",
            description = "Allow an output that is an input; it is replaced when the new one is whole.")
    private boolean overwriteInput;

    @Mixin
    private final RecordRun run = new RecordRun();

    FilterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RecordRun.checkOutput(spec, output, List.of(file), overwriteInput);
        if (keys != null && keysFrom != null) {
            throw usage("--keys and --keys-from exclude each other");
        }
        Filter filter = Filter.of(file)
                .labels(ranges())
                .minBytes(minBytes)
                .maxBytes(maxBytes)
                .minPerLabel(minPerLabel)
                .invert(invert);
        Path listed = keysFrom;
        String wanted = keys;
        if (wanted != null) {
            filter.keys(wanted("--keys", List.of(wanted.split(",", -1))));
        } else if (listed != null) {
            filter.keys(wanted("--keys-from", Files.readAllLines(listed)));
        }
        Integer sample = perLabel;
        if (sample != null) {
            filter.perLabel(sample, seed);
        }
        return run.run(console, "no " + output + " was made", watch -> {
            show(filter.watchedBy(watch).to(output));
            return ExitCode.FINE;
        });
    }

    private List<Filter.Range> ranges() {
        List<Filter.Range> ranges = new ArrayList<>();
        String list = labels;
        for (String item : list == null ? new String[0] : list.split(",", -1)) {
            int dash = item.indexOf('-', 1); // a dash in front is a sign
            ranges.add(
                    dash < 0
                            ? range("--labels", item, item)
                            : range("--labels", item.substring(0, dash), item.substring(dash + 1)));
        }
        String fromTo = labelRange;
        if (fromTo != null) {
            int dots = fromTo.indexOf("..");
            if (dots < 0) {
                throw usage("--label-range is FROM..TO: " + fromTo);
            }
            ranges.add(range("--label-range", fromTo.substring(0, dots), fromTo.substring(dots + 2)));
        }
        return ranges;
    }

    private Filter.Range range(String option, String from, String to) {
        try {
            return new Filter.Range(Float.parseFloat(from.strip()), Float.parseFloat(to.strip()));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), option + " does not hold labels: '" + from + "' to '" + to + "'", wrong);
        }
    }

    private Set<String> wanted(String option, List<String> items) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String item : items) {
            if (!item.isBlank()) {
                wanted.add(item.strip());
            }
        }
        if (wanted.isEmpty()) {
            throw usage(option + " names no key");
        }
        return wanted;
    }

    private void show(FilterReport report) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                out.writeStringField("rec", report.rec().toString());
                out.writeStringField("idx", RecordIndex.besides(report.rec()).toString());
                out.writeStringField("cix", CixFile.besides(report.rec()).toString());
                out.writeNumberField("seen", report.seen());
                out.writeNumberField("kept", report.kept());
                out.writeNumberField("size_bytes", report.sizeBytes());
                out.writeNumberField("seconds", report.wallNanos() / 1e9);
                out.writeEndObject();
            });
        } else if (run.talks()) {
            console.out()
                    .println(Numbers.grouped(report.kept()) + " of " + Numbers.count(report.seen(), "record")
                            + " kept, " + Numbers.bytes(report.sizeBytes())
                            + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
            console.out().println(RecordRun.files(report.rec()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
