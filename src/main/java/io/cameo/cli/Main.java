package io.cameo.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The {@code cameo} program: picks a command, runs it, returns its exit code. */
@Command(
        name = "cameo",
        description = "Packs, checks, aligns and serves face and human training data.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "",
        footer = {
            "",
            "Examples:",
            "  cameo list train photos --recursive    list photos/, a label a folder",
            "  cameo pack train.lst photos            train.rec, train.idx, train.cix",
            "  cameo pack --help                      every command has such a page",
            "",
            "Exit status: 0 fine, 1 the data is bad, 2 the command line is wrong."
        })
public final class Main implements Runnable {
    private static final int DEFAULT_WIDTH_COLUMNS = 80;
    private static final int NARROWEST_HELP_COLUMNS = 60;
    private static final int WIDEST_HELP_COLUMNS = 110;
    private static final int MOST_WORKERS = 1024;

    private final CommandLine line;
    private final PrintStream out;
    private final Failures failures;

    @Option(
            names = "--trace",
            scope = ScopeType.INHERIT,
            description = "With an error, show where in the program it arose.")
    private boolean trace;

    private Main(Console console, String... args) {
        out = console.out();
        line = new CommandLine(this);
        for (Commands.Entry entry : Commands.ALL) {
            if (mayBeMeant(entry.name(), args)) {
                CommandLine command = new CommandLine(entry.create().apply(console));
                command.getCommandSpec().versionProvider(new Version());
                parentOf(entry.name(), console).addSubcommand(entry.word(), command);
            }
        }
        failures = new Failures(console.err(), () -> trace || Boolean.getBoolean("cameo.trace"));
        int widthColumns = Math.clamp(console.widthColumns(), NARROWEST_HELP_COLUMNS, WIDEST_HELP_COLUMNS);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.color() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(widthColumns)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(this::runLast);
        showCommands(line);
    }

    /** What the launcher starts. */
    public static void main(String[] args) {
        PrintStream err = callersError();
        boolean color = Boolean.getBoolean("cameo.color");
        PrintStream out = StandardOutput.printer(new FileOutputStream(FileDescriptor.out), color);
        System.setErr(err);
        System.setOut(out);
        int widthColumns = Integer.getInteger("cameo.width", DEFAULT_WIDTH_COLUMNS);
        Interrupts.listen();
        int code = run(new Console(out, err, Boolean.getBoolean("cameo.terminal"), widthColumns, color), args);
        Interrupts.commandEnded();
        System.exit(code);
    }

    /**
     * Runs one command against the given streams and returns its {@link ExitCode}; what tests call. Never throws for
     * what a command meets: it is written to {@code err}.
     */
    public static int run(Console console, String... args) {
        Main main = new Main(console, args);
        try {
            int code = main.line.execute(args);
            console.out().flush();
            return code;
        } catch (RuntimeException | Error failure) {
            return main.failures.report(failure, main.line);
        }
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        line.usage(out, line.getColorScheme());
    }

    /** Picocli handles what a command throws, but not what writing a help page throws, as when its reader leaves. */
    private int runLast(ParseResult parsed) {
        requireSensibleWorkers(parsed);
        try {
            return new RunLast().execute(parsed);
        } catch (ParameterException | ExecutionException handled) {
            throw handled;
        } catch (RuntimeException failure) {
            return failures.report(failure, line);
        }
    }

    /** Whatever the command: threads beyond all reason would end as memory that is not there. */
    private static void requireSensibleWorkers(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        CommandLine.Model.OptionSpec option = command.matchedOption("--workers");
        if (option == null) {
            return;
        }
        for (String text : option.stringValues()) {
            for (String number : text.split(",", -1)) {
                if (Long.parseLong(number.strip()) > MOST_WORKERS) {
                    throw new ParameterException(
                            command.commandSpec().commandLine(),
                            "--workers takes " + MOST_WORKERS + " at most: " + number.strip());
                }
            }
        }
    }

    private static void showCommands(CommandLine command) {
        command.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
    }

    /** The line of a name's family, made for its first member; this line for commands of one word. */
    private CommandLine parentOf(String name, Console console) {
        Commands.Family family = Commands.familyOf(name).orElse(null);
        if (family == null) {
            return line;
        }
        CommandLine above = parentOf(family.name(), console);
        CommandLine known = above.getSubcommands().get(family.word());
        if (known != null) {
            return known;
        }
        CommandLine made = FamilyCommand.of(family, console);
        made.getCommandSpec().versionProvider(new Version());
        showCommands(made);
        above.addSubcommand(family.word(), made);
        return made;
    }

    /** Building a command means reading its annotations; only those that are asked for are worth the time. */
    private static boolean mayBeMeant(String name, String... args) {
        String asked = "";
        for (int words = 1; words <= args.length; words++) {
            String longer = String.join(" ", List.of(args).subList(0, words));
            if (Commands.ALL.stream().noneMatch(known -> isWithin(known.name(), longer))) {
                break;
            }
            asked = longer;
        }
        return asked.isEmpty() || isWithin(name, asked);
    }

    /** Whether a command is the one of that name, or belongs to the family of that name. */
    private static boolean isWithin(String name, String asked) {
        return name.equals(asked) || name.startsWith(asked + " ");
    }

    /**
     * The caller's stderr. The launcher hands it over as another stream and lets the JVM's own messages through a
     * sieve; without a launcher it is the usual one.
     */
    private static PrintStream callersError() {
        int number = Integer.getInteger("cameo.stderr", 2);
        if (number == 2) {
            return System.err;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return new PrintStream(new FileOutputStream(constructor.newInstance(number)), true, StandardCharsets.UTF_8);
        } catch (ReflectiveOperationException | RuntimeException closedOff) {
            return System.err;
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"cameo " + (version == null ? "unpackaged" : version)};
        }
    }
}
