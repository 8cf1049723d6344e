package io.cameo.lst;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a line into a face, or says what is wrong with it. Keeps no state but the numbers of labels. */
final class FaceLineParser {
    private static final int PLAIN_COLUMNS = 3;
    private static final int BOX_COLUMNS = PLAIN_COLUMNS + FaceLine.BOX_VALUES;
    private static final int ALL_COLUMNS = BOX_COLUMNS + FaceLine.LANDMARK_VALUES;
    private static final int POINTS = FaceLine.LANDMARK_VALUES / 2;
    private static final int GLINT_COLUMNS = 2 + FaceLine.LANDMARK_VALUES;
    private static final int GLINT_TEST_COLUMNS = 1 + FaceLine.LANDMARK_VALUES;
    private static final int DIR2REC_COLUMNS = 1 + FaceLine.BOX_VALUES + FaceLine.LANDMARK_VALUES;
    private static final long TEST_LABEL = -1;

    private final FaceDialect dialect;
    private final LabelNumbers labels;

    FaceLineParser(FaceDialect dialect, LabelNumbers labels) {
        this.dialect = dialect;
        this.labels = labels;
    }

    /** Parses the line that a reader stands on; null if it is blank. */
    @Nullable
    FaceListLine parse(LineReader source) {
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
    FaceLine parse(String line) throws BadText {
        return switch (dialect) {
            case INSIGHTFACE -> parseTabs(line);
            case GLINT -> parseGlint(words(line));
            case DIR2REC -> parseDir2rec(words(line));
        };
    }

    private static FaceLine parseTabs(String line) throws BadText {
        String[] columns = line.split("\t", -1);
        int count = columns.length;
        if (count < PLAIN_COLUMNS) {
            throw new BadText("too few TAB-separated columns: expected>=" + PLAIN_COLUMNS + ", actual=" + count);
        }
        boolean aligned = whole("aligned", columns[0]) != 0;
        String path = path(columns[1]);
        long label = whole("label", columns[2]);
        if (count == PLAIN_COLUMNS) {
            return new FaceLine(aligned, path, label, null, null);
        }
        if (count < BOX_COLUMNS) {
            throw new BadText("box is not whole: expected columns>=" + BOX_COLUMNS + ", actual=" + count);
        }
        int[] box = new int[FaceLine.BOX_VALUES];
        for (int i = 0; i < box.length; i++) {
            box[i] = pixels(columns[PLAIN_COLUMNS + i]);
        }
        if (count == BOX_COLUMNS) {
            return new FaceLine(aligned, path, label, box, null);
        }
        if (count < ALL_COLUMNS) {
            throw new BadText("landmarks are not whole: expected columns>=" + ALL_COLUMNS + ", actual=" + count);
        }
        double[] landmarks = new double[FaceLine.LANDMARK_VALUES];
        for (int i = 0; i < landmarks.length; i++) {
            landmarks[i] = number("landmark", columns[BOX_COLUMNS + i]);
        }
        return new FaceLine(aligned, path, label, box, landmarks);
    }

    private FaceLine parseGlint(List<String> words) throws BadText {
        int count = words.size();
        if (count != GLINT_COLUMNS && count != GLINT_TEST_COLUMNS) {
            throw new BadText("not path, label and five points: expected columns=" + GLINT_COLUMNS + " or "
                    + GLINT_TEST_COLUMNS + ", actual=" + count);
        }
        double[] landmarks = points(words, count - FaceLine.LANDMARK_VALUES);
        String path = path(words.get(0));
        long label = TEST_LABEL;
        if (count == GLINT_COLUMNS) {
            label = labels.of(Long.toString(whole("label", words.get(1))));
        }
        return new FaceLine(false, path, label, new int[FaceLine.BOX_VALUES], landmarks);
    }

    private FaceLine parseDir2rec(List<String> words) throws BadText {
        if (words.size() != DIR2REC_COLUMNS) {
            throw new BadText(
                    "not path, box and five points: expected columns=" + DIR2REC_COLUMNS + ", actual=" + words.size());
        }
        int[] box = new int[FaceLine.BOX_VALUES];
        for (int i = 0; i < box.length; i++) {
            double edge = number("box", words.get(1 + i));
            if (!(Math.abs(edge) <= Integer.MAX_VALUE)) {
                throw new BadText("box is not in 32 bits: box=" + words.get(1 + i));
            }
            box[i] = (int) edge;
        }
        double[] landmarks = points(words, 1 + FaceLine.BOX_VALUES);
        String path = path(words.get(0));
        int slash = path.indexOf('/');
        String identity = slash < 0 ? path : path.substring(0, slash);
        return new FaceLine(false, path, labels.of(identity), box, landmarks);
    }

    /** Points as x1 y1 x2 y2, turned into x1..x5 y1..y5. */
    private static double[] points(List<String> words, int from) throws BadText {
        double[] landmarks = new double[FaceLine.LANDMARK_VALUES];
        for (int i = 0; i < landmarks.length; i++) {
            landmarks[i / 2 + i % 2 * POINTS] = number("landmark", words.get(from + i));
        }
        return landmarks;
    }

    static List<String> words(String line) {
        List<String> words = new ArrayList<>(ALL_COLUMNS);
        int length = line.length();
        for (int end = 0; end < length; ) {
            int begin = WhiteSpace.skip(line, end, length);
            end = WhiteSpace.find(line, begin, length);
            if (begin < end) {
                words.add(line.substring(begin, end));
            }
        }
        return words;
    }

    private static long whole(String name, String column) throws BadText {
        String text = WhiteSpace.strip(column);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            throw new BadText(name + " is not a whole number of 64 bits: " + name + "=" + text, notANumber);
        }
    }

    private static int pixels(String column) throws BadText {
        long value = whole("box", column);
        if (value != (int) value) {
            throw new BadText("box is not in 32 bits: box=" + value);
        }
        return (int) value;
    }

    private static double number(String name, String column) throws BadText {
        String text = WhiteSpace.strip(column);
        try {
            return LabelText.parse(text);
        } catch (NumberFormatException notANumber) {
            throw new BadText(name + " is not a number: " + name + "=" + text, notANumber);
        }
    }

    private static String path(String text) throws BadText {
        String whyNot = LstPath.whyNotBetweenTabs(text);
        if (whyNot != null) {
            throw new BadText(
                    "path " + whyNot + ": path=" + text.replace('\r', ' ').replace('\0', ' '));
        }
        return text;
    }
}
