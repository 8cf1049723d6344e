package io.cameo.dataset.matting;

import io.cameo.archive.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files as matting data: what belongs together, as the data set's own loaders find it.
 *
 * <pre>{@code
 * try (FileTree files = FileTree.open(Path.of("V-HIM60"))) {
 *     MattingTree tree = MattingTree.of(files, MattingLayout.recognise(files).only());
 *     for (MattingSample video : tree.samples()) { ... }
 * }
 * }</pre>
 *
 * <p>Made of names alone. Immutable and thread-safe; does not own the tree of files.
 *
 * <p>Source: {@code maggie/dataloader} of hmchuong/MaGGIe at 62344dd, described in {@code docs/matting.md}.
 */
public final class MattingTree {
    private static final String MATCHED = "masks_matched";
    private static final List<String> USUAL_MASKS = List.of("xmem", "masks", "mask");

    private final FileTree files;
    private final MattingPlace place;
    private final @Nullable String masks;
    private final List<MattingSample> samples;
    private final List<MattingSample> everything;
    private final List<MattingOddity> oddities;

    private MattingTree(FileTree files, MattingPlace place, @Nullable String masks, Listing listing) {
        this.files = files;
        this.place = place;
        this.masks = masks;
        samples = List.copyOf(listing.samples);
        everything = place.layout() == MattingLayout.IMAGE_TEST ? List.copyOf(listing.everything) : samples;
        oddities = List.copyOf(listing.oddities);
    }

    /** What a layout's listing fills. */
    static final class Listing {
        final List<MattingSample> samples = new ArrayList<>();
        final List<MattingSample> everything = new ArrayList<>();
        final List<MattingOddity> oddities = new ArrayList<>();

        void add(MattingOddity.Kind kind, String name) {
            oddities.add(new MattingOddity(kind, name));
        }
    }

    /**
     * A tree with the masks that stand there: those matched to mattes, the first by name if there are several, else
     * {@code xmem} or {@code masks}, else none.
     */
    public static MattingTree of(FileTree files, MattingPlace place) {
        List<String> known = masks(files, place);
        return list(
                files,
                place,
                known.stream()
                        .filter(name -> name.startsWith(MATCHED))
                        .findFirst()
                        .or(() -> USUAL_MASKS.stream().filter(known::contains).findFirst())
                        .orElse(null));
    }

    /**
     * A tree with the masks of one folder.
     *
     * @param masks the folder's name, beside that of the mattes; empty for none, which MaGGIe then makes from the mattes
     * @throws IllegalArgumentException if no split has such a folder
     */
    public static MattingTree of(FileTree files, MattingPlace place, String masks) {
        List<String> known = masks(files, place);
        if (!masks.isEmpty() && !known.contains(masks)) {
            throw new IllegalArgumentException("no such masks: masks=" + masks + ", found=" + known);
        }
        return list(files, place, masks.isEmpty() ? null : masks);
    }

    /** The names of the folders that may hold masks, sorted: those beside the mattes that are nothing else. */
    public static List<String> masks(FileTree files, MattingPlace place) {
        TreeSet<String> found = new TreeSet<>();
        if (place.layout() == MattingLayout.IMAGE_TEST || place.layout() == MattingLayout.VIDEO) {
            for (MattingSplit split : place.splits()) {
                String beside = place.layout() == MattingLayout.IMAGE_TEST ? split.root() : split.folder("");
                for (String name : Objects.requireNonNull(files.folder(beside)).folders()) {
                    boolean other = name.equals(place.layout().framesName())
                            || name.equals(place.layout().alphasName());
                    if (!other && files.folder(split.folder(name)) != null) {
                        found.add(name);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static MattingTree list(FileTree files, MattingPlace place, @Nullable String masks) {
        Listing listing = new Listing();
        for (MattingSplit split : place.splits()) {
            switch (place.layout()) {
                case IMAGE_TRAIN -> new ImageTrainListing(files, split, listing).list();
                case IMAGE_TEST -> new ImageTestListing(files, split, masks, listing).list();
                case VIDEO -> new VideoListing(files, split, masks, listing).list();
                case RVM, IMAGE_MATTE, RGBA -> new SingleListing(files, split, listing).list();
            }
        }
        return new MattingTree(files, place, masks, listing);
    }

    /** The files. */
    public FileTree files() {
        return files;
    }

    /** Layout and splits. */
    public MattingPlace place() {
        return place;
    }

    /** The name of the folder of masks, or null if there are none. */
    public @Nullable String masks() {
        return masks;
    }

    /**
     * What the loaders enumerate, in their order, the splits one after the other.
     *
     * <p>Images to test on follow their masks: an image without a folder of masks and a matte without a mask are not here.
     * Only what is an image by its name and is there can be an instance or frame; what else a loader would take for one is
     * among {@link #oddities()}.
     */
    public List<MattingSample> samples() {
        return samples;
    }

    /**
     * What there is: the same as {@link #samples()}, but images to test on follow their mattes, with masks where there are
     * some.
     */
    public List<MattingSample> everything() {
        return everything;
    }

    /** What no sample has: files and folders that loaders pass over, or stumble over. */
    public List<MattingOddity> oddities() {
        return oddities;
    }
}
