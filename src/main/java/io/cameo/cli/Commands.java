package io.cameo.cli;

import java.util.List;
import java.util.function.Function;

/** Every command, in the order in which the help shows them. */
final class Commands {
    static final List<Entry> ALL = List.of(
            new Entry("list", "Make records", ListCommand::new),
            new Entry("pack", "Make records", PackCommand::new),
            new Entry("info", "Read records", InfoCommand::new),
            new Entry("get", "Read records", GetCommand::new),
            new Entry("unpack", "Read records", UnpackCommand::new),
            new Entry("demo", "Look around", DemoCommand::new),
            new Entry("doctor", "Look at this machine", DoctorCommand::new));

    private Commands() {}

    /**
     * One command.
     *
     * @param name what the user types
     * @param group the heading that it stands under in the help
     * @param create makes the picocli command; called only for a command that is run or listed
     */
    record Entry(String name, String group, Function<Console, Object> create) {}
}
