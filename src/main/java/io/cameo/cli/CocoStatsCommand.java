package io.cameo.cli;

import io.cameo.convert.coco.CocoCount;
import io.cameo.convert.coco.CocoStats;
import io.cameo.dataset.coco.CocoCategories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo coco stats}: what an annotation file holds. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Counts what a COCO annotation file holds: images, instances and crowds, key",
            "points, how many instances images have, how segmentations are written.",
            ""
        },
        footer = {
            "",
            "Of images with annotations P90 is the smallest number of instances that nine",
            "tenths of them do not exceed.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo coco stats testdata/dataset/coco/people.json",
            "",
            "Exit code: 0 counted, 1 no annotation file, 2 wrong usage, 130 stopped."
        })
final class CocoStatsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "ANNOTATIONS.json", description = "An annotation file, or one of results.")
    private Path json = Path.of("");

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "Only annotations of this category, by name or id. May be repeated. Default: all")
    private List<String> categories = List.of();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    CocoStatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(json);
        CocoCount count = new CocoCount(
                json,
                CocoCategories.of(categories),
                ProgressBar.on(console, talk.quiet() || !progress.isOn(), "counting", "img"));
        CocoStats stats;
        try (var _ = Interrupts.onInterrupt(count::cancel)) {
            stats = count.run();
        } catch (CancellationException stopped) {
            console.err().println("cameo: stopped; nothing is known");
            return ExitCode.INTERRUPTED;
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> CocoStatsText.writeJson(stats, out));
        } else if (talk.talks()) {
            new CocoStatsText(stats, console.out()).print();
        }
        return ExitCode.FINE;
    }
}
