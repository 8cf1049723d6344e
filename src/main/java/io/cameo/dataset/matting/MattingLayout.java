package io.cameo.dataset.matting;

import io.cameo.archive.FileTree;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which matting data lies in folders. {@code docs/matting.md} draws each. */
public enum MattingLayout {
    /** {@code SPLIT/images/STEM.jpg} with {@code SPLIT/alphas/STEM/ID.png}, as I-HIM50K: MaGGIe trains on it. */
    IMAGE_TRAIN("image-train", "images", "alphas", false),
    /** {@code images/SPLIT/STEM.jpg} with {@code alphas/SPLIT/STEM/ID.png} and masks beside, as HIM2K with M-HIM2K. */
    IMAGE_TEST("image-test", "images", "alphas", false),
    /** {@code SPLIT/fgr/VIDEO/FRAME.jpg} with {@code SPLIT/pha/VIDEO/FRAME/ID.png}, as V-HIM2K5 and V-HIM60. */
    VIDEO("video", "fgr", "pha", true),
    /** {@code SPLIT/fgr/CLIP/FRAME} with one matte of the same name under {@code pha}, as VideoMatte240K: RVM reads it. */
    RVM("rvm", "fgr", "pha", true),
    /** {@code fgr/NAME} with one matte of the same name under {@code pha}: RVM's ImageMatte. */
    IMAGE_MATTE("image-matte", "fgr", "pha", false),
    /** Images whose fourth channel is the matte, in any folders. */
    RGBA("rgba", "", "", false);

    private static final String HIM2K = "him2k";

    private final String word;
    private final String frames;
    private final String alphas;
    private final boolean video;

    MattingLayout(String word, String frames, String alphas, boolean video) {
        this.word = word;
        this.frames = frames;
        this.alphas = alphas;
        this.video = video;
    }

    /**
     * The layout that users call {@code word}; {@code him2k} is another word for {@code image-test}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MattingLayout of(String word) {
        return Stream.of(values())
                .filter(layout -> layout.word.equals(word))
                .findFirst()
                .or(() -> Stream.of(IMAGE_TEST).filter(_ -> word.equals(HIM2K)).findFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no such layout: layout=" + word.toLowerCase(Locale.ROOT) + ", known=" + words()));
    }

    /** Every word that {@link #of} knows. */
    public static String words() {
        return Stream.concat(Stream.of(values()).map(MattingLayout::word), Stream.of(HIM2K))
                .collect(Collectors.joining("|"));
    }

    /** Finds the layouts of a tree by the names of its files. */
    public static MattingPlaces recognise(FileTree tree) {
        return new LayoutSearch(tree).search();
    }

    /** What users call it. */
    public String word() {
        return word;
    }

    /** Whether a sample has more than one frame. */
    public boolean isVideo() {
        return video;
    }

    /** Whether an image has one matte, which is no instance among others. */
    public boolean isSingle() {
        return this == RVM || this == IMAGE_MATTE || this == RGBA;
    }

    /** The name of the folder of images or frames; empty for {@link #RGBA}. */
    public String framesName() {
        return frames;
    }

    /** The name of the folder of mattes; empty for {@link #RGBA}. */
    public String alphasName() {
        return alphas;
    }
}
