package io.cameo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code -o OUT.rec}, of the commands that make one record file of others. */
final class RecordOutputOption {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.rec",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

    @Mixin
    private final OverwriteOption overwrite = new OverwriteOption();

    /** Where to write, once it is sure that nothing is lost by it. */
    Path checked(List<Path> inputs) throws IOException {
        OutputFile.requireRecords(output, inputs, overwrite.isOn());
        return output;
    }
}
