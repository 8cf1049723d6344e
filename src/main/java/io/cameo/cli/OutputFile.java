package io.cameo.cli;

import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The one rule of all commands for files that they are to write: nothing that is read, or stands beside it, is lost. */
final class OutputFile {
    private OutputFile() {}

    /** The work of a command. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Refuses a record file that has no folder or another ending, or would replace an input or the index of one.
     *
     * @param mayBeInput whether the user allowed that it is an input
     */
    static void requireRecords(Path out, List<Path> inputs, boolean mayBeInput) throws IOException {
        if (!out.toString().endsWith(".rec")) {
            throw new IllegalArgumentException("the output must be named *.rec: " + out);
        }
        require(out, List.of());
        for (Path input : inputs) {
            InputFile.require(input);
            boolean same = isSame(out, input);
            if (same && !mayBeInput) {
                throw new IllegalArgumentException(
                        "the output is an input: " + out + ". --overwrite-input replaces it when the new one is whole");
            }
            for (Path index : indexes(out)) {
                if (!same
                        && (isSame(index, input) || indexes(input).stream().anyMatch(other -> isSame(index, other)))) {
                    throw new IllegalArgumentException(
                            "the output would replace the index of an input, name it otherwise: " + out);
                }
            }
        }
    }

    /** Refuses a file that has no folder, is a folder, or would replace one of some record files or its indexes. */
    static void require(Path out, List<Path> records) throws IOException {
        requireFolder(out);
        if (Files.isDirectory(out)) {
            throw new IllegalArgumentException("the output is a folder, name a file in it: " + out);
        }
        for (Path rec : records) {
            if (isSame(out, rec) || indexes(rec).stream().anyMatch(index -> isSame(out, index))) {
                throw new IllegalArgumentException(
                        "the output would replace a record file or its index, name it otherwise: " + out);
            }
        }
    }

    static void requireFolder(Path out) {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "the folder of the output does not exist, make it first: mkdir -p '" + folder + "'");
        }
    }

    /** Whether two names are of one file, which need not exist. */
    static boolean isSame(Path one, Path other) {
        Path first = one.toAbsolutePath().normalize();
        Path second = other.toAbsolutePath().normalize();
        try {
            return first.equals(second)
                    || (Files.exists(first) && Files.exists(second) && Files.isSameFile(first, second));
        } catch (IOException unknown) {
            return true; // better refused than lost
        }
    }

    /** Whether a file, which need not exist, lies in a folder, which is no file. */
    static boolean isWithin(Path file, Path folder) throws IOException {
        return Files.isDirectory(folder) && whole(file).startsWith(folder.toRealPath());
    }

    /** Without links, as far as it exists. */
    static Path whole(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (Files.exists(absolute) || parent == null) {
            return absolute.toRealPath();
        }
        return whole(parent).resolve(String.valueOf(absolute.getFileName()));
    }

    private static List<Path> indexes(Path rec) {
        return List.of(RecordIndex.besides(rec), CixFile.besides(rec));
    }

    /** {@code out.rec  out.idx  out.cix}. */
    static String listed(Path rec) {
        return rec + "  " + RecordIndex.besides(rec) + "  " + CixFile.besides(rec);
    }

    /**
     * Runs work whose failure may name no file, as that of a full disk, and says with it what became of the output.
     *
     * @param otherwise what is so if the work fails, as {@code no out.rec was made}
     */
    static <T> T making(String otherwise, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (FileSystemException named) {
            throw named;
        } catch (IOException failure) {
            throw new IOException(Failures.sentence(failure) + "; " + otherwise, failure);
        }
    }
}
