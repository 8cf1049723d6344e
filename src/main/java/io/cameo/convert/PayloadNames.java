package io.cameo.convert;

import io.cameo.image.ImageKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names for unpacked payloads: paths below a folder, with {@code /}, safe on every system and never the same twice, also
 * where case does not count. All end with an extension that fits the payload.
 */
final class PayloadNames {
    /** For records that no index entry points to. */
    static final String UNINDEXED_FOLDER = "_unindexed";
    /** For records without an image-record header. */
    static final String NO_HEADER_FOLDER = "_noheader";
    /** For records with a header and nothing behind it. */
    static final String EMPTY_FOLDER = "_empty";

    private static final String ODD_KEY_FOLDER = "_key";
    private static final int SHORTEST_KEY_DIGITS = 8;
    private static final int LONGEST_NAME_BYTES = 180;
    private static final int LONGEST_PATH_BYTES = 800;
    private static final float LARGEST_WHOLE = 1e9f;
    private static final Set<String> DEVICE_NAMES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private final int keyDigits;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();

    /** @param largestKey the largest number that will be named, so that all names have the same length */
    PayloadNames(long largestKey) {
        keyDigits = Math.max(SHORTEST_KEY_DIGITS, Long.toString(largestKey).length());
    }

    /**
     * The name for a number, which is unique where the numbers in a folder are.
     *
     * @param folder empty for none
     */
    String numbered(String folder, long number, ImageKind kind) {
        String digits = Long.toString(Math.abs(number));
        String padded = "0".repeat(Math.max(0, keyDigits - digits.length())) + digits;
        return below(folder, (number < 0 ? "-" : "") + padded + kind.extension());
    }

    /** The name for one of several records with the same number: with its place in the file or index, from 0. */
    String repeated(String folder, long number, int position, ImageKind kind) {
        String plain = numbered(folder, number, kind);
        int dot = plain.length() - kind.extension().length();
        return plain.substring(0, dot) + "~" + position + kind.extension();
    }

    /** The name for a key that is text: the key as a path, with what is not safe replaced by {@code _}. */
    String textual(String key, int position, ImageKind kind) {
        String path = withExtension(safe(key), kind);
        if (!isUsable(path) || !claim(path)) {
            path = numbered(ODD_KEY_FOLDER, position, kind);
        }
        return path;
    }

    /** The folder for a label: {@code 3}, {@code 1.5}, {@code -1}, {@code nan}. */
    static String labelFolder(float label) {
        if (Float.isNaN(label)) {
            return "nan";
        }
        if (Float.isInfinite(label)) {
            return label > 0 ? "inf" : "-inf";
        }
        boolean whole = label == Math.rint(label) && Math.abs(label) < LARGEST_WHOLE;
        return whole ? Long.toString((long) label) : Float.toString(label);
    }

    private static String below(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    private static String safe(String key) {
        StringBuilder path = new StringBuilder();
        for (String part : key.replace('\\', '/').split("/", -1)) {
            if (!part.isEmpty()) {
                path.append(path.isEmpty() ? "" : "/").append(safePart(part));
            }
        }
        return path.toString();
    }

    private static String safePart(String part) {
        StringBuilder name = new StringBuilder();
        part.codePoints().forEach(c -> {
            boolean allowed = c >= ' ' && c != 0x7f && Character.isDefined(c) && "\"*:<>?|".indexOf(c) < 0;
            name.appendCodePoint(allowed && Character.getType(c) != Character.SURROGATE ? c : '_');
        });
        // Windows drops dots and spaces at the end, white space at the start cannot stand in a list, "-x" is an option.
        while (!name.isEmpty() && isDotOrBlank(name.charAt(name.length() - 1))) {
            name.setCharAt(name.length() - 1, '_');
        }
        if (name.charAt(0) == '.' || name.charAt(0) == '-' || Character.isWhitespace(name.charAt(0))) {
            name.setCharAt(0, '_');
        }
        int dot = name.indexOf(".");
        String stem = dot < 0 ? name.toString() : name.substring(0, dot);
        return DEVICE_NAMES.contains(stem.toLowerCase(Locale.ROOT)) ? "_" + name : name.toString();
    }

    private static boolean isDotOrBlank(char c) {
        return c == '.' || Character.isWhitespace(c);
    }

    private static String withExtension(String path, ImageKind kind) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean fits = lower.endsWith(kind.extension())
                || (kind == ImageKind.JPEG && lower.endsWith(".jpeg"))
                || (kind == ImageKind.TIFF && lower.endsWith(".tiff"));
        return fits ? path : path + kind.extension();
    }

    private static boolean isUsable(String path) {
        String first = path.substring(0, Math.max(0, path.indexOf('/'))).toLowerCase(Locale.ROOT);
        boolean ours = first.equals(ODD_KEY_FOLDER) || first.equals(UNINDEXED_FOLDER);
        boolean nothingLeft = path.startsWith("."); // of the key, but the extension
        if (ours || nothingLeft || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH_BYTES) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
                return false;
            }
        }
        try {
            return !Path.of(path).isAbsolute();
        } catch (InvalidPathException notInThisLocale) {
            return false;
        }
    }

    /** Takes a name; false if it, or a folder on the way to it, is a file already, or it is such a folder. */
    private boolean claim(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (files.contains(lower) || folders.contains(lower)) {
            return false;
        }
        for (int slash = lower.indexOf('/'); slash >= 0; slash = lower.indexOf('/', slash + 1)) {
            if (files.contains(lower.substring(0, slash))) {
                return false;
            }
        }
        for (int slash = lower.indexOf('/'); slash >= 0; slash = lower.indexOf('/', slash + 1)) {
            folders.add(lower.substring(0, slash));
        }
        return files.add(lower);
    }
}
