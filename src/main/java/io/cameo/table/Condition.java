package io.cameo.table;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Yes, no or neither for each row, a block of rows at a time. Neither is the answer where a value is missing, and it stays
 * so under {@code not}: as SQL has it.
 */
sealed interface Condition {
    /** Answers for {@link Query#BLOCK} rows or fewer, from one on: bit i of the answers is that of row {@code from + i}. */
    void ask(int from, int count, long[] yes, long[] no);

    static void set(long[] bits, int i) {
        bits[i >> 6] |= 1L << i;
    }

    static void clear(long[] yes, long[] no) {
        Arrays.fill(yes, 0);
        Arrays.fill(no, 0);
    }

    record Not(Condition of) implements Condition {
        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            of.ask(from, count, no, yes);
        }
    }

    /** Both, or either: of each the other with yes and no exchanged. */
    record Both(Condition left, Condition right, boolean either, long[] yes0, long[] no0) implements Condition {
        Both(Condition left, Condition right, boolean either) {
            this(left, right, either, new long[Query.BLOCK_WORDS], new long[Query.BLOCK_WORDS]);
        }

        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            left.ask(from, count, yes, no);
            right.ask(from, count, yes0, no0);
            for (int i = 0; i < yes.length; i++) {
                yes[i] = either ? yes[i] | yes0[i] : yes[i] & yes0[i];
                no[i] = either ? no[i] & no0[i] : no[i] | no0[i];
            }
        }
    }

    /** How two numbers compare. */
    enum Relation {
        EQUAL,
        BELOW,
        AT_MOST;

        boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case BELOW -> left < right;
                case AT_MOST -> left <= right;
            };
        }
    }

    record Compare(Relation relation, Amount left, Amount right, double[] a, double[] b) implements Condition {
        Compare(Relation relation, Amount left, Amount right) {
            this(relation, left, right, new double[Query.BLOCK], new double[Query.BLOCK]);
        }

        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            clear(yes, no);
            left.fill(from, count, a);
            right.fill(from, count, b);
            for (int i = 0; i < count; i++) {
                if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                    set(relation.holds(a[i], b[i]) ? yes : no, i);
                }
            }
        }
    }

    /** Whether the word of a row is one of some, given by their numbers. */
    record OneOf(Column column, BitSet numbers, int[] room) implements Condition {
        OneOf(Column column, BitSet numbers) {
            this(column, numbers, new int[Query.BLOCK]);
        }

        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            clear(yes, no);
            column.fill(from, count, room);
            for (int i = 0; i < count; i++) {
                if (room[i] >= 0) {
                    set(numbers.get(room[i]) ? yes : no, i);
                }
            }
        }
    }

    /** Whether there is no value. */
    record Missing(Column column) implements Condition {
        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            clear(yes, no);
            for (int i = 0; i < count; i++) {
                set(column.isMissing(from + i) ? yes : no, i);
            }
        }
    }
}
