package io.cameo.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The one rule of all commands for files that they are to read: one that is not there is a mistake in the command line. */
final class InputFile {
    private InputFile() {}

    /**
     * Refuses what cannot be mapped, before any work is done.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws NotAFileException if it is a folder, a pipe or a device
     */
    static void require(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new NotAFileException(file, "is a folder, not a file");
        }
        if (Files.exists(file)) {
            throw new NotAFileException(file, "is not a regular file");
        }
        Path folder = file.getParent();
        if (Files.notExists(file) || (folder != null && Files.isRegularFile(folder))) {
            throw new NoSuchFileException(file.toString());
        }
        // Else nobody may look: opening it says so.
    }

    /** The same for a text that is read once from front to back, which may come through a pipe. */
    static void requireText(Path file) throws IOException {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            require(file);
        }
    }

    /** What was named is there, but is no file. */
    static final class NotAFileException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotAFileException(Path file, String reason) {
            super(file.toString(), null, reason);
        }
    }
}
