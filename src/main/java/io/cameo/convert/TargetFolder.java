package io.cameo.convert;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one rule for folders that something is unpacked into: nothing that stands there is lost unless the caller allows it. */
public final class TargetFolder {
    private TargetFolder() {}

    /**
     * Refuses the folder of the file that is unpacked: beside it stands what unpacking would write.
     *
     * @throws IllegalArgumentException if it is that folder
     */
    public static void requireOtherThanOf(Path file, Path directory) throws IOException {
        Path home = file.toAbsolutePath().getParent();
        if (Files.isDirectory(directory) && home != null && Files.isSameFile(directory, home)) {
            throw new IllegalArgumentException(
                    "the folder holds the record file itself, choose another: directory=" + directory);
        }
    }

    /**
     * Makes the folder if it is not there.
     *
     * @throws DirectoryNotEmptyException if something is in it that may not be
     */
    public static void make(Path directory, boolean mayHoldFiles) throws IOException {
        Files.createDirectories(directory);
        if (mayHoldFiles) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }
}
