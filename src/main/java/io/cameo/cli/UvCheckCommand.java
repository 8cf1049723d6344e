package io.cameo.cli;

import io.cameo.convert.ffhquv.UvCheck;
import io.cameo.convert.ffhquv.UvCheckReport;
import io.cameo.convert.ffhquv.UvIdRange;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo uv check}: whether a copy of FFHQ-UV is whole. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds what a copy of FFHQ-UV lacks and what in it is damaged: shards and ids,",
            "maps, latents, the meta file, and what the project knows of each face. Reads",
            "folders and archives as they are; decodes every map; executes no pickle.",
            ""
        },
        footer = {
            "",
            "Errors: missing shards, maps and views; maps that are cut off, no PNG, not RGB,",
            "not square, of several sizes, or the same under two ids; latents that are",
            "damaged, of another shape, not finite, or not of one face; pickles that name",
            "what is not data; values of the meta file out of range; indices of FFHQ that",
            "stand twice, or meet nothing in the project.",
            "Warnings: what differs between meta file, latents and project; files twice.",
            "docs/uv-check.md lists all of them.",
            "",
            "Which ids should be there: those of --expect, else those of the meta file, else",
            "all from the first to the last.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv check testdata/convert/ffhquv/broken",
            "",
            "Exit code: 0 no errors, 1 errors, 2 wrong usage, 130 stopped."
        })
final class UvCheckCommand implements Callable<Integer> {
    private static final int JSON_EXAMPLES = 1000;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR|ARCHIVE.zip", description = "Folders and archives, as they are.")
    private List<Path> paths = List.of();

    @Option(
            names = "--set",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: ffhq-uv, interpolate, project. Default: all that there is")
    private List<String> sets = List.of();

    @Option(
            names = "--expect",
            paramLabel = "FROM-TO",
            description = "Ids that should be there: 0-54164, or 'release' for those of the whole release.")
    private @Nullable String expect;

    @Option(
            names = "--max-shown",
            paramLabel = "N",
            description = "Findings to show of each kind. Default: 3, or 1000 with --json")
    private @Nullable Integer shown;

    @Option(
            names = {"--num-thread", "--workers", "--jobs"},
            paramLabel = "N",
            description = "Threads that decode. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    UvCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Integer asked = shown;
        int examples = asked != null ? asked : talk.json() ? JSON_EXAMPLES : UvCheck.DEFAULT_EXAMPLES;
        requireAtLeast("--max-shown", examples, 0);
        RunOptions.requireWorkers(workers);
        UvCheckReport report;
        try (UvTree tree = UvTree.open(paths)) {
            UvCheck check = UvCheck.of(tree)
                    .sets(UvSets.of(sets))
                    .examples(examples)
                    .workers(workers)
                    .progress(
                            ProgressBar.on(console, talk.quiet() || talk.json() || !progress.isOn(), "checking", "id"));
            if ("release".equals(expect)) {
                check.expectRelease();
            } else if (expect != null) {
                check.expect(UvIdRange.parse(expect));
            }
            try (var _ = Interrupts.onInterrupt(check::cancel)) {
                report = check.run();
            }
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> UvCheckJson.write(report, out));
        } else if (talk.talks()) {
            UvCheckText.print(report, console.out());
        } else if (!report.isSound()) {
            console.err().println("cameo: " + UvCheckText.summary(report));
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; nothing is known of the rest");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), option + " needs " + least + " or more: " + value);
        }
    }
}
