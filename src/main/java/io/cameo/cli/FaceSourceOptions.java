package io.cameo.cli;

import io.cameo.archive.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which faces: {@code FILE.lst ROOT}, or a folder of people. */
final class FaceSourceOptions {
    @Parameters(
            index = "0",
            paramLabel = "FILE.lst|DIR",
            description = "A list, or a folder with a folder a person, or a zip archive of one.")
    private Path source = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ROOT",
            description = "The folder, or zip archive, that the paths of the list count from. Default: this folder")
    private @Nullable Path root;

    /**
     * The list or folder, once it is sure that it is there and fits the root.
     *
     * @throws IllegalArgumentException if the root is no folder, or none is needed
     */
    Path checked() throws IOException {
        boolean folder = FileTree.isTree(source);
        if (!folder) {
            InputFile.require(source);
        }
        Path given = root;
        if (given != null && (folder || !FileTree.isTree(given))) {
            throw new IllegalArgumentException(
                    folder ? "a folder needs no ROOT: " + given : "ROOT is not a folder: " + given);
        }
        return source;
    }

    /** What the paths count from. */
    Path root() {
        Path given = root;
        return given != null ? given : FileTree.isTree(source) ? source : Path.of("");
    }
}
