package io.cameo.table;

/** A question that cannot be understood: says what is wrong, and where. */
public final class QueryException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String question;
    private final int at;
    private final int length;
    private final String reason;

    QueryException(String question, int at, int length, String reason) {
        super(reason + ", at=" + at + ", question=" + question);
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

    /** Two lines: the question, and carets under the fault. */
    public String pointed() {
        String line = question.replace('\n', ' ').replace('\t', ' ');
        return line + System.lineSeparator() + " ".repeat(at) + "^".repeat(Math.max(1, length));
    }
}
