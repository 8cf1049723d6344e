package io.cameo.cli;

/** What a command's exit status means, the same for every command. */
public final class ExitCode {
    /** The work was done and the data is sound. */
    public static final int FINE = 0;
    /** The command ran, and the data is bad: rejected images, damage, an unreadable file. */
    public static final int BAD_DATA = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** A fault of Cameo's own, shown with its stack trace (EX_SOFTWARE of sysexits.h). */
    public static final int INTERNAL_ERROR = 70;
    /** Stopped by Ctrl-C, as shells report it (128 + SIGINT). */
    public static final int INTERRUPTED = 130;
    /** The reader of stdout left, as {@code head} does, and shells report it (128 + SIGPIPE). */
    public static final int READER_LEFT = 141;

    private ExitCode() {}
}
