package io.cameo.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The commands that the JVM watches while the build makes the start cache: what they load is ready at every later
 * start. A command that should start fast belongs in the list.
 */
final class TrainingRun {
    /** In {@code {}} stands a folder that is deleted afterwards; commands may write there and read what stands there. */
    private static final List<List<String>> COMMAND_LINES = List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("doctor"),
            List.of("doctor", "--json"),
            List.of("doctor", "--help"),
            List.of("no-such-command"),
            List.of("demo", "{}/demo", "--identities", "2", "--shots", "3"),
            List.of("info", "{}/demo/faces.rec"),
            List.of("info", "{}/demo/faces.rec", "--json"),
            List.of("get", "{}/demo/faces.rec", "1", "-o", "{}/one.jpg"),
            List.of("unpack", "{}/demo/faces.rec", "{}/unpacked"),
            List.of("list", "{}/again", "{}/demo/people", "--recursive"),
            List.of("pack", "{}/again.lst", "{}/demo/people", "--pass-through"),
            List.of("pack", "{}/again.lst", "{}/demo/people", "--json"),
            List.of("uv", "pack", "testdata/convert/ffhquv/release", "{}/uv.rec", "--set", "ffhq-uv"),
            List.of(
                    "uv",
                    "query",
                    "{}/uv.rec",
                    "--where",
                    "gender = female and age between 20 and 30",
                    "--order",
                    "age"),
            List.of("uv", "query", "{}/uv.rec", "--where", "abs(yaw) < 9 or beard in (0, 0.1)", "--json"),
            List.of("uv", "query", "{}/uv.rec", "--columns"));

    private TrainingRun() {}

    /** What {@link StartCache} runs, with the folder that stands for {@code {}}. */
    public static void main(String[] args) {
        PrintStream nowhere = StandardOutput.printer(OutputStream.nullOutputStream(), true);
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Interrupts.listen();
        for (boolean color : new boolean[] {false, true}) {
            for (List<String> line : COMMAND_LINES) {
                String[] words =
                        line.stream().map(word -> word.replace("{}", args[0])).toArray(String[]::new);
                Main.run(new Console(nowhere, err, false, 80, color), words);
            }
        }
        Interrupts.commandEnded();
    }
}
