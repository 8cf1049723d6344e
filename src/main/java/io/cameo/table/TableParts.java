package io.cameo.table;

/** The names of a table's parts; {@code docs/table.md} says what they are. */
final class TableParts {
    static final int VERSION = 1;
    static final String ABOUT = "table";
    static final String VALUES = "values/";
    static final String MISSING = "missing/";
    static final String OFFSETS = "offsets/";
    static final String WORDS = "words/";

    private TableParts() {}
}
