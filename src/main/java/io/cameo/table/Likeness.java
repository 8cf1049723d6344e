package io.cameo.table;

import java.util.Comparator;
import java.util.List;

/** What somebody may have meant. */
final class Likeness {
    private Likeness() {}

    /** Names the most similar word if it is similar, and all of them. */
    static String hint(String text, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String word) -> distance(text, word)))
                .filter(word -> distance(text, word) <= Math.max(1, text.length() / 3))
                .map(word -> ", did you mean " + word + "? known: ")
                .orElse("; known: ")
                .concat(String.join(", ", known));
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
