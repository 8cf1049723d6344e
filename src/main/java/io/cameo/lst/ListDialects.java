package io.cameo.lst;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells by its lines which kind of list a file is. People mix {@code im2rec}'s lists and InsightFace's up. */
public final class ListDialects {
    /** How many lines are looked at. */
    static final int LINES = 200;

    private static final int PAIR_COLUMNS = 3;
    private static final int OTHER_PAIR_COLUMNS = 4;

    private ListDialects() {}

    /** A kind of list. */
    public enum Kind {
        /** {@code index TAB label TAB path}: {@link LstReader} with {@link LstDialect#TABS}. */
        IM2REC("im2rec list"),
        /** {@code index label path} with spaces: {@link LstReader} with {@link LstDialect#whitespace}. */
        IM2REC_SPACES("im2rec list with spaces"),
        /** {@code aligned TAB path TAB label ...}: {@link FaceDialect#INSIGHTFACE}. */
        INSIGHTFACE("InsightFace list"),
        /** {@code path [label] x1 y1 ... x5 y5}: {@link FaceDialect#GLINT}. */
        GLINT("glint landmark list"),
        /** {@code identity/image box landmarks}: {@link FaceDialect#DIR2REC}. */
        DIR2REC("label.txt of dir2rec"),
        /** {@code name n m} and {@code name n name m}: {@code pairs.txt} of LFW. */
        LFW_PAIRS("pairs of LFW"),
        /** {@code path path 0|1}. */
        PAIRS_LABEL("pairs of files");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What it is, in words. */
        public String words() {
            return words;
        }
    }

    /**
     * What a file looks like.
     *
     * @param kind the kind that fits, or null where none does or several do
     * @param candidates the kinds that fit equally well; one, none or several
     * @param reason why, in words that can be shown
     */
    public record Verdict(@Nullable Kind kind, Set<Kind> candidates, String reason) {
        public Verdict {
            candidates = Set.copyOf(candidates);
        }

        /** Whether several kinds fit. */
        public boolean isAmbiguous() {
            return candidates.size() > 1;
        }
    }

    /**
     * Looks at the first lines of a file. The kind that reads most of them is the answer, if it reads more than half; lines
     * that only another kind reads do not change it, they are bad lines then.
     *
     * @throws IOException if the file cannot be read
     */
    public static Verdict sniff(Path file) throws IOException {
        Map<Kind, Integer> fits = new EnumMap<>(Kind.class);
        int looked = 0;
        String first = "";
        try (LineReader lines =
                new LineReader(file, FileChannel.open(file, StandardOpenOption.READ), 0, Long.MAX_VALUE, 0)) {
            while (looked < LINES && lines.next()) {
                String line = WhiteSpace.strip(lines.text());
                if (line.isEmpty()) {
                    continue;
                }
                first = looked == 0 ? line : first;
                looked++;
                if (lines.fault() == null) {
                    for (Kind kind : kindsOf(line, looked == 1)) {
                        fits.merge(kind, 1, Integer::sum);
                    }
                }
            }
        }
        return verdict(fits, looked, first);
    }

    private static Verdict verdict(Map<Kind, Integer> fits, int looked, String first) {
        if (looked == 0) {
            return new Verdict(null, Set.of(), "file has no lines");
        }
        int best = fits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        String start = first.length() > BadLine.MAX_TEXT_CHARS ? first.substring(0, BadLine.MAX_TEXT_CHARS) : first;
        if (best * 2 <= looked) {
            return new Verdict(null, Set.of(), "no known kind of list: lines=" + looked + ", first=" + start);
        }
        Set<Kind> candidates = EnumSet.noneOf(Kind.class);
        fits.forEach((kind, count) -> {
            if (count == best) {
                candidates.add(kind);
            }
        });
        List<String> words = candidates.stream().map(Kind::words).toList();
        if (candidates.size() > 1) {
            return new Verdict(
                    null,
                    candidates,
                    "could be " + String.join(" or ", words) + ": lines=" + looked + ", first=" + start);
        }
        Kind kind = candidates.iterator().next();
        return new Verdict(
                kind, candidates, words.get(0) + ": fits=" + best + " of " + looked + " lines" + whyNot(kind, first));
    }

    /** Says of the two that are mixed up why it is not the other. */
    private static String whyNot(Kind kind, String first) {
        return switch (kind) {
            case IM2REC -> ", not InsightFace's: " + faultAsFaces(FaceDialect.INSIGHTFACE, first);
            case INSIGHTFACE -> ", not im2rec's: " + faultAsImages(LstDialect.TABS, first);
            default -> "";
        };
    }

    private static Set<Kind> kindsOf(String line, boolean isFirst) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        boolean hasTabs = line.indexOf('\t') >= 0;
        if (hasTabs && faultAsImages(LstDialect.TABS, line).isEmpty()) {
            kinds.add(Kind.IM2REC);
        }
        if (hasTabs && faultAsFaces(FaceDialect.INSIGHTFACE, line).isEmpty()) {
            kinds.add(Kind.INSIGHTFACE);
        }
        if (!hasTabs && faultAsImages(LstDialect.whitespace(1), line).isEmpty()) {
            kinds.add(Kind.IM2REC_SPACES);
        }
        if (faultAsFaces(FaceDialect.GLINT, line).isEmpty()) {
            kinds.add(Kind.GLINT);
        }
        if (faultAsFaces(FaceDialect.DIR2REC, line).isEmpty()) {
            kinds.add(Kind.DIR2REC);
        }
        List<String> words = FaceLineParser.words(line);
        if (isLfwPair(words) || (isFirst && words.size() <= 2 && words.stream().allMatch(ListDialects::isCount))) {
            kinds.add(Kind.LFW_PAIRS);
        }
        if (isLabelledPair(words)) {
            kinds.add(Kind.PAIRS_LABEL);
        }
        return kinds;
    }

    private static boolean isLfwPair(List<String> words) {
        boolean same = words.size() == PAIR_COLUMNS && isCount(words.get(1)) && isCount(words.get(2));
        boolean different = words.size() == OTHER_PAIR_COLUMNS
                && isCount(words.get(1))
                && isCount(words.get(3))
                && isName(words.get(2));
        return (same || different) && isName(words.get(0));
    }

    private static boolean isLabelledPair(List<String> words) {
        return words.size() == PAIR_COLUMNS
                && isName(words.get(0))
                && isName(words.get(1))
                && (words.get(2).equals("0") || words.get(2).equals("1"));
    }

    private static boolean isCount(String word) {
        return !word.isEmpty() && word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isName(String word) {
        try {
            LabelText.parse(word.toLowerCase(Locale.ROOT));
            return false;
        } catch (NumberFormatException name) {
            return true;
        }
    }

    private static String faultAsImages(LstDialect dialect, String line) {
        try {
            new LstParser(dialect).parse(line);
            return "";
        } catch (BadText bad) {
            return bad.reason();
        }
    }

    private static String faultAsFaces(FaceDialect dialect, String line) {
        try {
            new FaceLineParser(dialect, new LabelNumbers()).parse(line);
            return "";
        } catch (BadText bad) {
            return bad.reason();
        }
    }
}
