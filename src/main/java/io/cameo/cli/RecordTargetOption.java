package io.cameo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code -o OUT.rec}, of the commands that make one record file. */
final class RecordTargetOption {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.rec",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

    /** Where to write, once it is sure that none of the inputs, which are record files, is lost by it. */
    Path checked(List<Path> inputs) throws IOException {
        return checked(inputs, false);
    }

    /**
     * The same.
     *
     * @param mayBeInput whether the user allowed that it is an input
     */
    Path checked(List<Path> inputs, boolean mayBeInput) throws IOException {
        OutputFile.requireRecords(output, inputs, mayBeInput);
        return output;
    }
}
