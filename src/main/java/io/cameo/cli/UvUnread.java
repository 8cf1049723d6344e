package io.cameo.cli;

import io.cameo.archive.FileTree;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Names archives, entries and folders that were not read: a figure over the rest is none over all. */
final class UvUnread {
    private static final int MOST_SHOWN = 20;

    private UvUnread() {}

    /** Says what was not read, a line each; returns the exit code that it asks for. */
    static int complain(List<FileTree.Problem> problems, PrintStream err) {
        problems.stream()
                .limit(MOST_SHOWN)
                .forEach(problem ->
                        err.println("cameo: not read: " + Console.printable(problem.name() + ": " + problem.reason())));
        if (problems.size() > MOST_SHOWN) {
            err.printf(Locale.ROOT, "cameo: not read: %,d more%n", problems.size() - MOST_SHOWN);
        }
        return problems.isEmpty() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
