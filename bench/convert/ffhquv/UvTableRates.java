package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceAttributes;
import io.cameo.dataset.ffhquv.FaceLight;
import io.cameo.dataset.ffhquv.FfhqIndex;
import io.cameo.dataset.ffhquv.UvMetaEntry;
import io.cameo.dataset.ffhquv.UvNames;
import io.cameo.dataset.ffhquv.UvPart;
import io.cameo.dataset.ffhquv.UvRow;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTable;
import io.cameo.dataset.ffhquv.UvTableWriter;
import io.cameo.table.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A table with all columns of packed records, as large as FFHQ-UV and FFHQ-UV-Interpolate together: opening it, a question, a
 * split; the first time in this process and once compiled. The record file is a few bytes: nothing of it is read but its ends.
 *
 * <p>Arguments: rows (default 154,165), and a file to leave the record file as, with its table beside it, to ask with the
 * command.
 */
public final class UvTableRates {
    private static final int TIMES = 100;
    private static final String WHERE = "gender = female and age between 20 and 30 and beard < 0.1 and abs(yaw) < 15";

    private UvTableRates() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 154_165;
        Path rec = args.length > 1 ? Path.of(args[1]) : Files.createTempFile("cameo-rates", ".rec");
        Files.write(rec, new byte[64]);
        long begin = System.nanoTime();
        write(rec, rows);
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %,d bytes, written in %.2f s%n",
                rows,
                Files.size(UvTable.besides(rec)),
                (System.nanoTime() - begin) / 1e9);
        double[] open = new double[TIMES];
        double[] ask = new double[TIMES];
        double[] split = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            begin = System.nanoTime();
            try (UvTable table = UvTable.open(rec)) {
                open[i] = (System.nanoTime() - begin) / 1e6;
                begin = System.nanoTime();
                int[] found = Query.of(WHERE, table.table()).rows();
                ask[i] = (System.nanoTime() - begin) / 1e6;
                if (found.length == 0) {
                    throw new IllegalStateException("nothing was found");
                }
                begin = System.nanoTime();
                List<int[]> parts = UvSplit.of(table.table())
                        .by("gender", 0)
                        .by("age_bin", 10)
                        .rows(IntStream.range(0, rows).toArray(), new double[] {0.8, 0.1, 0.1});
                split[i] = (System.nanoTime() - begin) / 1e6;
                if (parts.getFirst().length < rows / 2) {
                    throw new IllegalStateException("part is too small: rows=" + parts.getFirst().length);
                }
            }
        }
        print("open", open);
        print("ask", ask);
        print("split", split);
        if (args.length < 2) {
            Files.delete(UvTable.besides(rec));
            Files.delete(rec);
        }
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

    private static void write(Path rec, int rows) throws IOException {
        UvTableWriter table = new UvTableWriter();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rows; i++) {
            String id = String.format(Locale.ROOT, "%06d", i);
            UvMetaEntry meta = new UvMetaEntry(
                    id,
                    (double) random.nextInt(80),
                    random.nextInt(20) / 20.0,
                    random.nextInt(2),
                    new FfhqIndex(FfhqIndex.Form.NUMBER, Integer.toString(random.nextInt(70_000))));
            float[] light = new float[FaceLight.LENGTH];
            for (int c = 0; c < light.length; c++) {
                light[c] = (float) random.nextDouble(-1, 1);
            }
            double yaw = random.nextInt(-400, 400) / 10.0;
            table.add(new UvRow(
                    new UvNames(UvSet.FFHQ_UV, id, meta, EnumSet.noneOf(UvPart.class), Map.of()),
                    EnumSet.of(UvPart.MAP, UvPart.FRONT, UvPart.LEFT, UvPart.RIGHT),
                    1024,
                    1_100_000 + random.nextInt(50_000),
                    1_100_000,
                    new FaceAttributes(30, random.nextDouble(), 0, random.nextDouble(), 0, random.nextInt(2), 3, yaw),
                    new FaceLight(light)));
        }
        table.write(rec);
    }
}
