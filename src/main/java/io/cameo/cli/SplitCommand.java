package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.record.Split;
import io.cameo.record.SplitReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo split}: one record file into several. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Splits a record file into PREFIX_000.rec, PREFIX_001.rec and so on: every",
            "record into exactly one, in the order of the file. All appear when all are",
            "whole.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo split testdata/record/parts.rec -o parts --ratio 0.9,0.1",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class SplitCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 20;

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PREFIX",
            description = "Folder and beginning of the names. Default: FILE without .rec")
    private @Nullable Path output;

    @Option(
            names = "--parts",
            paramLabel = "N",
            description = "The N parts that MXNet's readers get by num_parts: cut by bytes ...")
    private @Nullable Integer parts;

    @Option(names = "--indexed", description = "... or by number of records, as they do with an index.")
    private boolean indexed;

    @Option(names = "--count", paramLabel = "N", description = "N records to a part.")
    private @Nullable Integer count;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "At most so many bytes to a part, as 500M or 2G.")
    private @Nullable Long sizeBytes;

    @Option(names = "--label", description = "A part for each label: PREFIX_label_5.rec.")
    private boolean label;

    @Option(
            names = "--ratio",
            paramLabel = "A,B,..",
            split = ",",
            description = "Shares that add up to 1. Each record is drawn by seed and key.")
    private List<Double> ratios = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "For --ratio. Default: 0")
    private long seed;

    @Option(
            names = "--renumber",
            description = "Give the records of each part keys from 0, and ids where the id was the key.")
    private boolean renumber;

    @Option(names = "--keep-ids", description = "With --renumber: leave the ids in the headers alone.")
    private boolean keepIds;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "Memory for splits into many parts; the result is the same. Default: 256M")
    private long memoryBytes = 256L << 20;

    @Mixin
    private final RecordRun run = new RecordRun();

    SplitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path prefix = prefix();
        InputFile.require(file);
        OutputFile.requireFolder(prefix);
        Split split = Split.of(file).renumber(renumber).keepIds(keepIds).memoryBytes(memoryBytes);
        setRule(split);
        return run.run(console, "no part was made", watch -> {
            SplitReport report = split.watchedBy(watch).to(prefix);
            List<Path> others = others(prefix, report);
            show(report, others);
            if (!others.isEmpty()) {
                console.err()
                        .println("cameo: " + Numbers.count(others.size(), "file") + " named like a part "
                                + (others.size() == 1 ? "was" : "were") + " there before and "
                                + (others.size() == 1 ? "is" : "are") + " none of this split: " + others.getFirst()
                                + (others.size() == 1 ? "" : ", ..."));
            }
            return ExitCode.FINE;
        });
    }

    private Path prefix() {
        Path given = output;
        if (given == null) {
            String name = file.getFileName().toString();
            return file.resolveSibling(name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name);
        }
        if (Files.isDirectory(given)) {
            throw new IllegalArgumentException(
                    "PREFIX is a folder, say how the names in it begin: " + given.resolve("part"));
        }
        return given;
    }

    /** Parts of an earlier split into more of them: who reads PREFIX_*.rec would read these too. */
    private static List<Path> others(Path prefix, SplitReport report) throws IOException {
        Set<Path> parts = report.parts().stream().map(SplitReport.Part::rec).collect(Collectors.toSet());
        Pattern name = Pattern.compile(Pattern.quote(prefix.getFileName() + "_") + "(\\d{3,}|label_[^_]+)\\.rec");
        Path folder = prefix.resolveSibling("x").getParent();
        try (Stream<Path> files = Files.list(folder == null ? Path.of("") : folder)) {
            return files.map(path -> prefix.resolveSibling(path.getFileName()))
                    .filter(path -> name.matcher(path.getFileName().toString()).matches() && !parts.contains(path))
                    .sorted()
                    .toList();
        }
    }

    private void setRule(Split split) {
        boolean[] given = {parts != null, count != null, sizeBytes != null, label, !ratios.isEmpty()};
        int rules = 0;
        for (boolean one : given) {
            rules += one ? 1 : 0;
        }
        if (rules != 1) {
            throw new IllegalArgumentException(
                    "say how to split with exactly one of --parts, --count, --size, --label, --ratio");
        }
        if (indexed && parts == null) {
            throw new IllegalArgumentException("--indexed goes with --parts");
        }
        if (parts != null && indexed) {
            split.byCount(parts);
        } else if (parts != null) {
            split.byBytes(parts);
        } else if (count != null) {
            split.everySoMany(count);
        } else if (sizeBytes != null) {
            split.bySize(sizeBytes);
        } else if (label) {
            split.byLabel();
        } else {
            split.byRatio(ratios.stream().mapToDouble(Double::doubleValue).toArray(), seed);
        }
    }

    private void show(SplitReport report, List<Path> others) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                out.writeNumberField("records", report.records());
                out.writeArrayFieldStart("parts");
                for (SplitReport.Part part : report.parts()) {
                    out.writeStartObject();
                    out.writeStringField("rec", part.rec().toString());
                    out.writeNumberField("records", part.records());
                    out.writeNumberField("size_bytes", part.sizeBytes());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeArrayFieldStart("other_files_named_so");
                for (Path other : others) {
                    out.writeString(other.toString());
                }
                out.writeEndArray();
                out.writeNumberField("seconds", report.wallNanos() / 1e9);
                out.writeEndObject();
            });
        } else if (run.talks()) {
            List<SplitReport.Part> all = report.parts();
            for (SplitReport.Part part : all.subList(0, Math.min(MOST_SHOWN, all.size()))) {
                console.out()
                        .println(part.rec() + "  " + Numbers.count(part.records(), "record") + "  "
                                + Numbers.bytes(part.sizeBytes()));
            }
            if (all.size() > MOST_SHOWN) {
                console.out().println("... and " + Numbers.grouped(all.size() - MOST_SHOWN) + " more");
            }
            console.out()
                    .println(Numbers.count(report.records(), "record") + " in " + Numbers.count(all.size(), "part")
                            + String.format(Locale.ROOT, ", %.1f s", report.wallNanos() / 1e9));
        }
    }
}
