package io.cameo.archive;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files are the parts of an archive, told by the name of one of them.
 *
 * <p>{@code X.zip} is the last of {@code X.z01, X.z02, ..., X.zip}, which count on with {@code .z100}; upper case counts
 * as well. Names that end in digits, {@code X.zip.001} or {@code X.zip.00}, are pieces of one file, cut anywhere.
 */
final class PartNames {
    private static final Pattern ZIP = Pattern.compile("(?s)(.+\\.)[zZ][iI][pP]");
    private static final Pattern SPLIT = Pattern.compile("(?s)(.+\\.)[zZ][0-9]{2,}");
    private static final Pattern PIECE = Pattern.compile("(?s)(.*[^0-9])([0-9]{2,9})");
    /** A name with four digits that do not count from the beginning is a year's. */
    private static final int DIGITS_OF_YEAR = 4;

    private static final int MOST_NAMED = 8;

    private PartNames() {}

    /** Whether a name is that of an archive or of a part of one; pieces only where the archive's name stands before the digits. */
    static boolean saysArchive(Path path) {
        String name = nameOf(path);
        Matcher piece = PIECE.matcher(name);
        return ZIP.matcher(name).matches()
                || SPLIT.matcher(name).matches()
                || (piece.matches() && piece.group(1).toLowerCase(Locale.ROOT).endsWith(".zip."));
    }

    /** The part that holds the end record, for one of a split archive; the file itself if its name is none of a part. */
    static Path last(Path path) throws IOException {
        Matcher split = SPLIT.matcher(nameOf(path));
        if (!split.matches()) {
            return path;
        }
        String stem = split.group(1);
        for (String ending : List.of("zip", "ZIP", "Zip")) {
            Path last = path.resolveSibling(stem + ending);
            if (Files.isRegularFile(last)) {
                return last;
            }
        }
        throw new CorruptDataException(path, 0, "the last part is missing: " + stem + "zip");
    }

    /** What a file that ends in digits is a piece of, in order; null if its name is none of a piece. */
    static @Nullable List<Path> pieces(Path path) throws IOException {
        Matcher named = PIECE.matcher(nameOf(path));
        if (!named.matches() || SPLIT.matcher(nameOf(path)).matches()) {
            return null;
        }
        String stem = named.group(1);
        TreeMap<Integer, String> digits = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folderOf(path))) {
            for (Path file : files) {
                Matcher other = PIECE.matcher(nameOf(file));
                if (other.matches() && other.group(1).equals(stem) && Files.isRegularFile(file)) {
                    digits.put(Integer.parseInt(other.group(2)), other.group(2));
                }
            }
        }
        if (digits.firstKey() > 1 && named.group(2).length() >= DIGITS_OF_YEAR) {
            return List.of(path);
        }
        List<Path> pieces = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        String before = digits.firstKey() == 0
                ? null
                : "0".repeat(digits.firstEntry().getValue().length());
        for (String number : digits.values()) {
            for (String next = follower(before, number);
                    !next.equals(number) && missing.size() <= MOST_NAMED;
                    next = follower(next, number)) {
                missing.add(stem + next);
            }
            before = number;
            pieces.add(path.resolveSibling(stem + number));
        }
        requireAll(path, 0, missing);
        return pieces;
    }

    /** The digits behind others. {@code split -d} goes on with 9000 behind 89, so that names sort as their numbers. */
    private static String follower(@Nullable String before, String present) {
        if (before == null) {
            return present;
        }
        int next = Integer.parseInt(before) + 1;
        boolean widened = present.length() == before.length() + 2 && present.startsWith(Integer.toString(next));
        return widened && present.endsWith("00")
                ? next + "00"
                : String.format(Locale.ROOT, "%0" + before.length() + "d", next);
    }

    /**
     * The parts of a split archive.
     *
     * @param last the part with the end record
     * @param disks how many it says that there are
     * @return null if there is none besides the last
     * @throws CorruptDataException if some are missing, with their names
     */
    static @Nullable List<Path> split(Path last, int disks, long endOffset) {
        Matcher zip = ZIP.matcher(nameOf(last));
        if (!zip.matches()) {
            return null;
        }
        List<Path> parts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int number = 1; number < disks; number++) {
            String digits = String.format(Locale.ROOT, "%02d", number);
            Path lower = last.resolveSibling(zip.group(1) + "z" + digits);
            Path upper = last.resolveSibling(zip.group(1) + "Z" + digits);
            if (Files.isRegularFile(lower)) {
                parts.add(lower);
            } else if (Files.isRegularFile(upper)) {
                parts.add(upper);
            } else {
                missing.add(nameOf(lower));
            }
        }
        if (parts.isEmpty()) {
            return null;
        }
        requireAll(last, endOffset, missing);
        parts.add(last);
        return parts;
    }

    /** What all parts but the last are called. */
    static List<String> all(Path last, int disks) {
        Matcher zip = ZIP.matcher(nameOf(last));
        List<String> names = new ArrayList<>();
        for (int number = 1; number < disks; number++) {
            names.add(
                    (zip.matches() ? zip.group(1) : nameOf(last) + ".") + String.format(Locale.ROOT, "z%02d", number));
        }
        return names;
    }

    static void requireAll(Path file, long offset, List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        int more = missing.size() - MOST_NAMED;
        throw new CorruptDataException(
                file,
                offset,
                (missing.size() == 1 ? "a part is missing: " : "parts are missing: ")
                        + String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size())))
                        + (more > 0 ? " and more" : ""));
    }

    private static Path folderOf(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path.toAbsolutePath() : folder;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
