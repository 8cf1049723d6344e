package io.cameo.lst;

import org.jspecify.annotations.Nullable;

/** Turns a line into an entry, or says what is wrong with it. Keeps no state. */
final class LstParser {
    private static final int MIN_COLUMNS = 3;

    private final LstDialect dialect;

    LstParser(LstDialect dialect) {
        this.dialect = dialect;
    }

    /** Parses the line that a reader stands on; null if it is blank. */
    @Nullable
    LstLine parse(LineReader source) {
        String fault = source.fault();
        if (fault != null) {
            return source.bad(fault);
        }
        String line = WhiteSpace.strip(source.text());
        if (line.isEmpty()) {
            return null;
        }
        try {
            return parse(line);
        } catch (BadText bad) {
            return source.bad(bad.reason());
        }
    }

    /** Parses a line without white space at its ends. */
    LstEntry parse(String line) throws BadText {
        return dialect.labelWidth() == 0 ? parseTabs(line) : parseWhitespace(line);
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
}
