package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.record.Filter;
import io.cameo.record.FilterReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo filter}: some records of a file into another. */
@Command(
        name = "filter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps the records that meet all of the conditions, in their order, with their",
            "keys and bytes.",
            ""
        },
        footer = {
            "",
            "Labels, keys and sizes are looked at first, then --min-per-label, then",
            "--per-label, then --invert. Records that are not kept are not read where the",
            ".cix says enough.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo filter testdata/record/parts.rec -o some.rec --labels 0-2 --per-label 5",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class FilterCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

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

    @Mixin
    private final RecordRun run = new RecordRun();

    FilterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(List.of(file));
        if (keys != null && keysFrom != null) {
            throw new IllegalArgumentException("--keys and --keys-from exclude each other");
        }
        if (minBytes > maxBytes) {
            throw new IllegalArgumentException(
                    "--min-size is more than --max-size: min=" + minBytes + ", max=" + maxBytes);
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
            InputFile.requireText(listed);
            filter.keys(wanted("--keys-from", Files.readAllLines(listed)));
        }
        Integer sample = perLabel;
        if (sample != null) {
            filter.perLabel(sample, seed);
        }
        return run.run(console, "no " + out + " was made", watch -> {
            show(filter.watchedBy(watch).to(out));
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
                throw new IllegalArgumentException("--label-range is FROM..TO: " + fromTo);
            }
            ranges.add(range("--label-range", fromTo.substring(0, dots), fromTo.substring(dots + 2)));
        }
        return ranges;
    }

    private static Filter.Range range(String option, String from, String to) {
        float first = label(option, from);
        float last = label(option, to);
        if (first > last) {
            throw new IllegalArgumentException(option + " has a range whose end comes first: " + from + " to " + to);
        }
        return new Filter.Range(first, last);
    }

    /** Labels are floats: a whole number that none can be would silently find its neighbour. */
    private static float label(String option, String text) {
        BigDecimal wanted;
        try {
            wanted = new BigDecimal(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(option + " takes numbers: '" + text + "'", wrong);
        }
        float label = wanted.floatValue();
        if (Float.isInfinite(label)) {
            throw new IllegalArgumentException(option + " is more than a label can be: " + text);
        }
        boolean whole = wanted.stripTrailingZeros().scale() <= 0;
        if (whole && new BigDecimal(label).compareTo(wanted) != 0) {
            throw new IllegalArgumentException(option + ": labels are 32-bit floats, and none is " + text
                    + "; the nearest is " + new BigDecimal(label).toPlainString());
        }
        return label;
    }

    private static Set<String> wanted(String option, List<String> items) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String item : items) {
            if (!item.isBlank()) {
                wanted.add(item.strip());
            }
        }
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(option + " names no key");
        }
        return wanted;
    }

    private void show(FilterReport report) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                RecordRun.writeFiles(out, report.rec());
                out.writeNumberField("seen", report.seen());
                out.writeNumberField("kept", report.kept());
                RecordRun.writeCost(out, report.sizeBytes(), report.wallNanos());
                out.writeEndObject();
            });
        } else if (run.talks()) {
            console.out()
                    .println(Numbers.grouped(report.kept()) + " of " + Numbers.count(report.seen(), "record") + " kept"
                            + RecordRun.cost(report.sizeBytes(), report.wallNanos()));
            console.out().println(OutputFile.listed(report.rec()));
        }
    }
}
