package io.cameo.cli;

import io.cameo.convert.Numbers;
import io.cameo.record.Append;
import io.cameo.record.AppendReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo append}: more records behind those of a finished file. */
@Command(
        name = "append",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Adds the records of other files behind those of FILE.rec, in place. Their keys",
            "count on behind the largest, and an id that was the key follows it.",
            ""
        },
        footer = {
            "",
            "If the run is killed or the power fails, the next append or --recover brings",
            "the file back to what it was, or to all of the new content. Nothing is in",
            "between.",
            "",
            "Images come in by way of 'cameo pack': it has the options for them, names bad",
            "ones and can be resumed. Only when its file is whole is the old one touched.",
            "",
            "Example, the images of new.lst behind those of train.rec:",
            "  cameo pack new.lst images -o new.rec",
            "  cameo append train.rec --from new.rec",
            "",
            "Exit code: 0 done, 1 a file is damaged, 2 wrong usage, 130 stopped."
        })
final class AppendCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "The record file that grows.")
    private Path file;

    @Option(names = "--from", arity = "1..*", paramLabel = "OTHER.rec", description = "Record files to take from.")
    private List<Path> inputs = List.of();

    @Option(names = "--keep-keys", description = "Keep the keys of the new records; refused if one is there already.")
    private boolean keepKeys;

    @Option(names = "--keep-ids", description = "Leave the ids in the headers alone.")
    private boolean keepIds;

    @Option(names = "--recover", description = "Only undo or complete an append that was stopped.")
    private boolean recover;

    @Mixin
    private final RecordRun run = new RecordRun();

    AppendCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        if (recover == !inputs.isEmpty()) {
            throw new IllegalArgumentException("say either --from OTHER.rec or --recover");
        }
        for (Path input : inputs) {
            InputFile.require(input);
        }
        return run.run(console, file + " is as it was", watch -> {
            if (recover) {
                show(Append.recover(file));
            } else {
                show(Append.to(file)
                        .keepKeys(keepKeys)
                        .keepIds(keepIds)
                        .watchedBy(watch)
                        .from(inputs));
            }
            return ExitCode.FINE;
        });
    }

    private void show(Append.Recovery recovery) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                out.writeStringField("rec", file.toString());
                out.writeStringField("recovery", recovery.name().toLowerCase(Locale.ROOT));
                out.writeEndObject();
            });
        } else if (run.talks()) {
            console.out().println(file + ": " + sentence(recovery));
        }
    }

    private static String sentence(Append.Recovery recovery) {
        return switch (recovery) {
            case NOTHING -> "no append was stopped";
            case UNDONE -> "a stopped append was undone";
            case COMPLETED -> "a stopped append was completed";
        };
    }

    private void show(AppendReport report) throws IOException {
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                RecordRun.writeFiles(out, report.rec());
                out.writeNumberField("before", report.before());
                out.writeNumberField("appended", report.appended());
                out.writeStringField("recovery", report.recovery().name().toLowerCase(Locale.ROOT));
                RecordRun.writeCost(out, report.sizeBytes(), report.wallNanos());
                out.writeEndObject();
            });
        } else if (run.talks()) {
            if (report.recovery() != Append.Recovery.NOTHING) {
                console.out().println(sentence(report.recovery()));
            }
            console.out()
                    .println(Numbers.count(report.appended(), "record") + " behind " + Numbers.grouped(report.before())
                            + RecordRun.cost(report.sizeBytes(), report.wallNanos()));
            console.out().println(OutputFile.listed(report.rec()));
        }
    }
}
