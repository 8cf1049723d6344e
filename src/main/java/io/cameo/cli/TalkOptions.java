package io.cameo.cli;

import picocli.CommandLine.Option;

/** {@code --quiet} and {@code --json}, where a command has one result. */
final class TalkOptions {
    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    boolean quiet() {
        return quiet;
    }

    boolean json() {
        return json;
    }

    /** Whether the result is to be shown as text. */
    boolean talks() {
        return !quiet && !json;
    }
}
