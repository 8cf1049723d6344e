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
    final class Both implements Condition {
        private final Condition left;
        private final Condition right;
        private final boolean either;
        private final long[] rightYes = new long[Query.BLOCK_WORDS];
        private final long[] rightNo = new long[Query.BLOCK_WORDS];

        Both(Condition left, Condition right, boolean either) {
            this.left = left;
            this.right = right;
            this.either = either;
        }

        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            left.ask(from, count, yes, no);
            right.ask(from, count, rightYes, rightNo);
            for (int i = 0; i < yes.length; i++) {
                yes[i] = either ? yes[i] | rightYes[i] : yes[i] & rightYes[i];
                no[i] = either ? no[i] & rightNo[i] : no[i] | rightNo[i];
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

    /** How two numbers compare, where both are there. */
    final class Compare implements Condition {
        private final Relation relation;
        private final Amount left;
        private final Amount right;
        private final double[] a = new double[Query.BLOCK];
        private final double[] b = new double[Query.BLOCK];

        Compare(Relation relation, Amount left, Amount right) {
            this.relation = relation;
            this.left = left;
            this.right = right;
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
    final class OneOf implements Condition {
        private final Column column;
        private final BitSet numbers;
        private final int[] room = new int[Query.BLOCK];

        OneOf(Column column, BitSet numbers) {
            this.column = column;
            this.numbers = numbers;
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

    /** Whether a number is one of some: a search in any number of them takes the room of one comparison. */
    final class OneOfNumbers implements Condition {
        private final Amount amount;
        private final double[] sorted;
        private final double[] room = new double[Query.BLOCK];

        /** Takes the numbers over; none is NaN. */
        OneOfNumbers(Amount amount, double[] numbers) {
            this.amount = amount;
            sorted = numbers;
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] += 0.0; // of both zeros the positive one: they are equal, but a search tells them apart
            }
            Arrays.sort(sorted);
        }

        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            clear(yes, no);
            amount.fill(from, count, room);
            for (int i = 0; i < count; i++) {
                if (!Double.isNaN(room[i])) {
                    set(Arrays.binarySearch(sorted, room[i] + 0.0) >= 0 ? yes : no, i);
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
