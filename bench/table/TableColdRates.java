package io.cameo.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the first opening of a table in a process takes, and the first question to it: each round is a process of its own, which
 * opens and asks once. The file is in the page cache.
 *
 * <p>Arguments: rows (default 154,165), processes (default 11); any more are flags of these processes' JVM, as {@code
 * -XX:AOTCache=target/cameo.aot}. Files of 11 and of 39 columns.
 */
public final class TableColdRates {
    private static final String QUESTION =
            "gender = female and age between 20 and 30 and beard < 0.1 and abs(yaw) < 15";

    private TableColdRates() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 1 && args[0].endsWith(".tbl")) {
            once(Path.of(args[0]));
            return;
        }
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 154_165;
        int processes = args.length > 1 ? Integer.parseInt(args[1]) : 11;
        List<String> flags = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
        for (int columns : new int[] {11, 39}) {
            Path file = Files.createTempFile("cameo-rates", ".tbl");
            try {
                write(file, rows, columns);
                double[] open = new double[processes];
                double[] ask = new double[processes];
                for (int i = 0; i < processes; i++) {
                    String[] words = run(file, flags).split(" ", 2);
                    open[i] = Double.parseDouble(words[0]);
                    ask[i] = Double.parseDouble(words[1]);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%,d rows, %d columns, %,d bytes, %d processes: open %s, ask %s%n",
                        rows,
                        columns,
                        Files.size(file),
                        processes,
                        text(open),
                        text(ask));
            } finally {
                Files.delete(file);
            }
        }
    }

    private static String text(double[] millis) {
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "median %.1f ms (%.1f to %.1f)",
                millis[millis.length / 2],
                millis[0],
                millis[millis.length - 1]);
    }

    /** Nothing but the table's own classes is used before it is opened. */
    private static void once(Path file) throws IOException {
        long begin = System.nanoTime();
        try (Table table = Table.open(file)) {
            long opened = System.nanoTime();
            int found = Query.of(QUESTION, table).rows().length;
            long answered = System.nanoTime();
            if (found == 0) {
                throw new IllegalStateException("nothing was found");
            }
            System.out.println((opened - begin) / 1e6 + " " + (answered - opened) / 1e6);
        }
    }

    private static String run(Path file, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-javaagent") && !flag.startsWith("-XX:AOT")) {
                command.add(flag);
            }
        }
        command.addAll(flags);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), TableColdRates.class.getName(), file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("a process said nothing: command=" + command);
            }
            return line;
        }
    }

    private static void write(Path file, int rows, int columns) throws IOException {
        TableBuilder table = new TableBuilder()
                .column("id", ColumnKind.WORD, "")
                .column("gender", ColumnKind.WORD, "")
                .column("ffhq_index", ColumnKind.WHOLE, "");
        List<String> numbers = new ArrayList<>(List.of("age", "beard", "yaw"));
        while (numbers.size() + 3 < columns) {
            numbers.add("number_" + numbers.size());
        }
        numbers.forEach(number -> table.column(number, ColumnKind.NUMBER, ""));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rows; i++) {
            table.row()
                    .set("id", String.format(Locale.ROOT, "%06d", i))
                    .set("gender", random.nextBoolean() ? "female" : "male")
                    .set("ffhq_index", random.nextLong(70_000));
            for (String number : numbers) {
                table.set(number, random.nextDouble(-1, 1));
            }
            table.set("age", random.nextInt(90)).set("yaw", random.nextDouble(-40, 40));
        }
        table.write(file);
    }
}
