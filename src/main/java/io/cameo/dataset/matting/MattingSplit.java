package io.cameo.dataset.matting;

/**
 * A part of a data set that a loader is given as one.
 *
 * @param layout how its files lie
 * @param root the folder that holds it, in the tree; empty for the tree itself
 * @param name what loaders call it, as {@code natural} or {@code comp_easy}; empty where the tree itself is the split
 */
public record MattingSplit(MattingLayout layout, String root, String name) {
    /**
     * The folder of one kind of files, in the tree: {@code ROOT/KIND/NAME} for images to test on, else
     * {@code ROOT/NAME/KIND}.
     */
    public String folder(String kind) {
        return layout == MattingLayout.IMAGE_TEST
                ? Names.join(Names.join(root, kind), name)
                : Names.join(Names.join(root, name), kind);
    }

    /** The folder of images or frames, in the tree. */
    public String frames() {
        return folder(layout.framesName());
    }

    /** The folder of mattes, in the tree. */
    public String alphas() {
        return folder(layout.alphasName());
    }

    /** Root and name, for people; {@code .} where the tree itself is the split. */
    public String label() {
        String whole = Names.join(root, name);
        return whole.isEmpty() ? "." : whole;
    }
}
