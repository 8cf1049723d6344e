package io.cameo.cli;

import io.cameo.convert.Verify;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which record files are checked, how deep, and how much of what is found is shown. */
final class VerifyOptions {
    @Parameters(arity = "1..*", paramLabel = "FILE.rec", description = "Record files.")
    private List<Path> files = List.of();

    @Option(
            names = "--level",
            converter = LevelName.class,
            paramLabel = "LEVEL",
            description =
                    "frames, index, sums or decode. Default: sums where there is a .cix, else index where there is an"
                            + " .idx, else frames")
    private Verify.@Nullable Level level;

    @Option(names = "--limit", paramLabel = "N", description = "Damaged regions to show. Default: 20")
    private int limit = 20;

    /**
     * The files.
     *
     * @throws IllegalArgumentException if the limit is out of range
     */
    List<Path> checked() {
        if (limit < 0) {
            throw new IllegalArgumentException("--limit needs 0 or more: " + limit);
        }
        return files;
    }

    /** The deepest level; null for what the indexes of a file allow. */
    Verify.@Nullable Level level() {
        return level;
    }

    int limit() {
        return limit;
    }

    /** Reads a level's name in lower case. */
    private static final class LevelName implements ITypeConverter<Verify.Level> {
        @Override
        public Verify.Level convert(String text) {
            for (Verify.Level known : Verify.Level.values()) {
                if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return known;
                }
            }
            throw new TypeConversionException("no such level: " + text + ". There are frames, index, sums, decode");
        }
    }
}
