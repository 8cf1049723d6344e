package io.cameo.convert;

/** A kind of fault that a check looks for; constants of an enum. */
public interface Fault {
    /** Its name in code. */
    String name();

    /** How bad it is. */
    Severity severity();

    /** In a few words, without a full stop. */
    String words();

    /** What comes of it, in a few words, without a full stop. */
    String effect();
}
