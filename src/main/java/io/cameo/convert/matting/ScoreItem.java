package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.bytes.CodePointOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mattes that are scored together: those of one image, or of one clip.
 *
 * @param frames in the order of their names, which is that of time
 */
record ScoreItem(String name, List<Frame> frames) {
    private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp");

    /** The mattes of one image, in the order of their names. */
    record Frame(List<Pair> pairs) {}

    /**
     * The files of one name.
     *
     * @param instance who it is, the same in all frames
     */
    record Pair(
            String instance,
            @Nullable TreeFile predicted,
            @Nullable TreeFile truth) {
        /** Relative to either tree. */
        String name() {
            TreeFile file = truth != null ? truth : predicted;
            return file == null ? instance : file.name();
        }
    }

    /** How names tell what belongs together. */
    record Naming(boolean video, boolean single) {
        /** The folder that a frame, or an image, is; of single mattes the file itself. */
        private String frame(TreeFile file) {
            return single ? stem(file.name()) : file.folder();
        }

        private String item(TreeFile file) {
            String frame = frame(file);
            return video ? frame.substring(0, Math.max(0, frame.lastIndexOf('/'))) : frame;
        }

        private String instance(TreeFile file) {
            return single ? "" : file.fileName();
        }
    }

    /** Everything that either tree holds, by names. */
    static List<ScoreItem> all(FileTree predicted, FileTree truth, Naming naming) {
        Map<String, Map<String, Map<String, Pair>>> items = new TreeMap<>(CodePointOrder.INSTANCE);
        for (TreeFile file : truth.files()) {
            if (isImage(file)) {
                put(items, naming, file, new Pair(naming.instance(file), predicted.file(file.name()), file));
            }
        }
        for (TreeFile file : predicted.files()) {
            if (isImage(file) && truth.file(file.name()) == null) {
                put(items, naming, file, new Pair(naming.instance(file), file, null));
            }
        }
        List<ScoreItem> all = new ArrayList<>();
        items.forEach((name, frames) -> all.add(new ScoreItem(
                name,
                frames.values().stream()
                        .map(pairs -> new Frame(List.copyOf(pairs.values())))
                        .toList())));
        return all;
    }

    private static void put(
            Map<String, Map<String, Map<String, Pair>>> items, Naming naming, TreeFile file, Pair pair) {
        items.computeIfAbsent(naming.item(file), _ -> new TreeMap<>(CodePointOrder.INSTANCE))
                .computeIfAbsent(naming.frame(file), _ -> new TreeMap<>(CodePointOrder.INSTANCE))
                .put(file.name(), pair);
    }

    private static boolean isImage(TreeFile file) {
        String name = file.fileName();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && IMAGES.contains(extension);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }
}
