package io.cameo.lst;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the images of a tree as one or several {@code .lst} files. */
public final class ImageLists {
    private ImageLists() {}

    /**
     * A list that now stands on disk.
     *
     * @param path where
     * @param fileCount how many images, one a line
     */
    public record Written(Path path, int fileCount) {}

    /**
     * Writes every part of a split. Each file appears whole or not at all; one that stood there is replaced. The index
     * of a line is the image's place in the tree, whatever the order.
     *
     * @param order a permutation of the tree's places: {@link PythonRandom#permutation}, or 0, 1, 2, ...
     * @param prefix path and beginning of the names; its folder must exist
     * @throws IllegalArgumentException if {@code order} and tree differ in size, or the prefix names no file
     * @throws IOException if a file cannot be written; lists that were finished before it stay
     */
    public static List<Written> write(ImageTree tree, int[] order, ListSplit split, Path prefix) throws IOException {
        if (order.length != tree.size()) {
            throw new IllegalArgumentException(
                    "order and tree differ in size: order=" + order.length + ", tree=" + tree.size());
        }
        List<Written> written = new ArrayList<>();
        for (ListSplit.Part part : split.parts(tree.size())) {
            Path target = named(prefix, part.suffix());
            try (LstWriter writer = LstWriter.create(target)) {
                for (int i = part.begin(); i < part.end(); i++) {
                    int index = order[i];
                    writer.write(new LstEntry(index, new double[] {tree.label(index)}, tree.path(index)));
                }
                writer.commit();
            }
            written.add(new Written(target, part.size()));
        }
        return written;
    }

    private static Path named(Path prefix, String suffix) {
        // As os.path.abspath does: "lists/" and "lists/." are the prefix "lists".
        Path whole = prefix.toAbsolutePath().normalize();
        Path name = whole.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("prefix names no file: prefix=" + prefix);
        }
        return whole.resolveSibling(name + suffix);
    }
}
