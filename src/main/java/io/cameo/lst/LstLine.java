package io.cameo.lst;

/** One line of a list that is not blank: an entry, or a line that breaks the format. */
public sealed interface LstLine permits LstEntry, BadLine {}
