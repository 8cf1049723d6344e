package io.cameo.cli;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.face.MissingModelException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what a command threw into one line for the user and an exit code. Bad data and bad command lines are the user's
 * to mend and need no stack trace; everything else is a fault of ours and comes with one.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final String OUR_PACKAGES = "io.cameo.";

    private final PrintStream err;
    private final BooleanSupplier traced;

    /**
     * @param err where the line goes
     * @param traced whether the user wants to see stack traces
     */
    Failures(PrintStream err, BooleanSupplier traced) {
        this.err = err;
        this.traced = traced;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return report(failure, command);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        List<String> unknown = command.getUnmatchedArguments();
        if (failure instanceof MissingParameterException && !unknown.isEmpty()) {
            // An option that was misspelt is more to the point than the argument that is missing beside it.
            return handleParseException(new UnmatchedArgumentException(command, unknown), args);
        }
        boolean family = !command.getSubcommands().isEmpty();
        if (family && failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            err.println(nameOf(command) + ": no such command: "
                    + unmatched.getUnmatched().getFirst());
        } else {
            err.println(nameOf(command) + ": " + lowerFirst(String.valueOf(failure.getMessage())));
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            suggest(unmatched.getSuggestions());
        }
        hint(command);
        return ExitCode.USAGE;
    }

    /** Writes what happened and returns the exit code for it. */
    int report(Throwable thrown, CommandLine command) {
        Throwable failure = unwrap(thrown);
        if (failure instanceof StandardOutput.ReaderLeftException) {
            return ExitCode.READER_LEFT;
        }
        if (failure instanceof CorruptDataException) {
            return badData(failure, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof MissingModelException model) {
            String advice = model.getMessage().lines().map(Console::printable).collect(Collectors.joining("\n"));
            err.println("cameo: " + advice);
            trace(failure);
            return ExitCode.USAGE;
        }
        if (failure instanceof IOException io) {
            int code = badData(failure, sentence(io));
            return isUsersMistake(io) ? ExitCode.USAGE : code;
        }
        if (failure instanceof InternalError fault && PageFault.is(fault)) {
            return badData(
                    failure,
                    String.valueOf(PageFault.among(Path.of("unknown"), fault).getMessage()));
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("cameo: out of memory: heap_mib=" + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + ". More is given by CAMEO_OPTS=-Xmx8g");
            return ExitCode.INTERNAL_ERROR;
        }
        if (failure instanceof IllegalArgumentException && isOurs(failure)) {
            err.println(nameOf(command) + ": " + failure.getMessage());
            trace(failure);
            hint(command);
            return ExitCode.USAGE;
        }
        failure.printStackTrace(err);
        err.println("cameo: this is a fault of Cameo's own. Please report it with the lines above.");
        return ExitCode.INTERNAL_ERROR;
    }

    private int badData(Throwable failure, String text) {
        // Only the text of a missing model is written in lines; in any other a line break comes from a name.
        err.println("cameo: "
                + (failure instanceof MissingModelException
                        ? text.lines().map(Console::printable).collect(Collectors.joining(System.lineSeparator()))
                        : Console.printable(text)));
        trace(failure);
        return ExitCode.BAD_DATA;
    }

    private void trace(Throwable failure) {
        if (traced.getAsBoolean()) {
            failure.printStackTrace(err);
        }
    }

    private void hint(CommandLine command) {
        err.println("Try '" + nameOf(command) + " --help'.");
    }

    private void suggest(List<String> suggestions) {
        if (!suggestions.isEmpty()) {
            err.println("Did you mean '" + suggestions.getFirst() + "'?"); // the nearest; the others are far off
        }
    }

    /** A file that is not there, or is none, was named on the command line; all else is the fault of data or machine. */
    private static boolean isUsersMistake(IOException failure) {
        return failure instanceof NoSuchFileException
                || failure instanceof NotDirectoryException
                || failure instanceof InputFile.NotAFileException;
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    /** What a library throws for a wrong argument is our mistake; what we throw is the caller's, here the user's. */
    private static boolean isOurs(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith(OUR_PACKAGES);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof UncheckedIOException
                        || failure instanceof ExecutionException
                        || failure instanceof CompletionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    /** What happened, in words, with the file where it is known. */
    static String sentence(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        return switch (failure) {
            case MissingModelException model -> model.getMessage();
            case NoSuchFileException missing -> noSuchFile(missing.getFile());
            case AccessDeniedException denied -> noPermission(denied.getFile());
            case FileAlreadyExistsException existing -> "already exists: " + existing.getFile();
            case NotDirectoryException file -> "not a folder: " + file.getFile();
            case DirectoryNotEmptyException full -> "folder is not empty: " + full.getFile();
            case FileSystemException other
            when other.getReason() != null && other.getFile() != null ->
                lowerFirst(other.getReason()) + ": " + other.getFile();
            // Its text is "FILE (Reason)".
            case FileNotFoundException old -> "cannot open " + text;
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : lowerFirst(text);
        };
    }

    private static String noSuchFile(String file) {
        Path folder = Path.of(file).getParent();
        return folder != null && Files.notExists(folder) ? "no such folder: " + folder : "no such file: " + file;
    }

    /** A file that was to be made is not the point, and its name is a passing one: the folder is. */
    private static String noPermission(String file) {
        Path folder = Path.of(file).toAbsolutePath().getParent();
        return folder != null && Files.notExists(Path.of(file)) && !Files.isWritable(folder)
                ? "no permission to write in the folder: " + folder
                : "no permission: " + file;
    }

    private static String lowerFirst(String text) {
        boolean word =
                text.length() > 1 && Character.isUpperCase(text.charAt(0)) && !Character.isUpperCase(text.charAt(1));
        return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
    }
}
