package io.cameo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --into-existing}: whether the folder for many files may hold some already. */
final class IntoExistingOption {
    /** What to say of a DIR that did not get all. */
    static final String AGAIN = " is not complete, --into-existing does it again over what is there";

    @Option(
            names = "--into-existing",
            description = "Allow a DIR with files in it. Those of the same name are replaced, others stay.")
    private boolean on;

    boolean isOn() {
        return on;
    }

    /**
     * Refuses a DIR that cannot be unpacked into, before any work is done.
     *
     * @throws IllegalArgumentException if it is no folder, or holds something and the option is not given
     */
    void require(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("DIR is not a folder: " + directory);
        }
        if (on) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw new IllegalArgumentException("DIR is not empty: " + directory
                        + ". --into-existing replaces files of the same name and leaves the others");
            }
        }
    }
}
