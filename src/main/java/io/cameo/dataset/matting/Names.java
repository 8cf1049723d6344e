package io.cameo.dataset.matting;

import java.util.Locale;
import java.util.Set;

/** What loaders make of file names, and what people do. */
final class Names {
    static final String JPG = ".jpg";
    static final String PNG = ".png";

    private static final Set<String> IMAGES =
            Set.of("jpg", "jpeg", "jpe", "png", "bmp", "webp", "tif", "tiff", "gif", "jp2", "heic", "avif");

    private Names() {}

    /** One name below another; either may be empty. */
    static String join(String folder, String name) {
        return folder.isEmpty() ? name : name.isEmpty() ? folder : folder + "/" + name;
    }

    static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** MaGGIe's {@code name.replace(".jpg", "")}: every occurrence. */
    static String stem(String fileName) {
        return fileName.replace(JPG, "");
    }

    /** Without the last extension. */
    static String bare(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? fileName : fileName.substring(0, dot);
    }

    /** What Python's {@code glob("*" + extension)} gives: not what begins with a dot, and the case matters. */
    static boolean globs(String fileName, String extension) {
        return !isHidden(fileName) && fileName.endsWith(extension);
    }

    static boolean isHidden(String fileName) {
        return fileName.startsWith(".");
    }

    /** Whether somebody meant this file to be an image: by any usual extension, in any case, and not hidden. */
    static boolean isImage(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0
                && !isHidden(fileName)
                && IMAGES.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
