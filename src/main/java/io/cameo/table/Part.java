package io.cameo.table;

import org.jspecify.annotations.Nullable;

/**
 * What a part of a question is; exactly one of the last four is there.
 *
 * @param begin where it begins in the question
 * @param end where it ends
 * @param word one that names no column
 */
record Part(
        int begin,
        int end,
        @Nullable Condition condition,
        @Nullable Amount amount,
        @Nullable Column words,
        @Nullable String word) {
    static Part of(int begin, int end, Condition condition) {
        return new Part(begin, end, condition, null, null, null);
    }

    static Part of(int begin, int end, Amount amount) {
        return new Part(begin, end, null, amount, null, null);
    }

    static Part of(int begin, int end, Column words) {
        return new Part(begin, end, null, null, words, null);
    }

    static Part of(int begin, int end, String word) {
        return new Part(begin, end, null, null, null, word);
    }
}
