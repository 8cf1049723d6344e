package io.cameo.dataset.verification;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files that a list of pairs means. Pairs with a missing file are set aside, as the original does silently; here each
 * is named.
 *
 * @param found in the order of the list
 * @param missing in the order of the list
 */
public record PairFiles(List<Found> found, List<Missing> missing) {
    /** What LFW and its aligned versions are published with. */
    public static final List<String> EXTENSIONS = List.of(".jpg", ".png", ".jpeg", ".bmp");

    public PairFiles {
        found = List.copyOf(found);
        missing = List.copyOf(missing);
    }

    /**
     * Looks for both files of each pair: the path as it is, then with each extension behind it.
     *
     * @param root what relative paths are below
     * @param extensions in order of preference, with their dots
     */
    public static PairFiles resolve(List<FacePair> pairs, Path root, List<String> extensions) {
        return resolve(pairs, root, extensions, Files::isRegularFile);
    }

    /**
     * The same below a root that need not be a folder.
     *
     * @param isFile whether there is a file: {@code root.resolve(name)}
     */
    public static PairFiles resolve(List<FacePair> pairs, Path root, List<String> extensions, Predicate<Path> isFile) {
        List<Found> found = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            FacePair pair = pairs.get(i);
            Path first = find(root, pair.first(), extensions, isFile);
            Path second = find(root, pair.second(), extensions, isFile);
            if (first != null && second != null) {
                found.add(new Found(first, second, pair.same()));
            } else {
                missing.add(new Missing(
                        i,
                        pair,
                        "image not found: path=" + (first == null ? pair.first() : pair.second()) + ", root=" + root
                                + ", extensions=" + String.join("|", extensions)));
            }
        }
        return new PairFiles(found, missing);
    }

    private static @Nullable Path find(Path root, String name, List<String> extensions, Predicate<Path> isFile) {
        try {
            Path plain = root.resolve(name);
            if (isFile.test(plain)) {
                return plain;
            }
            for (String extension : extensions) {
                Path extended = root.resolve(name + extension);
                if (isFile.test(extended)) {
                    return extended;
                }
            }
        } catch (InvalidPathException noPath) {
            return null; // and so reported as missing, which it is
        }
        return null;
    }

    /** A pair whose files are there. */
    public record Found(Path first, Path second, boolean same) {}

    /**
     * A pair that lacks a file.
     *
     * @param index its place in the list, from 0
     * @param reason as {@code reason: key=value}
     */
    public record Missing(int index, FacePair pair, String reason) {}
}
