package io.cameo.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/**
 * The list of commands in the help: one line each, under the headings of {@link Commands}. The main help shows a family as
 * one line; the help of a family shows its members.
 */
final class CommandList implements IHelpSectionRenderer {
    private static final int LEAST_NAME_COLUMNS = 8;
    private static final int GAP = 2;

    @Override
    public String render(Help help) {
        Set<String> known = help.commandSpec().subcommands().keySet();
        String whole = help.commandSpec().qualifiedName() + " ";
        String own = whole.substring(whole.indexOf(' ') + 1);
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        for (Commands.Entry entry : Commands.ALL) {
            if (!entry.name().startsWith(own)) {
                continue;
            }
            int space = entry.name().indexOf(' ', own.length());
            if (space < 0) {
                groups.computeIfAbsent(entry.group(), _ -> new LinkedHashMap<>())
                        .put(entry.word(), entry.summary());
            } else {
                Commands.family(entry.name().substring(0, space))
                        .ifPresent(family -> groups.computeIfAbsent(family.group(), _ -> new LinkedHashMap<>())
                                .put(family.word(), family.summary()));
            }
        }
        StringBuilder text = new StringBuilder();
        int columns = GAP + known.stream().mapToInt(String::length).reduce(LEAST_NAME_COLUMNS, Math::max);
        groups.forEach((group, commands) -> {
            commands.keySet().retainAll(known);
            if (!commands.isEmpty()) {
                text.append(System.lineSeparator()).append(group).append(':').append(System.lineSeparator());
                commands.forEach((name, summary) -> line(text, help, name, summary, columns));
            }
        });
        return text.toString();
    }

    private static void line(StringBuilder text, Help help, String name, String summary, int columns) {
        text.append("  ").append(help.colorScheme().commandText(name));
        text.repeat(' ', columns - name.length());
        text.append(summary).append(System.lineSeparator());
    }
}
