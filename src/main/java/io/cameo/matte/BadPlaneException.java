package io.cameo.matte;

/** A coded plane that cannot be decoded. Says nothing about other planes. */
public final class BadPlaneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param reason lower-case, {@code reason: key=value}, without the name of file or record, which the caller knows
     */
    public BadPlaneException(String reason) {
        super(reason);
    }

    /** The text, for a list of what is damaged. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
