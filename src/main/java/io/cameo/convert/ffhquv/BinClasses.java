package io.cameo.convert.ffhquv;

import io.cameo.table.Column;
import io.cameo.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells the class of a row. Valid until the table is closed. */
final class BinClasses {
    private final List<Sorter> sorters = new ArrayList<>();

    /**
     * Where a row belongs.
     *
     * @param order the place of its value in each bin: sorts classes
     * @param name as reports have it: {@code gender=female, age=20..40}
     * @param reason why it is in no class, or null
     */
    record Placed(
            List<Integer> order, String name, @Nullable String reason) {}

    /** The values of one column in their order. */
    @SuppressWarnings("ArrayRecordComponent") // nobody else sees it
    private record Sorter(Column column, List<String> values, double[] edges) {
        boolean hasWords() {
            return !column.kind().isNumeric();
        }

        /** -1 if it is in none. */
        int place(int row) {
            if (hasWords()) {
                return values.indexOf(column.text(row));
            }
            double value = column.number(row);
            int last = edges.length - 1;
            for (int i = 0; i < last; i++) {
                if (value >= edges[i] && (value < edges[i + 1] || (i == last - 1 && value == edges[last]))) {
                    return i;
                }
            }
            return -1;
        }

        String name(int place) {
            return column.name() + "="
                    + (hasWords() ? values.get(place) : values.get(place) + ".." + values.get(place + 1));
        }
    }

    /**
     * Bins for a table.
     *
     * @throws IllegalArgumentException if it has no such column, a column of numbers has no edges, or they do not ascend
     */
    BinClasses(UvBins bins, Table table) {
        for (UvBins.Bin bin : bins.bins()) {
            Column column = table.column(bin.column());
            if (column.kind().isNumeric()) {
                sorters.add(new Sorter(column, bin.values(), edges(bin)));
            } else {
                List<String> words = bin.values().isEmpty()
                        ? IntStream.range(0, column.words())
                                .mapToObj(column::wordAt)
                                .sorted()
                                .toList()
                        : bin.values();
                sorters.add(new Sorter(column, words, new double[0]));
            }
        }
    }

    private static double[] edges(UvBins.Bin bin) {
        double[] edges = new double[bin.values().size()];
        try {
            for (int i = 0; i < edges.length; i++) {
                edges[i] = Double.parseDouble(bin.values().get(i));
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("bins of a column of numbers need numbers: bin=" + bin);
        }
        boolean ascend = edges.length > 1;
        for (int i = 1; i < edges.length; i++) {
            ascend &= edges[i] > edges[i - 1];
        }
        if (!ascend) {
            throw new IllegalArgumentException(
                    "bins of a column of numbers need two edges or more, ascending: bin=" + bin);
        }
        return edges;
    }

    Placed place(int row) {
        List<Integer> order = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Sorter sorter : sorters) {
            if (sorter.column().isMissing(row)) {
                return new Placed(List.of(), "", "no " + sorter.column().name());
            }
            int place = sorter.place(row);
            if (place < 0) {
                return new Placed(List.of(), "", sorter.column().name() + " in no bin");
            }
            order.add(place);
            names.add(sorter.name(place));
        }
        return new Placed(order, String.join(", ", names), null);
    }
}
