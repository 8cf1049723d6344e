package io.cameo.cli;

import picocli.CommandLine.Option;

/** {@code --overwrite-input}, of the commands that make a record file of others. */
final class OverwriteOption {
    @Option(
            names = "--overwrite-input",
            description = "Allow an output that is an input; it is replaced when the new one is whole.")
    private boolean overwriteInput;

    boolean isOn() {
        return overwriteInput;
    }
}
