package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.record.LabelTable;
import io.cameo.record.Merge;
import io.cameo.record.MergeReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo merge}: several record files into one. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts several record files into one, in the order given. Keys count from 0 anew,",
            "and an id that was the key follows it; labels stay. Payloads are never touched.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo merge testdata/record/parts.rec testdata/record/header.rec -o both.rec",
            "",
            "Exit code: 0 done, 1 an input is damaged, 2 wrong usage, 130 stopped."
        })
final class MergeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE.rec", description = "Record files.")
    private List<Path> files = List.of();

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Option(names = "--keep-keys", description = "Keep the keys. Refused where two records have the same, unless ...")
    private boolean keepKeys;

    @Option(
            names = "--on-collision",
            paramLabel = "HOW",
            description = "... renumber: later ones get the next free number; skip, or first: later ones are left out.")
    private @Nullable String onCollision;

    @Option(names = "--keep-ids", description = "Leave the ids in the headers alone.")
    private boolean keepIds;

    @Option(
            names = "--label-offset",
            paramLabel = "auto|N,M,..",
            description = "Add to the first labels of each input: a number for each, or auto: behind the largest of the"
                    + " input before.")
    private @Nullable String labelOffset;

    @Option(
            names = "--label-map",
            paramLabel = "FILE.tsv",
            description = "Replace first labels: lines of input (from 0), old, new label.")
    private @Nullable Path labelMap;

    @Mixin
    private final RecordRun run = new RecordRun();

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(files);
        Merge merge = Merge.of(files).keepIds(keepIds);
        setKeys(merge);
        setLabels(merge);
        return run.run(console, "no " + out + " was made", watch -> {
            show(merge.watchedBy(watch).to(out));
            return ExitCode.FINE;
        });
    }

    private void setKeys(Merge merge) {
        String how = onCollision;
        if (how != null && !keepKeys) {
            throw new IllegalArgumentException(
                    "--on-collision needs --keep-keys: without it keys are numbered anew and never collide");
        }
        if (keepKeys) {
            merge.keepKeys(
                    switch (how == null ? "" : how) {
                        case "" -> Merge.OnCollision.REFUSE;
                        case "renumber" -> Merge.OnCollision.RENUMBER;
                        case "skip", "first" -> Merge.OnCollision.SKIP;
                        default ->
                            throw new IllegalArgumentException("--on-collision is renumber, skip or first: " + how);
                    });
        }
    }

    private void setLabels(Merge merge) throws IOException {
        String offset = labelOffset;
        Path table = labelMap;
        if (offset != null && table != null) {
            throw new IllegalArgumentException("--label-offset and --label-map exclude each other");
        }
        if (table != null) {
            InputFile.requireText(table);
            merge.labelTable(LabelTable.read(table));
        } else if (offset != null && offset.equals("auto")) {
            merge.labelsBehindEachOther();
        } else if (offset != null) {
            List<Double> offsets = new ArrayList<>();
            for (String number : offset.split(",", -1)) {
                try {
                    offsets.add(Double.valueOf(number.strip()));
                } catch (NumberFormatException wrong) {
                    throw new IllegalArgumentException(
                            "--label-offset is auto or numbers with commas: " + offset, wrong);
                }
            }
            if (offsets.size() != files.size()) {
                throw new IllegalArgumentException("--label-offset needs one number for each input: inputs="
                        + files.size() + ", numbers=" + offsets.size());
            }
            merge.labelOffsets(offsets);
        }
    }

    private void show(MergeReport report) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                RecordRun.writeFiles(out, report.rec());
                out.writeArrayFieldStart("inputs");
                for (MergeReport.Input input : report.inputs()) {
                    out.writeStartObject();
                    out.writeStringField("rec", input.rec().toString());
                    out.writeNumberField("records", input.records());
                    out.writeNumberField("merged", input.merged());
                    out.writeNumberField("label_offset", input.labelOffset());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeNumberField("records", report.records());
                out.writeNumberField("skipped", report.skipped());
                out.writeNumberField("renumbered", report.renumbered());
                RecordRun.writeCost(out, report.sizeBytes(), report.wallNanos());
                out.writeEndObject();
            });
        } else if (run.talks()) {
            for (MergeReport.Input input : report.inputs()) {
                String shifted = input.labelOffset() == 0
                        ? ""
                        : ", labels " + (input.labelOffset() > 0 ? "+" : "")
                                + Numbers.label((float) input.labelOffset());
                console.out().println(input.rec() + "  " + Numbers.count(input.merged(), "record") + shifted);
            }
            console.out()
                    .println(Numbers.count(report.records(), "record")
                            + (report.skipped() == 0 ? "" : ", " + Numbers.grouped(report.skipped()) + " left out")
                            + (report.renumbered() == 0
                                    ? ""
                                    : ", " + Numbers.grouped(report.renumbered()) + " with a new key")
                            + RecordRun.cost(report.sizeBytes(), report.wallNanos()));
            console.out().println(OutputFile.listed(report.rec()));
        }
    }
}
