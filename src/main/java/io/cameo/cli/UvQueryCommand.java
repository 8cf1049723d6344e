package io.cameo.cli;

import io.cameo.convert.ffhquv.UvTableRun;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.table.Column;
import io.cameo.table.Query;
import io.cameo.table.QueryException;
import io.cameo.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo uv query}: which samples meet a condition, from the table alone, and what to do with them. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Answers questions about the samples of a record file from the table beside it,",
            "without touching a map; copies those that are found, or divides them for",
            "training.",
            ""
        },
        footer = {
            "",
            "docs/table.md has the language: = != < <= > >=, between A and B, in (A, B), is",
            "null, + - * /, abs(), and, or, not, parentheses.",
            "Copies keep the order of the file, also with --order, which then says what",
            "--limit leaves. Of a split no two parts have the same image of FFHQ.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv pack testdata/convert/ffhquv/release ffhq-uv.rec --set ffhq-uv",
            "  cameo uv query ffhq-uv.rec --where 'gender = female and age < 30'",
            "",
            "Exit code: 0 answered, 1 the table or a record is damaged, 2 wrong usage, 130",
            "stopped."
        })
final class UvQueryCommand implements Callable<Integer> {
    private static final List<String> SHOWN =
            List.of("id", "gender", "age", "beard", "ffhq_index", "expression", "glasses", "pitch", "yaw");
    private static final int MOST_LINES = 20;

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A .rec file of 'cameo uv pack', or its .tbl alone.")
    private Path file = Path.of("");

    @Option(names = "--where", paramLabel = "TEXT", description = "The condition. Default: all samples")
    private @Nullable String where;

    @Option(
            names = "--select",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns to show, with commas between. Default: a few; all with --csv and --json")
    private List<String> select = List.of();

    @Option(
            names = "--order",
            paramLabel = "COLUMN[:desc]",
            description = "In which order, missing ones last. Default: that of the records")
    private @Nullable String order;

    @Option(names = "--limit", paramLabel = "N", description = "The first N only. Default: all; 20 lines of text")
    private @Nullable Integer limit;

    @Option(names = "--csv", description = "Print comma-separated values.")
    private boolean csv;

    @Option(names = "--columns", description = "List the columns instead, with what they are.")
    private boolean columns;

    @Option(
            names = "--rebuild",
            description = "Make the table anew of the records first; columns added later are lost.")
    private boolean rebuild;

    @ArgGroup(exclusive = false)
    private final UvQueryCopies copies = new UvQueryCopies();

    @Mixin
    private final RecordRun run = new RecordRun();

    UvQueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Integer most = limit;
        if (most != null && most < 0) {
            throw new IllegalArgumentException("--limit needs 0 or more: " + most);
        }
        if (csv && run.json()) {
            throw new IllegalArgumentException("--csv and --json exclude each other");
        }
        boolean alone = file.toString().endsWith(".tbl");
        if (alone && (rebuild || copies.areWanted())) {
            throw new IllegalArgumentException("records are needed, not their table alone: " + file);
        }
        InputFile.require(file);
        if (rebuild) {
            long _ = UvTableRun.rebuild(file);
        }
        if (!alone && Files.notExists(UvTable.besides(file))) {
            throw new IllegalArgumentException("no table beside " + file + "; --rebuild makes it of the records");
        }
        try (UvTable opened = alone ? UvTable.openAlone(file) : UvTable.open(file)) {
            return answer(opened.table());
        } catch (QueryException wrong) {
            console.err().println("cameo uv query: " + Console.printable(wrong.reason()));
            wrong.pointed().lines().forEach(line -> console.err().println("  " + Console.printable(line)));
            return ExitCode.USAGE;
        }
    }

    private int answer(Table table) throws IOException {
        if (columns) {
            UvQueryText.columns(table, console.out(), run.json());
            return ExitCode.FINE;
        }
        String condition = where;
        int[] found = condition == null
                ? IntStream.range(0, table.rows()).toArray()
                : Query.of(condition, table).rows();
        int[] rows = ordered(found, table);
        Integer most = limit;
        int[] chosen = most == null ? rows : Arrays.copyOf(rows, Math.min(most, rows.length));
        if (copies.areWanted()) {
            return copies.write(file, table, chosen, run, console);
        }
        List<Column> shown = shown(table);
        UvQueryText text = new UvQueryText(table, shown, found.length);
        if (run.json()) {
            JsonPrinter.print(console.out(), out -> text.json(chosen, out));
        } else if (csv) {
            text.csv(chosen, console.out());
        } else if (run.talks()) {
            text.print(
                    most == null ? Arrays.copyOf(chosen, Math.min(MOST_LINES, chosen.length)) : chosen, console.out());
        }
        return ExitCode.FINE;
    }

    private int[] ordered(int[] rows, Table table) {
        String by = order;
        if (by == null) {
            return rows;
        }
        int colon = by.indexOf(':');
        String direction = colon < 0 ? "asc" : by.substring(colon + 1);
        if (!direction.equals("asc") && !direction.equals("desc")) {
            throw new IllegalArgumentException("--order needs COLUMN, COLUMN:asc or COLUMN:desc: " + by);
        }
        Column column = table.column(colon < 0 ? by : by.substring(0, colon));
        return Query.ordered(rows, column, direction.equals("desc"));
    }

    private List<Column> shown(Table table) {
        Set<Column> shown = new LinkedHashSet<>();
        if (!select.isEmpty()) {
            select.forEach(name -> shown.add(table.column(name.strip())));
        } else if (csv || run.json()) {
            shown.addAll(table.columns());
        } else {
            SHOWN.forEach(name -> table.find(name).ifPresent(shown::add));
            if (order != null) {
                shown.add(table.column(order.replaceFirst(":.*", "")));
            }
        }
        return new ArrayList<>(shown);
    }
}
