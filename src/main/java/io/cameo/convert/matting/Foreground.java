package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be put into a picture.
 *
 * @param image the colours
 * @param alpha the matte; null where it is the image's fourth channel
 */
record Foreground(TreeFile image, @Nullable TreeFile alpha) {
    /** Names of folders of colours, and of those of their mattes beside them. */
    private static final List<List<String>> PAIRS =
            List.of(List.of("images", "alphas"), List.of("fgr", "pha"), List.of("image", "alpha"));

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp");
    private static final String PNG = ".png";

    String name() {
        return image.name();
    }

    /** Whether a name is that of an image, and no hidden one. */
    static boolean isImage(TreeFile file) {
        String name = file.fileName();
        int dot = name.lastIndexOf('.');
        return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether a file lies where mattes lie, and is nobody by itself. */
    static boolean isMatte(String name) {
        return PAIRS.stream().anyMatch(pair -> ("/" + name).contains("/" + pair.get(1) + "/"));
    }

    /** The file with its matte: the one beside it, else its own fourth channel if it is a PNG; null if there is neither. */
    static @Nullable Foreground of(FileTree tree, TreeFile image) {
        for (List<String> pair : PAIRS) {
            String beside = replaceLast(image.name(), pair.getFirst(), pair.getLast());
            if (beside == null) {
                continue;
            }
            TreeFile png = tree.file(beside.substring(0, beside.lastIndexOf('.')) + PNG);
            TreeFile same = png != null ? png : tree.file(beside);
            if (same != null) {
                return new Foreground(image, same);
            }
        }
        return image.name().toLowerCase(Locale.ROOT).endsWith(PNG) ? new Foreground(image, null) : null;
    }

    /** The folder of mattes that belongs to one of frames, or null. */
    static @Nullable TreeFolder mattes(FileTree tree, String folder) {
        for (List<String> pair : PAIRS) {
            String beside = replaceLast(folder, pair.getFirst(), pair.getLast());
            TreeFolder found = beside == null ? null : tree.folder(beside);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A path with another folder instead of the last one of a name; null if it has none of it. */
    private static @Nullable String replaceLast(String path, String folder, String by) {
        String whole = "/" + path + "/";
        int at = whole.lastIndexOf("/" + folder + "/");
        if (at < 0) {
            return null;
        }
        String changed = whole.substring(0, at + 1) + by + whole.substring(at + 1 + folder.length());
        return changed.substring(1, changed.length() - 1);
    }
}
