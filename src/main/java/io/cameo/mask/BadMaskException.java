package io.cameo.mask;

/** One mask that cannot be used: its runs, its text or its coordinates break the format. Says nothing about other masks. */
public final class BadMaskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why.
     *
     * @param reason lower-case, {@code reason: key=value}, without the name of image or annotation, which the caller knows */
    public BadMaskException(String reason) {
        super(reason);
    }

    /** The text, for a list of rejected annotations. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
