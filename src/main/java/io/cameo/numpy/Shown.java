package io.cameo.numpy;

/** Text from a file as it may stand in a message: short, and without control characters. */
final class Shown {
    private static final int MOST_CHARS = 80;

    private Shown() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MOST_CHARS); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.length() > MOST_CHARS ? shown.append("...").toString() : shown.toString();
    }
}
