package io.cameo.table;

/** A question that cannot be understood: says what is wrong, and where. */
public final class QueryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    /** More of a question than fits a line is not shown. */
    private static final int MOST_SHOWN = 160;

    private static final int SHOWN_BEFORE = 60;
    private static final String LEFT_OUT = "...";

    private final String question;
    private final int at;
    private final int length;
    private final String reason;

    QueryException(String question, int at, int length, String reason) {
        super(reason + ", at=" + at + ", question=" + cut(question, MOST_SHOWN));
        this.question = question;
        this.at = at;
        this.length = length;
        this.reason = reason;
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    /** Where, from 0. */
    public int at() {
        return at;
    }

    /** Two lines: the question, and carets under the fault; of a long question what stands around it, with ... for the rest. */
    public String pointed() {
        int begin = question.length() <= MOST_SHOWN ? 0 : Math.max(0, at - SHOWN_BEFORE);
        int end = Math.min(question.length(), begin + MOST_SHOWN);
        String before = begin == 0 ? "" : LEFT_OUT;
        StringBuilder line = new StringBuilder(before);
        // A text may hold line breaks and tabs: a column of the terminal is then one of the question.
        question.substring(begin, end)
                .chars()
                .forEach(sign -> line.append(Character.isISOControl(sign) ? ' ' : (char) sign));
        int carets = Math.clamp(end - at, 1, Math.max(1, length));
        return line
                + (end == question.length() ? "" : LEFT_OUT)
                + System.lineSeparator()
                + " ".repeat(before.length() + at - begin)
                + "^".repeat(carets);
    }

    /** The beginning of a text that may be of any length. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + LEFT_OUT;
    }
}
