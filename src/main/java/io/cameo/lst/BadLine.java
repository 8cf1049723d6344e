package io.cameo.lst;

import java.nio.file.Path;

/**
 * A line of a list that cannot be used. A value, not an exception: one bad line of millions ends up among the rejects.
 *
 * @param file the list
 * @param lineNumber counted from 1, blank lines included
 * @param offsetBytes where the line begins, from the start of the file
 * @param text the line, cut after {@value #MAX_TEXT_CHARS} characters
 * @param reason why, as {@code reason: key=value}
 */
public record BadLine(Path file, long lineNumber, long offsetBytes, String text, String reason)
        implements LstLine, FaceListLine {
    static final int MAX_TEXT_CHARS = 200;

    public BadLine {
        if (text.length() > MAX_TEXT_CHARS) {
            text = text.substring(0, MAX_TEXT_CHARS);
        }
    }
}
