package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.UvSplit;
import io.cameo.convert.ffhquv.UvSubset;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.record.FilterReport;
import io.cameo.record.Watch;
import io.cameo.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code cameo uv query} that write record files of what is found. */
final class UvQueryCopies {
    private static final double YEARS_OF_A_BIN = 10;

    @Option(
            names = "--to",
            paramLabel = "OUT.rec",
            description = "Copy what is found into a new record file, with its table; with --split the beginning of"
                    + " the names of files, as OUT_train.rec.")
    private @Nullable Path to;

    @Option(
            names = "--split",
            split = ",",
            paramLabel = "NAME=SHARE",
            description = "Divide it, as train=0.8,val=0.1,test=0.1.")
    private List<String> split = List.of();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "COLUMN",
            description = "The same mixture in each part, as gender,age_bin: age_bin for its numbers in bins.")
    private List<String> by = List.of();

    @Option(
            names = "--bins",
            split = ",",
            paramLabel = "COLUMN=WIDTH",
            description = "How wide bins are, as beard=0.25. Default: age=10, no others")
    private List<String> bins = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "For --split. Default: 0")
    private long seed;

    boolean areWanted() {
        if (to == null && !(split.isEmpty() && by.isEmpty() && bins.isEmpty())) {
            throw new IllegalArgumentException("--split, --by and --bins need --to, where to write");
        }
        if (split.isEmpty() && !(by.isEmpty() && bins.isEmpty())) {
            throw new IllegalArgumentException("--by and --bins need --split");
        }
        return to != null;
    }

    /** Writes what is wanted; returns the exit code. */
    int write(Path rec, Table table, int[] rows, RecordRun run, Console console) throws IOException {
        Path out = to;
        if (out == null) {
            throw new IllegalStateException("nothing is wanted");
        }
        Map<Path, int[]> parts = split.isEmpty() ? Map.of(out, rows) : parts(out, table, rows);
        for (Path part : parts.keySet()) {
            OutputFile.requireRecords(part, List.of(rec), false);
            if (OutputFile.isSame(UvTable.besides(part), UvTable.besides(rec))) {
                throw new IllegalArgumentException("the output would replace the table of the input: " + part);
            }
        }
        parts.forEach((part, held) -> {
            if (held.length == 0) {
                throw new IllegalArgumentException("no sample is left for " + part + ", so nothing is written");
            }
        });
        return run.run(console, "no " + out + " was made", watch -> {
            write(rec, parts, run, watch, console);
            return ExitCode.FINE;
        });
    }

    private static void write(Path rec, Map<Path, int[]> parts, RecordRun run, Watch watch, Console console)
            throws IOException {
        Map<Path, FilterReport> reports = new LinkedHashMap<>();
        for (Map.Entry<Path, int[]> part : parts.entrySet()) {
            reports.put(part.getKey(), UvSubset.of(rec).watchedBy(watch).write(part.getValue(), part.getKey()));
        }
        if (run.json()) {
            JsonPrinter.print(console.out(), json -> {
                json.writeStartArray();
                for (Map.Entry<Path, FilterReport> report : reports.entrySet()) {
                    json(
                            json,
                            report.getKey(),
                            parts.getOrDefault(report.getKey(), new int[0]).length,
                            report.getValue());
                }
                json.writeEndArray();
            });
        } else if (run.talks()) {
            reports.forEach((path, report) -> {
                int[] rows = parts.getOrDefault(path, new int[0]);
                console.out()
                        .println(Numbers.count(rows.length, "sample")
                                + RecordRun.cost(report.sizeBytes(), report.wallNanos()));
                console.out().println(OutputFile.listed(path) + "  " + UvTable.besides(path));
            });
        }
    }

    private static void json(JsonGenerator json, Path rec, int samples, FilterReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("rec", rec.toString());
        json.writeStringField("table", UvTable.besides(rec).toString());
        json.writeNumberField("samples", samples);
        json.writeNumberField("size_bytes", report.sizeBytes());
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }

    private Map<Path, int[]> parts(Path prefix, Table table, int[] rows) {
        List<String> names = new ArrayList<>();
        double[] shares = new double[split.size()];
        for (String part : split) {
            shares[names.size()] = number("--split", part);
            names.add(nameOf(part));
        }
        UvSplit job = UvSplit.of(table).seed(seed);
        for (String column : by) {
            job.by(column, width(column));
        }
        List<int[]> divided = job.rows(rows, shares);
        Map<Path, int[]> parts = new LinkedHashMap<>();
        String begin = prefix.getFileName().toString().replaceFirst("\\.rec$", "");
        for (int i = 0; i < names.size(); i++) {
            if (parts.put(prefix.resolveSibling(begin + "_" + names.get(i) + ".rec"), divided.get(i)) != null) {
                throw new IllegalArgumentException("--split names a part twice: " + names.get(i));
            }
        }
        return parts;
    }

    private double width(String column) {
        double width = column.equals("age_bin") ? YEARS_OF_A_BIN : 0;
        for (String bin : bins) {
            if (column.equals(nameOf(bin) + "_bin")) {
                width = number("--bins", bin);
            }
        }
        if (column.endsWith("_bin") && !(width > 0)) {
            throw new IllegalArgumentException("how wide are bins? --bins "
                    + column.substring(0, column.length() - "_bin".length()) + "=WIDTH: --by " + column);
        }
        return width;
    }

    private static String nameOf(String text) {
        String name = text.substring(0, Math.max(0, text.indexOf('='))).strip();
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("needs NAME=NUMBER, the name of letters and digits: " + text);
        }
        return name;
    }

    private static double number(String option, String text) {
        try {
            return Double.parseDouble(text.substring(text.indexOf('=') + 1));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(option + " needs NAME=NUMBER: " + text, none);
        }
    }
}
