package io.cameo.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the commands of FFHQ-UV write to: under a name that says what it is, so that a slip of the hand replaces no file of
 * another kind, and never over what they read.
 */
final class UvOutput {
    private UvOutput() {}

    /**
     * Refuses a file of another ending, one without a folder, and one that would replace an input or a file in an input's
     * folder.
     *
     * @param ending as {@code .png}
     */
    static void requireFile(Path out, String ending, List<Path> inputs) throws IOException {
        if (!String.valueOf(out.getFileName()).endsWith(ending)) {
            throw new IllegalArgumentException("the output must be named *" + ending + ": " + out);
        }
        for (Path input : inputs) {
            if (OutputFile.isSame(out, input) || (Files.exists(out) && isWithin(out, input))) {
                throw new IllegalArgumentException("the output would replace an input: " + out);
            }
        }
        OutputFile.require(out, inputs);
        Path folder = Objects.requireNonNull(out.toAbsolutePath().getParent());
        if (!Files.isWritable(folder)) {
            // What takes hours must not fail at its end.
            throw new AccessDeniedException(out.toString(), null, "cannot write in " + folder);
        }
    }

    /** Refuses a folder that is an input's or lies in it: what is made would be found with what it was made of. */
    static void requireFolder(Path out, List<Path> inputs) throws IOException {
        for (Path input : inputs) {
            if (isWithin(out, input)) {
                throw new IllegalArgumentException("the output lies in an input: output=" + out + ", input=" + input);
            }
        }
    }

    /** Whether a file or folder, which need not exist, lies in a folder, or is it. */
    private static boolean isWithin(Path out, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        Path there = out.toAbsolutePath().normalize();
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there.toRealPath().startsWith(folder.toRealPath());
    }
}
