package io.cameo.table;

/** A number for each row, some rows at a time; NaN where it is missing, or cannot be reckoned. */
sealed interface Amount {
    /** {@code dst[i]} becomes the number of row {@code from + i}. */
    void fill(int from, int count, double[] dst);

    record Constant(double value) implements Amount {
        @Override
        public void fill(int from, int count, double[] dst) {
            java.util.Arrays.fill(dst, 0, count, value);
        }
    }

    /** The numbers of a column. */
    final class Values implements Amount {
        private final Column column;
        private final long[] room = new long[Query.BLOCK];

        Values(Column column) {
            this.column = column;
        }

        Column column() {
            return column;
        }

        @Override
        public void fill(int from, int count, double[] dst) {
            column.fill(from, count, dst, room);
        }
    }

    record Absolute(Amount of) implements Amount {
        @Override
        public void fill(int from, int count, double[] dst) {
            of.fill(from, count, dst);
            for (int i = 0; i < count; i += Query.STEP) {
                unsign(dst, i, Math.min(count, i + Query.STEP));
            }
        }

        private static void unsign(double[] dst, int begin, int end) {
            for (int i = begin; i < end; i++) {
                dst[i] = Math.abs(dst[i]);
            }
        }
    }

    /** Two numbers put together; a division by 0 leaves nothing. */
    final class Reckoned implements Amount {
        private final char sign;
        private final Amount left;
        private final Amount right;
        private final double[] rightSide = new double[Query.BLOCK];

        /** With one of the signs {@code + - * /}. */
        Reckoned(char sign, Amount left, Amount right) {
            this.sign = sign;
            this.left = left;
            this.right = right;
        }

        @Override
        public void fill(int from, int count, double[] dst) {
            left.fill(from, count, dst);
            right.fill(from, count, rightSide);
            for (int i = 0; i < count; i += Query.STEP) {
                reckon(dst, i, Math.min(count, i + Query.STEP));
            }
        }

        private void reckon(double[] dst, int begin, int end) {
            for (int i = begin; i < end; i++) {
                double a = dst[i];
                double b = rightSide[i];
                dst[i] = switch (sign) {
                    case '+' -> a + b;
                    case '-' -> a - b;
                    case '*' -> a * b;
                    default -> b == 0 ? Double.NaN : a / b;
                };
            }
        }
    }
}
