package io.cameo.record;

/** The keys of an index, in its order, and the way back from a key to its position. */
sealed interface Keys permits CounterKeys, NumberKeys, TextKeys, CixKeys {
    /** The key at a position. Throws {@link IllegalStateException} where keys are text. */
    long number(int position);

    String text(int position);

    /** The last position of a key, or -1. */
    int find(long key);

    int find(String key);

    long memoryBytes();

    /** Whether keys are text. */
    default boolean areText() {
        return false;
    }

    /** A whole number as the index file writes it; null where the text is something else. */
    static boolean isNumber(String text) {
        int digits = text.startsWith("-") ? text.length() - 1 : text.length();
        if (digits < 1 || digits > 18) {
            return false;
        }
        return text.chars().skip(text.length() - digits).allMatch(c -> c >= '0' && c <= '9');
    }
}
