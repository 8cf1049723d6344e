package io.cameo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;

/** {@code -o OUT.rec}, of the commands that make one record file of others. */
final class RecordOutputOption {
    @Mixin
    private final RecordTargetOption target = new RecordTargetOption();

    @Mixin
    private final OverwriteOption overwrite = new OverwriteOption();

    /** Where to write, once it is sure that nothing is lost by it. */
    Path checked(List<Path> inputs) throws IOException {
        return target.checked(inputs, overwrite.isOn());
    }
}
