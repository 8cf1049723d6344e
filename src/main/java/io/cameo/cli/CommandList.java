package io.cameo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the main help: the first sentence of each, under the headings of {@link Commands}. */
final class CommandList implements IHelpSectionRenderer {
    private static final int NAME_COLUMNS = 10;
    private static final int TEXT_COLUMN = 2 + NAME_COLUMNS;

    @Override
    public String render(Help help) {
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Commands.Entry entry : Commands.ALL) {
            CommandLine command = commands.get(entry.name());
            if (command == null) {
                continue;
            }
            if (!group.equals(entry.group())) {
                group = entry.group();
                text.append(System.lineSeparator()).append(group).append(':').append(System.lineSeparator());
            }
            String name = help.colorScheme().commandText(entry.name()).toString();
            text.append("  ").append(name);
            text.repeat(' ', Math.max(1, NAME_COLUMNS - entry.name().length()));
            int widthColumns = help.commandSpec().usageMessage().width() - TEXT_COLUMN;
            List<String> lines = wrap(firstSentence(command), widthColumns);
            text.append(String.join(System.lineSeparator() + " ".repeat(TEXT_COLUMN), lines));
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String firstSentence(CommandLine command) {
        String description =
                String.join(" ", command.getCommandSpec().usageMessage().description());
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }

    static List<String> wrap(String text, int widthColumns) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > widthColumns) {
            int space = rest.lastIndexOf(' ', widthColumns);
            if (space <= 0) {
                break;
            }
            lines.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        lines.add(rest);
        return lines;
    }
}
