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

    record Values(Column column, long[] room) implements Amount {
        Values(Column column) {
            this(column, new long[Query.BLOCK]);
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
            for (int i = 0; i < count; i++) {
                dst[i] = Math.abs(dst[i]);
            }
        }
    }

    /**
     * @param sign one of {@code + - * /}; a division by 0 leaves nothing
     * @param right0 room for the right side
     */
    record Reckoned(char sign, Amount left, Amount right, double[] right0) implements Amount {
        Reckoned(char sign, Amount left, Amount right) {
            this(sign, left, right, new double[Query.BLOCK]);
        }

        @Override
        public void fill(int from, int count, double[] dst) {
            left.fill(from, count, dst);
            right.fill(from, count, right0);
            for (int i = 0; i < count; i++) {
                double a = dst[i];
                double b = right0[i];
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
