package io.cameo.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A stage's word that one item is bad, for a reason that a user can read. It ends the item, not the run, unless too many
 * come. It is an answer rather than a failure, so it carries no stack trace; the cause keeps its own.
 */
public final class RejectedItemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason lower-case, without the item's name: the sink knows the item
     */
    public RejectedItemException(String reason) {
        this(reason, null);
    }

    /**
     * @param reason lower-case, without the item's name: the sink knows the item
     */
    public RejectedItemException(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
        this.reason = reason;
    }

    /** What {@link Sink#rejected} is told. */
    public String reason() {
        return reason;
    }
}
