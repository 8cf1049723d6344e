package io.cameo.matte;

import java.util.Arrays;

/** Who is paired with whom, so that the sum of gains is the largest: the Hungarian method with potentials, O(n³). */
final class Assignment {
    private Assignment() {}

    /**
     * Pairs rows with columns.
     *
     * @param gains a row for each of one side, a column for each of the other; finite
     * @return the column of each row, -1 for rows that are left over; as many pairs as the shorter side has members
     */
    static int[] best(double[][] gains) {
        int rows = gains.length;
        int columns = rows == 0 ? 0 : gains[0].length;
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        if (columns == 0) {
            return columnOf;
        }
        int size = Math.max(rows, columns);
        int[] rowOf = match(gains, rows, columns, size);
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] >= 1 && rowOf[column] <= rows) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }

    /** Adds one row at a time along the cheapest augmenting path; places from 1, those beyond the gains cost nothing. */
    private static int[] match(double[][] gains, int rows, int columns, int size) {
        double[] ofRows = new double[size + 1];
        double[] ofColumns = new double[size + 1];
        int[] rowOf = new int[size + 1];
        int[] before = new int[size + 1];
        double[] slack = new double[size + 1];
        boolean[] used = new boolean[size + 1];
        for (int row = 1; row <= size; row++) {
            rowOf[0] = row;
            int column = 0;
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            Arrays.fill(used, false);
            do {
                used[column] = true;
                int at = rowOf[column];
                double least = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int j = 1; j <= size; j++) {
                    if (used[j]) {
                        continue;
                    }
                    double cost = at <= rows && j <= columns ? -gains[at - 1][j - 1] : 0;
                    double reduced = cost - ofRows[at] - ofColumns[j];
                    if (reduced < slack[j]) {
                        slack[j] = reduced;
                        before[j] = column;
                    }
                    if (slack[j] < least) {
                        least = slack[j];
                        next = j;
                    }
                }
                for (int j = 0; j <= size; j++) {
                    if (used[j]) {
                        ofRows[rowOf[j]] += least;
                        ofColumns[j] -= least;
                    } else {
                        slack[j] -= least;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[before[column]];
                column = before[column];
            }
        }
        return rowOf;
    }
}
