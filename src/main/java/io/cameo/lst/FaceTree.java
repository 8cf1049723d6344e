package io.cameo.lst;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import io.cameo.bytes.CodePointOrder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The people of a folder of folders, or of an archive in its place, one after the other: each folder an identity, folders and images sorted by code
 * point, labels counted up from 0 over the identities that are kept. Holds the names of one identity at a time, so that
 * forty million images need no memory.
 *
 * <p>{@code dir2lst.py} takes the images of an identity in the order in which the file system gives them, which differs
 * from disk to disk and cannot be had again. Sorting them changes neither which images are listed nor their labels. One
 * thread at a time.
 */
public final class FaceTree {
    /** The extensions that OpenCV decodes, in any case. */
    public static final FileExtensions EXTENSIONS = FileExtensions.of(List.of(
            ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".webp", ".tif", ".tiff", ".gif", ".jp2", ".ppm",
            ".pgm", ".pbm"));

    private static final int ORIGINAL_MIN_IMAGES = 2;

    private final Path root;
    private final @Nullable FileTree archive;
    private final Options options;
    private final Consumer<LeftOut> leftOut;
    private final Deque<Place> pending = new ArrayDeque<>();
    private final NavigableMap<String, Long> otherExtensions = new TreeMap<>();
    private long identities;
    private long images;
    private long imagesLeftOut;

    private FaceTree(Path root, @Nullable FileTree archive, Options options, Consumer<LeftOut> leftOut) {
        this.root = root;
        this.archive = archive;
        this.options = options;
        this.leftOut = leftOut;
    }

    /** Where an identity's images lie. */
    public enum Shape {
        /** {@code identity/image}: what {@code dir2lst.py} reads. */
        FLAT,
        /** {@code identity/any folders/image}, one identity: YouTube Faces' {@code person/video/frame}. */
        NESTED,
        /** {@code prefix/identity/image}: MegaFace. */
        PREFIXED
    }

    /**
     * What counts.
     *
     * @param extensions which files are images
     * @param minImages an identity with fewer is left out and takes no label; at least 1
     * @param shape where images lie
     * @param compat as {@code dir2lst.py}: of the extensions only {@code .jpg} and {@code .png} in lower case
     */
    public record Options(FileExtensions extensions, int minImages, Shape shape, boolean compat) {
        /** The answer of {@code dir2lst.py}, but for the order of the images of one identity. */
        public static final Options COMPAT =
                new Options(FileExtensions.of(List.of(".jpg", ".png")), ORIGINAL_MIN_IMAGES, Shape.FLAT, true);

        /** @throws IllegalArgumentException if the minimum is below 1 */
        public Options {
            if (minImages < 1) {
                throw new IllegalArgumentException("minimum of images below 1: minImages=" + minImages);
            }
        }

        /** Every image extension in any case, identities of at least so many images. */
        public static Options of(int minImages) {
            return new Options(EXTENSIONS, minImages, Shape.FLAT, false);
        }
    }

    /**
     * A person and the images of them.
     *
     * @param label counted from 0
     * @param folder relative to the root, with {@code /}
     * @param images relative to the root, with {@code /}, sorted by code point within their folder; never empty
     */
    public record Identity(long label, String folder, List<String> images) {}

    /**
     * Something that is not listed.
     *
     * @param path relative to the root, with {@code /}
     * @param reason a phrase in lower case
     * @param images how many images are missing from the list because of it; 0 where nobody can know, or none
     */
    public record LeftOut(String path, String reason, int images) {}

    private record Place(String name, Path path) {}

    /**
     * Starts a scan: reads the root folder, and no other until {@link #next()}; of an archive the directory.
     *
     * @param leftOut told what is not listed, in the order it is met, on the thread that scans
     * @throws io.cameo.bytes.CorruptDataException if it is an archive that is refused, or parts of it are missing
     * @throws IOException if the root is no folder or cannot be read
     */
    public static FaceTree open(Path root, Options options, Consumer<LeftOut> leftOut) throws IOException {
        FaceTree tree = new FaceTree(root, lists(root), options, leftOut);
        tree.pending.addAll(tree.folders("", root));
        return tree;
    }

    /** What an archive holds; null for a folder. Its files are not read here, so it need not stay open. */
    private static @Nullable FileTree lists(Path root) throws IOException {
        if (!FileTree.isArchive(root)) {
            return null;
        }
        try (FileTree archive = FileTree.open(root)) {
            return archive;
        }
    }

    /** The next identity that has images enough, or null at the end. Trouble below the root is told, not thrown. */
    public @Nullable Identity next() throws IOException {
        for (Place place = pending.poll(); place != null; place = pending.poll()) {
            if (options.shape() == Shape.PREFIXED && place.name().indexOf('/') < 0) {
                enter(place);
                continue;
            }
            List<String> names = imagesOf(place);
            if (names.size() >= options.minImages()) {
                images += names.size();
                return new Identity(identities++, place.name(), names);
            }
            if (!names.isEmpty()) {
                imagesLeftOut += names.size();
                leftOut.accept(new LeftOut(
                        place.name(),
                        "identity has too few images: expected>=" + options.minImages() + ", actual=" + names.size(),
                        names.size()));
            }
        }
        return null;
    }

    public Path root() {
        return root;
    }

    /** Identities given so far. */
    public long identities() {
        return identities;
    }

    /** Images given so far. */
    public long images() {
        return images;
    }

    /** Images that were left out so far, as far as they could be counted. */
    public long imagesLeftOut() {
        return imagesLeftOut;
    }

    /** How many files each other extension has so far, case kept only where it is what counts; the first kinds only. */
    public NavigableMap<String, Long> otherExtensions() {
        return new TreeMap<>(otherExtensions);
    }

    private void enter(Place prefix) {
        try {
            List<Place> below = folders(prefix.name() + "/", prefix.path());
            for (int i = below.size() - 1; i >= 0; i--) {
                pending.addFirst(below.get(i));
            }
        } catch (IOException unreadable) {
            leftOut.accept(new LeftOut(prefix.name(), "folder cannot be read: " + TreeWalk.because(unreadable), 0));
        }
    }

    /** The folders in a folder, sorted; files in it belong to nobody. */
    private List<Place> folders(String prefix, Path folder) throws IOException {
        List<Place> found = new ArrayList<>();
        FileTree packed = archive;
        if (packed != null) {
            foldersOf(packed, prefix, found);
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!Files.isDirectory(entry)) {
                    if (options.extensions().matches(name)) {
                        leave(prefix + name, "image lies in no identity's folder", 1);
                    }
                } else if (!TreeWalk.readsBack(entry, name)) {
                    leave(prefix + name, "folder name is not text in this locale's encoding", 0);
                } else {
                    keep(new Place(prefix + name, entry), name, found);
                }
            }
        } catch (DirectoryIteratorException wrapped) {
            throw wrapped.getCause();
        }
        found.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.name(), b.name()));
        return found;
    }

    private void keep(Place place, String name, List<Place> found) {
        String whyNot = LstPath.whyNotBetweenTabs(name);
        if (whyNot != null) {
            leave(place.name(), "path " + whyNot + ", which a list cannot hold", 0);
        } else {
            found.add(place);
        }
    }

    /** The same of an archive. */
    private void foldersOf(FileTree packed, String prefix, List<Place> found) {
        TreeFolder folder = packed.folder(prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1));
        if (folder == null) {
            return;
        }
        for (TreeFile file : folder.files()) {
            if (options.extensions().matches(file.fileName())) {
                leave(file.name(), "image lies in no identity's folder", 1);
            }
        }
        for (String last : folder.folders()) {
            keep(new Place(folder.child(last), root), last, found);
        }
    }

    private ImageTree walk(Place place) throws IOException {
        boolean nested = options.shape() == Shape.NESTED;
        FileTree packed = archive;
        return packed == null
                ? ImageTree.walk(place.path(), nested, options.extensions(), place.name() + "/")
                : ImageTree.walk(packed, place.name(), nested, options.extensions(), place.name() + "/");
    }

    private List<String> imagesOf(Place place) {
        ImageTree tree;
        try {
            tree = walk(place);
        } catch (IOException unreadable) {
            leave(place.name(), "folder cannot be read: " + TreeWalk.because(unreadable), 0);
            return List.of();
        }
        for (ImageTree.Problem problem : tree.problems()) {
            leave(place.name() + "/" + problem.path(), problem.reason(), problem.filesLost() ? 1 : 0);
        }
        tree.otherExtensions().forEach(this::addOther);
        List<String> names = new ArrayList<>(tree.size());
        for (int i = 0; i < tree.size(); i++) {
            String name = tree.path(i);
            if (options.compat() && !name.endsWith(".jpg") && !name.endsWith(".png")) {
                addOther(name.substring(name.lastIndexOf('.')), 1);
            } else {
                names.add(place.name() + "/" + name);
            }
        }
        if (names.isEmpty()) {
            String inside = tree.foldersNotEntered() > 0 ? ", but folders: folders=" + tree.foldersNotEntered() : "";
            leave(place.name(), "identity has no images" + inside, 0);
        }
        return names;
    }

    private void leave(String path, String reason, int count) {
        imagesLeftOut += count;
        leftOut.accept(new LeftOut(path, reason, count));
    }

    private void addOther(String extension, int count) {
        if (otherExtensions.size() < ImageTree.MAX_OTHER_EXTENSIONS || otherExtensions.containsKey(extension)) {
            otherExtensions.merge(extension, (long) count, Long::sum);
        }
    }
}
