package io.cameo.cli;

import io.cameo.lst.FaceTree;
import io.cameo.lst.FileExtensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images of a folder of people count. */
final class PeopleOptions {
    @Option(
            names = "--min-images",
            paramLabel = "N",
            description =
                    "Leave out people with fewer images; they take no label. Default: 1; 2 where --compat is given")
    private @Nullable Integer minImages;

    @Option(
            names = "--exts",
            split = ",",
            paramLabel = "EXT",
            description = "Which files are images, as .jpg,.png, in any case. Default: all that can be decoded")
    private List<String> exts = new ArrayList<>();

    @Option(
            names = "--shape",
            paramLabel = "HOW",
            description = "Where the images of a person lie: flat (person/image), nested (person/any/folders/image) or"
                    + " prefixed (any/person/image). Default: flat")
    private String shape = "flat";

    /** @throws IllegalArgumentException if an option cannot be */
    FaceTree.Options tree(boolean compat) {
        FaceTree.Options usual = compat ? FaceTree.Options.COMPAT : FaceTree.Options.of(1);
        Integer least = minImages;
        FileExtensions extensions = exts.isEmpty() ? usual.extensions() : FileExtensions.of(exts);
        return new FaceTree.Options(extensions, least == null ? usual.minImages() : least, shape(), compat);
    }

    private FaceTree.Shape shape() {
        for (FaceTree.Shape known : FaceTree.Shape.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(shape)) {
                return known;
            }
        }
        throw new IllegalArgumentException("--shape takes flat, nested or prefixed: " + shape);
    }
}
