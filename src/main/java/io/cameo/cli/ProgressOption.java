package io.cameo.cli;

import picocli.CommandLine.Option;

/** {@code --progress} and {@code --no-progress}. */
final class ProgressOption {
    @Option(
            names = "--progress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true", // else picocli turns --no-progress into "true", the opposite of the default
            description = "Show progress. On unless --quiet.")
    private boolean progress;

    boolean isOn() {
        return progress;
    }
}
