package io.cameo.cli;

import io.cameo.record.Shuffle;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which file is shuffled, into which order. */
final class ShuffleOptions {
    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A record file.")
    private Path file = Path.of("");

    @Option(names = "--seed", paramLabel = "N", description = "Which permutation. Default: 0")
    private long seed;

    @Option(
            names = "--renumber",
            description = "Give each record its new place as key, and as id where the id was its key.")
    private boolean renumber;

    @Option(names = "--keep-ids", description = "With --renumber: leave the ids in the headers alone.")
    private boolean keepIds;

    Path file() {
        return file;
    }

    long seed() {
        return seed;
    }

    /** The job on one machine. */
    Shuffle job() {
        return Shuffle.of(file).seed(seed).renumber(renumber).keepIds(keepIds);
    }

    boolean renumber() {
        return renumber;
    }

    boolean keepIds() {
        return keepIds;
    }
}
