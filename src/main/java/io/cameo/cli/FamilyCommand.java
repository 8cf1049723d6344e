package io.cameo.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** The first words of commands of several: alone they show what there is. */
@Command(
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "")
final class FamilyCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    private FamilyCommand(Console console) {
        this.console = console;
    }

    /** The command line of a family, still without its members. */
    static CommandLine of(Commands.Family family, Console console) {
        CommandLine line = new CommandLine(new FamilyCommand(console));
        line.getCommandSpec().name(family.word());
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.description(family.summary().substring(0, 1).toUpperCase(Locale.ROOT)
                + family.summary().substring(1) + ".");
        usage.footer(
                "",
                "Example:",
                "  " + family.example(),
                "",
                "Every command has a page: " + "cameo " + family.name() + " COMMAND --help");
        return line;
    }

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.usage(console.out(), line.getColorScheme());
    }
}
