package io.cameo.convert;

/** How bad a fault of a data set is. */
public enum Severity {
    /** A run fails, or something is lost, damaged, or not what it says. */
    ERROR,
    /** It can be used, but with less or other data than one may think. */
    WARNING,
    /** Good to know. */
    NOTE
}
