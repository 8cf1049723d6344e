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

        /** A bit for each of up to 64 rows, set where it holds; NaN holds nothing. */
        long holds(double[] left, double[] right, int begin, int end) {
            return switch (this) {
                case EQUAL -> equal(left, right, begin, end);
                case BELOW -> below(left, right, begin, end);
                case AT_MOST -> atMost(left, right, begin, end);
            };
        }

        private static long equal(double[] left, double[] right, int begin, int end) {
            long bits = 0;
            for (int i = begin; i < end; i++) {
                bits |= left[i] == right[i] ? 1L << i : 0;
            }
            return bits;
        }

        private static long below(double[] left, double[] right, int begin, int end) {
            long bits = 0;
            for (int i = begin; i < end; i++) {
                bits |= left[i] < right[i] ? 1L << i : 0;
            }
            return bits;
        }

        private static long atMost(double[] left, double[] right, int begin, int end) {
            long bits = 0;
            for (int i = begin; i < end; i++) {
                bits |= left[i] <= right[i] ? 1L << i : 0;
            }
            return bits;
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
            prepare(left, a);
            prepare(right, b);
        }

        /** What is the same for all rows is written once. */
        private static void prepare(Amount amount, double[] dst) {
            if (amount instanceof Amount.Constant constant) {
                Arrays.fill(dst, constant.value());
            }
        }

        @Override
        public void ask(int from, int count, long[] yes, long[] no) {
            clear(yes, no);
            fill(left, from, count, a);
            fill(right, from, count, b);
            for (int i = 0; i < count; i += Query.STEP) {
                int end = Math.min(count, i + Query.STEP);
                long holds = relation.holds(a, b, i, end);
                yes[i >> 6] = holds;
                no[i >> 6] = known(a, b, i, end) & ~holds;
            }
        }

        private static void fill(Amount amount, int from, int count, double[] dst) {
            if (!(amount instanceof Amount.Constant)) {
                amount.fill(from, count, dst);
            }
        }

        private static long known(double[] left, double[] right, int begin, int end) {
            long bits = 0;
            for (int i = begin; i < end; i++) {
                bits |= Double.isNaN(left[i]) || Double.isNaN(right[i]) ? 0 : 1L << i;
            }
            return bits;
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
            for (int i = 0; i < count; i += Query.STEP) {
                look(i, Math.min(count, i + Query.STEP), yes, no);
            }
        }

        private void look(int begin, int end, long[] yes, long[] no) {
            long found = 0;
            long others = 0;
            for (int i = begin; i < end; i++) {
                int number = room[i];
                if (number >= 0 && numbers.get(number)) {
                    found |= 1L << i;
                } else if (number >= 0) {
                    others |= 1L << i;
                }
            }
            yes[begin >> 6] = found;
            no[begin >> 6] = others;
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
