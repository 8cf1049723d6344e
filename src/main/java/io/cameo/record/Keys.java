package io.cameo.record;

/** The keys of an index, in its order, and the way back from a key to its position. */
sealed interface Keys permits CounterKeys, NumberKeys, TextKeys, CixKeys {
    /** The largest whole number that a key may be. */
    String LONGEST = Long.toString(Long.MAX_VALUE);

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

    /** Whether a text is a whole number as Cameo writes it. {@code 007} is text: as a number it would lose its zeros. */
    static boolean isNumber(String text) {
        boolean negative = text.startsWith("-");
        int digits = negative ? text.length() - 1 : text.length();
        boolean leadingZero = digits > 0 && text.charAt(text.length() - digits) == '0' && text.length() > 1;
        if (digits < 1
                || leadingZero
                || digits > LONGEST.length()
                || !text.chars().skip(text.length() - digits).allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return digits < LONGEST.length()
                || text.substring(text.length() - digits).compareTo(LONGEST) <= 0;
    }
}
