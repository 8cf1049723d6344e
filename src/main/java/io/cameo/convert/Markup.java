package io.cameo.convert;

/**
 * Writes HTML that is well-formed XML too. All text from outside goes through {@link #text}: what is special in markup is
 * escaped, and characters that a page may not hold or that would be invisible are shown as U+FFFD.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Appends markup as it is; never anything that came out of a file. */
    public Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends text, escaped for element content and quoted attributes alike. */
    public Markup text(String text) {
        text.codePoints().forEach(this::append);
        return this;
    }

    /** Appends {@code  name="value"}, the value escaped. */
    public Markup attribute(String name, String value) {
        return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
    }

    /** Appends {@code  name="value"}. */
    public Markup attribute(String name, long value) {
        return attribute(name, Long.toString(value));
    }

    /** Appends {@code <name>text</name>}. */
    public Markup element(String name, String text) {
        return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
    }

    /** Appends all of another. */
    public Markup append(Markup more) {
        out.append(more.out);
        return this;
    }

    private void append(int code) {
        switch (code) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(isVisible(code) ? code : 0xFFFD);
        }
    }

    /** Control and format characters (which can turn the direction of text) and halves of pairs are not. */
    private static boolean isVisible(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.UNASSIGNED -> (code & 0xFFFE) != 0xFFFE && (code < 0xFDD0 || code > 0xFDEF);
            default -> true;
        };
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
