package io.cameo.lst;

/** White space as Python's {@code str.strip()} sees it, which is more than {@link String#strip()} does. */
final class WhiteSpace {
    private static final char NEXT_LINE = 0x85;

    private WhiteSpace() {}

    static boolean is(char c) {
        return c == ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    /** The text without white space at its ends; the same object where there is none. */
    static String strip(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        int begin = skip(text, 0, end);
        return text.substring(begin, end);
    }

    /** The first place in {@code [from, end)} that is no white space, or {@code end}. */
    static int skip(String text, int from, int end) {
        int at = from;
        while (at < end && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The first place in {@code [from, end)} that is white space, or {@code end}. */
    static int find(String text, int from, int end) {
        int at = from;
        while (at < end && !is(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
