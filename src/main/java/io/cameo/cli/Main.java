package io.cameo.cli;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code cameo} program: picks a command, runs it, returns its exit code. */
@Command(
        name = "cameo",
        description = "Packs, checks, aligns and serves face and human training data.",
        mixinStandardHelpOptions = true,
        subcommands = {})
public final class Main implements Runnable {
    private final Console console;

    Main(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        System.exit(run(new Console(System.out, System.err, Boolean.getBoolean("cameo.terminal"), 80), args));
    }

    /** Runs one command against the given streams and returns its exit code; what tests call. */
    public static int run(Console console, String... args) {
        return new CommandLine(new Main(console)).execute(args);
    }

    @Override
    public void run() {
        PrintStream out = console.out();
        new CommandLine(this).usage(out);
    }
}
