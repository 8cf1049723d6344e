package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Numbers;
import io.cameo.record.Dedupe;
import io.cameo.record.DedupeReport;
import io.cameo.record.DuplicateGroup;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo dedupe}: records with the same payload. */
@Command(
        name = "dedupe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds records with the same payload, byte for byte, whatever their keys and",
            "labels, and those among them whose labels differ. Drops nothing unless -o is",
            "given.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo dedupe testdata/record/parts.rec --report duplicates.tsv",
            "",
            "Exit code: 0 done, 1 duplicates with different labels, or the input is damaged,",
            "2 wrong usage, 130 stopped."
        })
final class DedupeCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 10;
    private static final int MOST_MEMBERS_SHOWN = 8;

    private final Console console;
    private final List<DuplicateGroup> shown = new ArrayList<>();
    private final List<DuplicateGroup> shownConflicts = new ArrayList<>();

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.rec",
            description = "Write a file that has only the first of each. One of that name is replaced.")
    private @Nullable Path output;

    @Option(
            names = "--report",
            paramLabel = "FILE.tsv",
            description = "Write all groups: group, bytes, conflict (0 or 1), key, labels.")
    private @Nullable Path report;

    @Mixin
    private final OverwriteOption overwrite = new OverwriteOption();

    @Mixin
    private final RecordRun run = new RecordRun();

    DedupeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(file);
        Path out = output;
        if (out != null) {
            OutputFile.requireRecords(out, List.of(file), overwrite.isOn());
        }
        if (report != null) {
            OutputFile.require(report, out == null ? List.of(file) : List.of(file, out));
        }
        return run.run(console, out == null ? "nothing was changed" : "no " + out + " was made", watch -> {
            Dedupe dedupe = Dedupe.of(file).watchedBy(watch);
            DedupeReport found = find(dedupe, out);
            if (run.json()) {
                JsonPrinter.print(console.out(), json -> writeJson(json, found));
            } else if (run.talks()) {
                show(console.out(), found);
            }
            return found.conflicts() > 0 ? ExitCode.BAD_DATA : ExitCode.FINE;
        });
    }

    private DedupeReport find(Dedupe dedupe, @Nullable Path out) throws IOException {
        Path tsv = report;
        if (tsv == null) {
            dedupe.eachGroup(this::note);
            return out == null ? dedupe.find() : dedupe.to(out);
        }
        try (AtomicFile atomic = AtomicFile.create(tsv)) {
            Writer writer = new BufferedWriter(Channels.newWriter(atomic.channel(), StandardCharsets.UTF_8));
            writer.write("group\tbytes\tconflict\tkey\tlabels\n");
            int[] number = {0};
            dedupe.eachGroup(group -> {
                note(group);
                writeLines(writer, number[0]++, group);
            });
            DedupeReport found = out == null ? dedupe.find() : dedupe.to(out);
            writer.flush();
            atomic.commit();
            return found;
        }
    }

    private void note(DuplicateGroup group) {
        List<DuplicateGroup> list = group.conflicts() ? shownConflicts : shown;
        if (list.size() < MOST_SHOWN) {
            list.add(group);
        }
    }

    private static void writeLines(Writer writer, int number, DuplicateGroup group) {
        try {
            for (DuplicateGroup.Member member : group.members()) {
                writer.write(number + "\t" + group.payloadBytes() + "\t" + (group.conflicts() ? 1 : 0) + "\t"
                        + member.key() + "\t" + labels(member) + "\n");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void show(PrintStream out, DedupeReport found) {
        show(out, "the same payload:", shown, found.groups() - found.conflicts());
        show(out, "the same payload, but different labels:", shownConflicts, found.conflicts());
        out.println(Numbers.grouped(found.duplicates()) + " of " + Numbers.count(found.records(), "record")
                + " repeat another (" + Numbers.count(found.groups(), "group") + ", "
                + Numbers.bytes(found.duplicateBytes()) + "), "
                + Numbers.count(found.conflicts(), "group") + " with different labels"
                + String.format(Locale.ROOT, ", %.1f s", found.wallNanos() / 1e9));
        Path rec = found.rec();
        if (rec != null) {
            out.println(
                    Numbers.count(found.records() - found.duplicates(), "record") + " kept: " + OutputFile.listed(rec));
        } else if (found.duplicates() > 0) {
            out.println("Nothing was dropped. -o OUT.rec writes a file that has only the first of each.");
        }
    }

    private static void show(PrintStream out, String heading, List<DuplicateGroup> groups, long all) {
        if (groups.isEmpty()) {
            return;
        }
        out.println(heading);
        for (DuplicateGroup group : groups) {
            List<DuplicateGroup.Member> members = group.members();
            String text = members.stream()
                    .limit(MOST_MEMBERS_SHOWN)
                    .map(member -> Console.printable(member.key()) + " (label " + labels(member) + ")")
                    .collect(Collectors.joining(", "));
            int more = members.size() - MOST_MEMBERS_SHOWN;
            out.println("  " + Numbers.bytes(group.payloadBytes()) + "  keys " + text
                    + (more > 0 ? " and " + Numbers.grouped(more) + " more" : ""));
        }
        if (all > groups.size()) {
            out.println("  ... and " + Numbers.count(all - groups.size(), "group") + " more; --report lists all");
        }
    }

    private void writeJson(JsonGenerator json, DedupeReport found) throws IOException {
        Path rec = found.rec();
        Path tsv = report;
        json.writeStartObject();
        json.writeStringField("rec", rec == null ? null : rec.toString());
        json.writeStringField("report", tsv == null ? null : tsv.toString());
        json.writeNumberField("records", found.records());
        json.writeNumberField("groups", found.groups());
        json.writeNumberField("duplicates", found.duplicates());
        json.writeNumberField("duplicate_bytes", found.duplicateBytes());
        json.writeNumberField("conflicts", found.conflicts());
        json.writeNumberField("seconds", found.wallNanos() / 1e9);
        writeGroups(json, "first_groups", shown);
        writeGroups(json, "first_conflicts", shownConflicts);
        json.writeEndObject();
    }

    private static void writeGroups(JsonGenerator json, String name, List<DuplicateGroup> groups) throws IOException {
        json.writeArrayFieldStart(name);
        for (DuplicateGroup group : groups) {
            json.writeStartObject();
            json.writeNumberField("bytes", group.payloadBytes());
            json.writeArrayFieldStart("members");
            for (DuplicateGroup.Member member : group.members()) {
                json.writeStartObject();
                json.writeStringField("key", member.key());
                json.writeStringField("labels", labels(member));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String labels(DuplicateGroup.Member member) {
        return member.labels().stream().map(Numbers::label).collect(Collectors.joining(","));
    }
}
