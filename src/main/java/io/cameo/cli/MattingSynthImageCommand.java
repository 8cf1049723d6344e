package io.cameo.cli;

import io.cameo.convert.matting.SourceList;
import io.cameo.convert.matting.SynthImage;
import io.cameo.convert.matting.SynthReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo matting synth image}: pictures of several people out of pictures of one. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts several people into pictures of places, and writes the matte of each, in",
            "the layout that MaGGIe trains on: images/7.jpg, alphas/7/0.png, and bg, fg; or",
            "into records, as 'cameo matting pack' makes of these, if OUT ends in .rec.",
            ""
        },
        footer = {
            "",
            "People: images/NAME.jpg with alphas/NAME.png beside (also fgr and pha), or PNGs",
            "with an alpha channel. Lists have a name a line; after a tab that of a matte.",
            "Each is cut to its matte, scaled to 50 to 90 %% of the height, and put where it",
            "hides 30 %% of anybody at most: three tries, else it is dropped. Mattes are",
            "what is visible; in every pixel they sum to 255 at most.",
            "",
            "Picture N depends on seed, sorted lists and N alone, and is record N. synth.tsv",
            "in OUT, or beside OUT.rec, tells who is where in each. Numbers that gave",
            "nothing are gaps, as in the original.",
            "docs/matting-synth.md has every rule, and what the original does otherwise.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo matting synth image --fg testdata/convert/matting/people \\",
            "      --bg testdata/convert/matting/places --count 8 made",
            "",
            "Exit code: 0 made, 1 some sources are bad, 2 wrong usage, 130 stopped."
        })
final class MattingSynthImageCommand implements Callable<Integer> {
    private static final String DEFAULT_PEOPLE = "2-5";

    private static final String ORIGINAL_PEOPLE = "2-4";

    private final Console console;

    @Mixin
    private final SynthOptions options = new SynthOptions();

    @Option(names = "--count", paramLabel = "N", description = "Pictures, from number 0. Default: 50000")
    private int count = SynthImage.DEFAULT_COUNT;

    @Option(
            names = "--people",
            paramLabel = "A-B",
            description = "Chosen for a picture, up to 7. Default: 2-5, as the paper says; with --compat 2-4")
    private @Nullable String people;

    @Option(
            names = "--compat",
            description = "As the original's randint: 2 to 4 people, nobody at the right or lower border.")
    private boolean compat;

    @Option(names = "--invalid", paramLabel = "FILE", description = "Names of images to leave out, one a line.")
    private @Nullable Path invalid;

    @Option(
            names = "--layers",
            negatable = true,
            description = "People and place alone, too: fg and bg, which trainers do not read."
                    + " Default: in a folder, as the original; not in records")
    private @Nullable Boolean layers;

    MattingSynthImageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        String asked = people;
        int[] range = SynthOptions.range("--people", asked != null ? asked : compat ? ORIGINAL_PEOPLE : DEFAULT_PEOPLE);
        Path out = options.out();
        Boolean alone = layers;
        SynthReport report;
        try (SourceList who = options.openPeople();
                SourceList where = options.openPlaces()) {
            SynthImage job = SynthImage.of(who, where)
                    .count(count)
                    .seed(options.seed())
                    .people(range[0], range[1])
                    .quality(options.quality())
                    .layers(alone != null ? alone : !options.isRecords())
                    .compat(compat)
                    .invalid(SynthOptions.names(invalid))
                    .resume(options.resume())
                    .workers(options.workers())
                    .progress(options.bar(console, "composing", "img"));
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making(
                        out + " is not complete; --resume goes on",
                        () -> options.isRecords() ? job.packInto(out) : job.writeTo(out));
            }
        }
        if (options.talk().json()) {
            JsonPrinter.print(console.out(), json -> SynthText.json(report, json));
        } else if (options.talk().talks()) {
            SynthText.print(report, console.out());
        }
        SynthText.complain(report.problems(), console.err());
        if (report.cancelled()) {
            console.err().println("cameo: stopped; --resume goes on");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
