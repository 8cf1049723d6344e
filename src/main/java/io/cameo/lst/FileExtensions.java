package io.cameo.lst;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which files are images, told by the end of their names, whatever its case: {@code a.JPG} is a {@code .jpg}.
 *
 * @param accepted compared with the lower-cased extension of a file, dot included
 */
public record FileExtensions(Set<String> accepted) {
    /** What {@code im2rec.py} takes when not told otherwise. */
    public static final FileExtensions DEFAULT = of(List.of(".jpeg", ".jpg", ".png"));

    public FileExtensions {
        accepted = Set.copyOf(accepted);
    }

    /**
     * Extensions as people write them: {@code .jpg}, {@code jpg}, {@code .JPG} all mean the same.
     *
     * @throws IllegalArgumentException if there is none, or one is empty or holds a slash
     */
    public static FileExtensions of(Collection<String> extensions) {
        Set<String> accepted = new LinkedHashSet<>();
        for (String extension : extensions) {
            if (extension.isEmpty() || extension.equals(".") || extension.indexOf('/') >= 0) {
                throw new IllegalArgumentException("not a file extension: extension=" + extension);
            }
            String dotted = extension.startsWith(".") ? extension : "." + extension;
            accepted.add(dotted.toLowerCase(Locale.ROOT));
        }
        if (accepted.isEmpty()) {
            throw new IllegalArgumentException("no file extension given");
        }
        return new FileExtensions(accepted);
    }

    /** Extensions as {@code im2rec.py} takes them: one in upper case or without its dot matches no file. */
    public static FileExtensions exactly(Collection<String> extensions) {
        return new FileExtensions(new LinkedHashSet<>(extensions));
    }

    /** Whether a file of this name counts as an image. */
    public boolean matches(String fileName) {
        return accepted.contains(extensionOf(fileName));
    }

    /**
     * The end of a name from its last dot on, in lower case, as Python's {@code os.path.splitext} cuts it: empty where
     * there is no dot or nothing but dots before it.
     */
    static String extensionOf(String fileName) {
        int dot = fileName.lastIndexOf('.');
        for (int i = 0; i < dot; i++) {
            if (fileName.charAt(i) != '.') {
                return fileName.substring(dot).toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }
}
