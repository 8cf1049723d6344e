package io.cameo.cli;

import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the main help: one line each, under the headings of {@link Commands}. */
final class CommandList implements IHelpSectionRenderer {
    private static final int NAME_COLUMNS = 10;

    @Override
    public String render(Help help) {
        Set<String> commands = help.commandSpec().subcommands().keySet();
        StringBuilder text = new StringBuilder();
        String group = "";
        for (Commands.Entry entry : Commands.ALL) {
            if (!commands.contains(entry.name())) {
                continue;
            }
            if (!group.equals(entry.group())) {
                group = entry.group();
                text.append(System.lineSeparator()).append(group).append(':').append(System.lineSeparator());
            }
            String name = help.colorScheme().commandText(entry.name()).toString();
            text.append("  ").append(name);
            text.repeat(' ', Math.max(1, NAME_COLUMNS - entry.name().length()));
            text.append(entry.summary()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
