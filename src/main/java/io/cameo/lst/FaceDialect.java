package io.cameo.lst;

/** How a line of a list of faces is written. */
public enum FaceDialect {
    /**
     * {@code aligned TAB path TAB label [TAB x1 y1 x2 y2 [TAB x1..x5 y1..y5]]}, as {@code face_preprocess.parse_lst_line}
     * reads it: white space at the ends of the line does not count; 3 columns, 7, or 17 and more; whole numbers as
     * Python's {@code int()} takes them, so that {@code 0.0} is no label.
     */
    INSIGHTFACE,
    /**
     * {@code path [label] x1 y1 x2 y2 ... x5 y5} with white space between, as glint's {@code *_lmk} files have it. Labels
     * are numbered by first appearance; without one, 11 columns, the label is -1: a list for testing.
     */
    GLINT,
    /**
     * {@code identity/image x1 y1 x2 y2 x1 y1 ... x5 y5} with white space between: {@code label.txt} of {@code dir2rec}.
     * Identities are numbered by first appearance; the box is cut to whole pixels.
     */
    DIR2REC
}
