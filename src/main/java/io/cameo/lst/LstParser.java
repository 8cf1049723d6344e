package io.cameo.lst;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns the text of one line into an entry, or says what is wrong with it. Keeps no state. */
final class LstParser {
    private static final int MIN_COLUMNS = 3;

    private final Path file;
    private final LstDialect dialect;

    LstParser(Path file, LstDialect dialect) {
        this.file = file;
        this.dialect = dialect;
    }

    /** Parses a line without its line break; null if it is blank. */
    @Nullable
    LstLine parse(String text, long lineNumber, long offsetBytes) {
        String line = WhiteSpace.strip(text);
        if (line.isEmpty()) {
            return null;
        }
        try {
            return dialect.labelWidth() == 0 ? parseTabs(line) : parseWhitespace(line);
        } catch (BadText bad) {
            return bad(text, lineNumber, offsetBytes, bad.reason());
        }
    }

    BadLine bad(String text, long lineNumber, long offsetBytes, String reason) {
        return new BadLine(file, lineNumber, offsetBytes, text, reason);
    }

    private static LstEntry parseTabs(String line) throws BadText {
        int columns = 1;
        for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', tab + 1)) {
            columns++;
        }
        if (columns < MIN_COLUMNS) {
            throw new BadText("too few TAB-separated columns: expected>=" + MIN_COLUMNS + ", actual=" + columns);
        }
        int end = line.indexOf('\t');
        long index = index(WhiteSpace.strip(line.substring(0, end)));
        double[] labels = new double[columns - 2];
        for (int i = 0; i < labels.length; i++) {
            int begin = end + 1;
            end = line.indexOf('\t', begin);
            labels[i] = label(WhiteSpace.strip(line.substring(begin, end)), i);
        }
        return new LstEntry(index, labels, path(WhiteSpace.strip(line.substring(end + 1))));
    }

    private LstEntry parseWhitespace(String line) throws BadText {
        int length = line.length();
        int end = WhiteSpace.find(line, 0, length);
        long index = index(line.substring(0, end));
        double[] labels = new double[dialect.labelWidth()];
        for (int i = 0; i < labels.length; i++) {
            int begin = WhiteSpace.skip(line, end, length);
            end = WhiteSpace.find(line, begin, length);
            if (begin == end) {
                throw new BadText("too few labels: expected=" + labels.length + ", actual=" + i);
            }
            labels[i] = label(line.substring(begin, end), i);
        }
        int begin = WhiteSpace.skip(line, end, length);
        if (begin == length) {
            throw new BadText("no path after the labels: labels=" + labels.length);
        }
        return new LstEntry(index, labels, path(line.substring(begin)));
    }

    private static long index(String text) throws BadText {
        long index;
        try {
            index = Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new BadText("index is not a whole number of 63 bits: index=" + text, notANumber);
        }
        if (index < 0) {
            throw new BadText("index is negative: index=" + text);
        }
        return index;
    }

    private static double label(String text, int position) throws BadText {
        try {
            return LabelText.parse(text);
        } catch (NumberFormatException notANumber) {
            throw new BadText("label is not a number: position=" + position + ", label=" + text, notANumber);
        }
    }

    private static String path(String text) throws BadText {
        String whyNot = LstPath.whyNot(text);
        if (whyNot != null) {
            throw new BadText(
                    "path " + whyNot + ": path=" + text.replace('\r', ' ').replace('\0', ' '));
        }
        return text;
    }

    /** Carries a reason from a column up to its line; never leaves this class, so it needs no stack trace. */
    private static final class BadText extends Exception {
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
}
