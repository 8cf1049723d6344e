package io.cameo.dataset.coco;

/**
 * One annotation that cannot be used: the JSON is sound, but what it says makes no sense. Says nothing about other
 * annotations; of their image it can be said no more.
 *
 * <p>The text is {@code reason: annotation=ID, line=L, column=C}.
 */
public final class BadAnnotationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long annotationId;
    private final long line;
    private final long column;

    /**
     * @param reason lower-case, without colon and keys
     * @param annotationId whose fault it is
     * @param line of the faulty value, from 1
     * @param column of the faulty value in characters, from 1
     */
    BadAnnotationException(String reason, long annotationId, long line, long column) {
        super(reason + (reason.contains(": ") ? ", " : ": ") + "annotation=" + annotationId + ", line=" + line
                + ", column=" + column);
        this.annotationId = annotationId;
        this.line = line;
        this.column = column;
    }

    public long annotationId() {
        return annotationId;
    }

    /** From 1. */
    public long line() {
        return line;
    }

    /** In characters, from 1. */
    public long column() {
        return column;
    }

    /** The whole text, for a list of rejected images. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
