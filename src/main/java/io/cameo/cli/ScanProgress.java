package io.cameo.cli;

import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Progress through a file in megabytes; none for a file that is read in the blink of an eye. */
final class ScanProgress {
    private static final long SMALLEST_BYTES = 100_000_000;

    private ScanProgress() {}

    static Progress on(Console console, boolean quiet, String verb, Path file) throws IOException {
        boolean small = Files.isRegularFile(file) && Files.size(file) < SMALLEST_BYTES;
        return ProgressBar.on(console, quiet || small, verb, "MB");
    }
}
