package io.cameo.lst;

/** Carries a reason from a column up to its line; never leaves this package, so it needs no stack trace. */
final class BadText extends Exception {
    private static final long serialVersionUID = 1L;

    BadText(String reason) {
        super(reason, null, false, false);
    }

    BadText(String reason, Throwable cause) {
        super(reason, cause, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
