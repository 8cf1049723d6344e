package io.cameo.image;

/**
 * One image that cannot be used: its bytes cannot be decoded, or a transform does not fit it. Says nothing about other
 * images; the codec that threw it works on.
 */
public final class BadImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why.
     *
     * @param reason lower-case, {@code reason: key=value}, without a file name, which the caller knows */
    public BadImageException(String reason) {
        super(reason);
    }

    BadImageException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The text, for a list of rejected images. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
