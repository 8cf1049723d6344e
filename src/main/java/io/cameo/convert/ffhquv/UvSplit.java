package io.cameo.convert.ffhquv;

import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import io.cameo.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides samples into parts that have the same mixture of people, and of which no two have the same image of FFHQ: all samples of
 * an {@code ffhq_index} go to one part, those without are on their own.
 *
 * <p>Samples are grouped by their image, groups are ordered by their stratum and within it by a seeded hash of the image, or
 * the id, and each goes to the part that is furthest behind its share of all so far. So every part has its share of each
 * stratum, give or take a group, however small strata are. The same rows, shares and seed give the same parts; the order of
 * rows does not matter.
 */
public final class UvSplit {
    private static final String INDEX = "ffhq_index";
    private static final String BIN = "_bin";
    private static final double TOLERANCE = 1e-6;

    private final Table table;
    private final List<Stratum> strata = new ArrayList<>();
    private long seed;

    private UvSplit(Table table) {
        this.table = table;
    }

    /** What samples are mixed by: the words of a column, or its numbers in bins, of no width for numbers as they are. */
    private record Stratum(Column column, double width) {
        String of(int row) {
            if (column.isMissing(row) || column.kind() == ColumnKind.WORD || width == 0) {
                return column.text(row);
            }
            return Long.toString((long) Math.floor(column.number(row) / width));
        }
    }

    /** Samples of one image. */
    private record Group(List<Integer> rows, String stratum, long order, String name) {}

    /** Divides rows of a table. */
    public static UvSplit of(Table table) {
        return new UvSplit(table);
    }

    /** What decides on the order within a stratum; 0 unless set. */
    public UvSplit seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Mixes by a column as well: {@code gender}, or {@code age_bin} for its numbers in bins.
     *
     * @param name of a column, or one of numbers and {@code _bin}
     * @param width of bins; they begin at 0
     * @throws IllegalArgumentException if there is no such column, or no bins can be made of it
     */
    public UvSplit by(String name, double width) {
        boolean binned = name.endsWith(BIN) && table.find(name).isEmpty();
        Column column = table.column(binned ? name.substring(0, name.length() - BIN.length()) : name);
        if (binned && (!column.kind().isNumeric() || !(width > 0))) {
            throw new IllegalArgumentException("bins need numbers and a width: column=" + column.name() + ", kind="
                    + column.kind() + ", width=" + width);
        }
        strata.add(new Stratum(column, binned ? width : 0));
        return this;
    }

    /**
     * Divides.
     *
     * @param shares what each part is to have of all rows; all positive, 1 together
     * @return the rows of each part, ascending
     * @throws IllegalArgumentException if shares are not so
     */
    public List<int[]> rows(int[] rows, double[] shares) {
        if (shares.length == 0
                || !Arrays.stream(shares).allMatch(share -> share > 0)
                || Math.abs(Arrays.stream(shares).sum() - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "shares must be positive and add up to 1: shares=" + Arrays.toString(shares));
        }
        List<List<Integer>> parts = new ArrayList<>();
        Arrays.stream(shares).forEach(_ -> parts.add(new ArrayList<>()));
        long seen = 0;
        for (Group group : groups(rows)) {
            seen += group.rows().size();
            int behind = 0;
            for (int part = 1; part < shares.length; part++) {
                if (shares[part] * seen - parts.get(part).size()
                        > shares[behind] * seen - parts.get(behind).size()) {
                    behind = part;
                }
            }
            parts.get(behind).addAll(group.rows());
        }
        return parts.stream()
                .map(part -> part.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toList();
    }

    private List<Group> groups(int[] rows) {
        @Nullable Column index = table.find(INDEX).orElse(null);
        Column id = table.column("id");
        Map<String, List<Integer>> byImage = new LinkedHashMap<>();
        for (int row : Arrays.stream(rows).sorted().distinct().toArray()) {
            String name = index == null || index.isMissing(row) ? "id " + id.text(row) : "ffhq " + index.whole(row);
            byImage.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
        }
        List<Group> groups = new ArrayList<>();
        byImage.forEach((name, held) -> groups.add(new Group(held, stratum(held.getFirst()), order(name), name)));
        groups.sort(Comparator.comparing(Group::stratum)
                .thenComparingLong(Group::order)
                .thenComparing(Group::name));
        return groups;
    }

    private String stratum(int row) {
        StringBuilder text = new StringBuilder();
        for (Stratum stratum : strata) {
            text.append(stratum.of(row)).append('\t');
        }
        return text.toString();
    }

    /** SplitMix64 over seed and text: the same on every machine. */
    private long order(String name) {
        long state = mix(seed);
        for (int i = 0; i < name.length(); i++) {
            state = mix(state + 0x9E3779B97F4A7C15L + name.charAt(i));
        }
        return state;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
