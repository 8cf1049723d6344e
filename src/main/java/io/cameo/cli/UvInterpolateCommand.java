package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.ffhquv.UvBins;
import io.cameo.convert.ffhquv.UvInterpolate;
import io.cameo.convert.ffhquv.UvInterpolateReport;
import io.cameo.convert.ffhquv.UvWeights;
import io.cameo.dataset.ffhquv.UvSet;
import io.cameo.dataset.ffhquv.UvTree;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cameo uv interpolate}: latents of new faces between those of others. */
@Command(
        name = "interpolate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes latents of new faces: chooses samples, sorts them into classes, draws",
            "pairs within each, and interpolates the latents of every view. A generator",
            "that is not part of Cameo makes images of them.",
            ""
        },
        footer = {
            "",
            "OUT gets face-latents/000/000000/000000_front_latent.pt and so on, a",
            "meta-info.json, and lineage.tsv, which says of what pair each sample is made.",
            "Pairs depend on seed, ids and classes alone; no pair comes twice, in either",
            "order. A sample without a latent of each view, or without a value that a bin",
            "asks for, is left out, and so is a class of fewer than --least.",
            "",
            "FFHQ-UV-Interpolate was made like this, but its authors published neither",
            "thresholds nor classes nor how pairs were drawn: all of these are yours.",
            "docs/uv-interpolate.md has every rule.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv interpolate testdata/convert/ffhquv/release made --seed 1 \\",
            "      --bins 'gender; age:0,40,80' --count 6",
            "",
            "Exit code: 0 made, 1 some latents are bad, 2 wrong usage, 130 stopped."
        })
final class UvInterpolateCommand implements Callable<Integer> {
    private static final String NAME = "uv interpolate";

    private final Console console;

    @Mixin
    private final UvSourceOptions source = new UvSourceOptions();

    @Option(
            names = "--bins",
            paramLabel = "BINS",
            description = "What makes a class, as 'gender; age:0,20,40,60; beard:0,0.2,1': columns of words, or of"
                    + " numbers with edges. Default: gender")
    private String bins = "gender";

    @Option(names = "--count", paramLabel = "N", description = "Samples of all classes, by their members.")
    private @Nullable Integer count;

    @Option(names = "--per-class", paramLabel = "N", description = "Samples of each class, in place of --count.")
    private @Nullable Integer perClass;

    @Option(
            names = "--t",
            paramLabel = "T",
            description = "How far from one to the other: 0.5; 0.25,0.5,0.75 for as many samples of each pair; or"
                    + " uniform:0.1-0.9, drawn for each. Default: 0.5")
    private String t = "0.5";

    @Option(names = "--least", paramLabel = "N", description = "Members that a class needs. Default: 2")
    private int least = 2;

    @Option(names = "--seed", required = true, paramLabel = "S", description = "Of all random numbers.")
    private long seed;

    @Option(names = "--zip", description = "Latents into archives, face-latents/000.zip, a thousand ids each.")
    private boolean zip;

    @Option(names = "--resume", description = "Keep what a stopped run of the same command has made.")
    private boolean resume;

    UvInterpolateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return UvSourceOptions.pointing(NAME, console, this::make);
    }

    private int make() throws IOException {
        source.check();
        UvInterpolateReport report;
        List<FileTree.Problem> unread;
        try (UvTree tree = source.open()) {
            unread = tree.problems();
            UvSet set = source.setOf(tree);
            UvOutput.requireFolder(source.out(), source.inputs());
            UvInterpolate job = UvInterpolate.of(tree, set)
                    .where(source.where())
                    .metrics(source.metrics())
                    .bins(UvBins.parse(bins))
                    .weights(UvWeights.parse(t))
                    .leastMembers(least)
                    .seed(seed)
                    .zip(zip)
                    .resume(resume)
                    .workers(source.workers())
                    .progress(source.bar(console, "interpolating"));
            want(job);
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = OutputFile.making(
                        source.out() + " is not complete; --resume goes on", () -> job.writeTo(source.out()));
            }
        }
        if (source.talk().json()) {
            JsonPrinter.print(console.out(), json -> UvInterpolateText.json(report, json));
        } else if (source.talk().talks()) {
            UvInterpolateText.print(report, console.out());
        }
        UvInterpolateText.complain(report.problems(), console.err());
        if (report.cancelled()) {
            console.err().println("cameo: stopped; --resume goes on");
            return ExitCode.INTERRUPTED;
        }
        int whole = UvUnread.complain(unread, console.err());
        return report.isSound() ? whole : ExitCode.BAD_DATA;
    }

    private void want(UvInterpolate job) {
        Integer all = count;
        Integer each = perClass;
        if (all != null && each == null) {
            job.count(all);
        } else if (each != null && all == null) {
            job.perClass(each);
        } else {
            throw new IllegalArgumentException("one of --count N and --per-class N says how many samples to make");
        }
    }
}
