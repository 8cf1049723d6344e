package io.cameo.cli;

import io.cameo.convert.VerifyReport;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --json} and {@code --quiet} of the commands that check record files, and what is said of these. */
final class VerifyTalkOptions {
    @Option(names = "--json", description = "Print a JSON array with one object for each file.")
    private boolean json;

    @Option(names = "--quiet", description = "Print nothing but one line for each file that is not sound.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    /** Shows what came of one file, as soon as it is known. */
    void show(Console console, VerifyReport report, VerifyOptions options) {
        VerifyText text = new VerifyText(report, console.out(), options.level() != null);
        if (quiet && !report.isSound()) {
            console.err().println("cameo: " + text.summary());
        } else if (!quiet && !json) {
            text.print(options.limit());
        }
    }

    /** Ends with what came of all. */
    void end(Console console, List<VerifyReport> reports) throws IOException {
        if (json) {
            VerifyJson.print(console.out(), reports);
        }
    }
}
