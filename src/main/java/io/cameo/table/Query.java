package io.cameo.table;

import java.util.Arrays;
import java.util.Comparator;

/**
 * A question to a {@link Table}: which rows meet a condition, such as {@code gender = female and age between 20 and 30 and beard <
 * 0.1}. {@code docs/table.md} has the language. One thread at a time; valid until the table is closed.
 *
 * <pre>{@code
 * try (Table table = Table.open(Path.of("faces.tbl"))) {
 *     for (int row : Query.of("abs(yaw) < 10 and ffhq_index is not null", table).rows()) {
 *         show(table.column("id").word(row));
 *     }
 * }
 * }</pre>
 */
public final class Query {
    /** Rows that are asked at a time: columns of so many stay in the first cache. */
    static final int BLOCK = 1024;

    /**
     * Rows that one call of an inner loop sees. The first question of a process is asked by the interpreter until a method was
     * called some hundred times: with so few rows a call that is soon.
     */
    static final int STEP = Long.SIZE;

    static final int BLOCK_WORDS = BLOCK / Long.SIZE;

    private final Table table;
    private final Condition condition;

    private Query(Table table, Condition condition) {
        this.table = table;
        this.condition = condition;
    }

    /**
     * Understands a question.
     *
     * @throws QueryException if it is no question, or not one for this table
     */
    public static Query of(String question, Table table) {
        return new Query(table, new QueryParser(question, table).parse());
    }

    /** The rows that meet the condition, in ascending order. */
    public int[] rows() {
        int[] found = new int[Math.min(table.rows(), BLOCK)];
        int count = 0;
        long[] yes = new long[BLOCK_WORDS];
        long[] no = new long[BLOCK_WORDS];
        for (int from = 0; from < table.rows(); from += BLOCK) {
            condition.ask(from, Math.min(BLOCK, table.rows() - from), yes, no);
            for (int i = 0; i < BLOCK_WORDS; i++) {
                for (long bits = yes[i]; bits != 0; bits &= bits - 1) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = from + i * Long.SIZE + Long.numberOfTrailingZeros(bits);
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * Rows in the order of a column: ascending, those without a value last; rows that are equal stay as they were.
     *
     * @return a new array
     */
    public static int[] ordered(int[] rows, Column by, boolean descending) {
        Comparator<Integer> order = by.kind() == ColumnKind.WORD
                ? Comparator.comparing((Integer row) -> by.text(row))
                : Comparator.comparingDouble(by::number);
        Comparator<Integer> whole = Comparator.comparing((Integer row) -> by.isMissing(row))
                .thenComparing(descending ? order.reversed() : order);
        return Arrays.stream(rows)
                .boxed()
                .sorted(whole)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
