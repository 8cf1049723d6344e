package io.cameo.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A table as large as FFHQ-UV and FFHQ-UV-Interpolate together: how long opening it takes and a question to it, the first time
 * in this process and once compiled.
 *
 * <p>Argument: rows (default 154,165).
 */
public final class TableRates {
    private static final int TIMES = 200;

    private TableRates() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 154_165;
        Path file = Files.createTempFile("cameo-rates", ".tbl");
        write(file, rows);
        double[] open = new double[TIMES];
        double[] ask = new double[TIMES];
        int found = 0;
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            try (Table table = Table.open(file)) {
                open[i] = (System.nanoTime() - begin) / 1e6;
                begin = System.nanoTime();
                found = Query.of("gender = female and age between 20 and 30 and beard < 0.1 and abs(yaw) < 15", table)
                        .rows()
                        .length;
                ask[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        System.out.printf(Locale.ROOT, "%,d rows, %,d bytes, %,d found%n", rows, Files.size(file), found);
        print("open", open);
        print("ask", ask);
        Files.delete(file);
    }

    private static void print(String what, double[] millis) {
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-6s first %.1f ms, median %.2f ms, most %.1f ms%n",
                what,
                first,
                millis[TIMES / 2],
                millis[TIMES - 1]);
    }

    private static void write(Path file, int rows) throws IOException {
        TableBuilder table = new TableBuilder()
                .column("id", ColumnKind.WORD, "")
                .column("gender", ColumnKind.WORD, "")
                .column("ffhq_index", ColumnKind.WHOLE, "");
        String[] numbers = {"age", "beard", "yaw", "pitch", "expression", "baldness", "bs_error", "ita"};
        for (String number : numbers) {
            table.column(number, ColumnKind.NUMBER, "");
        }
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
