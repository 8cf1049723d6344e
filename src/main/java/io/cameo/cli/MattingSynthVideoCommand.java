package io.cameo.cli;

import io.cameo.convert.matting.SourceList;
import io.cameo.convert.matting.SynthVideo;
import io.cameo.convert.matting.VideoLevel;
import io.cameo.convert.matting.VideoReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo matting synth video}: videos of several people out of clips of one. */
@Command(
        name = "video",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts clips of several people side by side into one place, and writes the matte",
            "of each in every frame, in the layout that MaGGIe trains on:",
            "fgr/00007/00012.jpg and pha/00007/00012/01.png; or into records, as 'cameo",
            "matting pack' makes of these, if OUT ends in .rec.",
            ""
        },
        footer = {
            "",
            "Clips are folders of frames; mattes stand in pha where frames stand in fgr, or",
            "are their alpha channel. Lists name folders, and files for pictures that stand",
            "still. The background is a picture or a clip, each half of the time.",
            "",
            "Levels: easy is side by side, up to three people; medium hides 5 to 30 %% of",
            "somebody in the worst frame, hard 50 to 85 %%. Videos that do not are left out:",
            "their numbers are gaps, as in the original. Levels may share OUT, numbers may",
            "not; nothing is overwritten. synth-LEVEL.tsv in OUT, or beside OUT.rec, tells",
            "of every number.",
            "docs/matting-synth.md has every rule, and the numbers of V-HIM2K5.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting synth video --fg testdata/convert/matting/clips/fgr.txt \\",
            "      --bg testdata/convert/matting/clips/bg --count 4 made",
            "",
            "Exit code: 0 made, 1 some sources are bad, 2 wrong usage, 130 stopped."
        })
final class MattingSynthVideoCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final SynthOptions options = new SynthOptions();

    @Option(names = "--level", paramLabel = "L", description = "easy, medium or hard. Default: easy")
    private String level = "easy";

    @Option(names = "--count", paramLabel = "N", description = "Numbers to try. Default: 500")
    private int count = 500;

    @Option(names = "--first", paramLabel = "N", description = "The first number. Default: 0")
    private int first;

    @Option(names = "--people", paramLabel = "A-B", description = "In a video, up to 7. Default: 2-4")
    private String people = "2-4";

    @Option(names = "--frames", paramLabel = "N", description = "At most. Default: 30")
    private int frames = SynthVideo.DEFAULT_FRAMES;

    MattingSynthVideoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        int[] range = SynthOptions.range("--people", people);
        Path out = options.out();
        VideoReport report;
        try (SourceList who = options.openPeople();
                SourceList where = options.openPlaces()) {
            SynthVideo job = SynthVideo.of(who, where, VideoLevel.of(level))
                    .numbers(first, count)
                    .people(range[0], range[1])
                    .frames(frames)
                    .seed(options.seed())
                    .quality(options.quality())
                    .resume(options.resume())
                    .workers(options.workers())
                    .progress(options.bar(console, "composing", "clip"));
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making(
                        out + " is not complete; --resume goes on",
                        () -> options.isRecords() ? job.packInto(out) : job.writeTo(out));
            }
        }
        if (options.talk().json()) {
            JsonPrinter.print(console.out(), json -> VideoText.json(report, json));
        } else if (options.talk().talks()) {
            VideoText.print(report, console.out());
        }
        SynthText.complain(report.problems(), console.err());
        if (report.cancelled()) {
            console.err().println("cameo: stopped; --resume goes on");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
