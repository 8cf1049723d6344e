package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.convert.ImageFile;
import io.cameo.convert.Numbers;
import io.cameo.convert.PackReport;
import io.cameo.convert.matting.MattingCheck;
import io.cameo.convert.matting.MattingCheckReport;
import io.cameo.convert.matting.MattingPack;
import io.cameo.convert.matting.MattingScore;
import io.cameo.convert.matting.MattingScoreReport;
import io.cameo.convert.matting.MattingSet;
import io.cameo.convert.matting.MattingSheet;
import io.cameo.convert.matting.MattingSheetReport;
import io.cameo.convert.matting.MattingUnpack;
import io.cameo.convert.matting.MattingUnpackReport;
import io.cameo.convert.matting.SourceList;
import io.cameo.convert.matting.SynthImage;
import io.cameo.convert.matting.SynthReport;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.Interpolation;
import io.cameo.image.Transform;
import io.cameo.image.Transforms;
import io.cameo.matte.Metric;
import io.cameo.pipeline.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code cameo demo} does with people cut out and places without anybody: pictures with a matte for each person. */
final class MattingTour {
    private static final int WIDTH_PX = 480;
    private static final int HEIGHT_PX = 360;
    private static final int PEOPLE = 10;
    private static final int PLACES = 5;
    private static final int SHEET_PICTURES = 8;
    /** A small network sees pictures so much smaller, and its mattes are soft where they should be sharp. */
    private static final int GUESS_SHRINKS = 6;

    private static final int PNG_LEVEL = 3;

    private final Path folder;
    private final int pictures;
    private final long seed;
    private final TourLines lines;
    private final Path sources;
    private final Path made;
    private final Path back;
    private final Path guessed;

    /** @param folder of the demo's own; what is below {@code mattes} is replaced */
    MattingTour(Path folder, int pictures, long seed, TourLines lines) {
        this.folder = folder;
        this.pictures = pictures;
        this.seed = seed;
        this.lines = lines;
        sources = folder.resolve("mattes");
        made = sources.resolve("made");
        back = sources.resolve("back");
        guessed = sources.resolve("guessed");
    }

    /** The sheet that shows pictures, mattes and trimaps. */
    Path sheet() {
        return folder.resolve("mattes.png");
    }

    /** Runs everything; the exit code says whether what was made is sound, and came back as it was. */
    int run() throws IOException {
        lines.say("%n%,d pictures of several people with a matte for each, into %s%n%n", pictures, sources);
        for (Path own : List.of(made, back, guessed)) {
            delete(own);
        }
        draw();
        synthesise();
        boolean agrees = check();
        Path rec = pack();
        agrees &= unpack(rec);
        score();
        agrees &= show(rec);
        String cameo = System.getProperty("cameo.command", "cameo");
        lines.say("%nLook at   %s, images, mattes, people cut out, trimaps%n", sheet());
        lines.say(
                "Try       %s matting synth image --fg %s --bg %s --count 100 more%n",
                cameo, sources.resolve(MattingSet.PEOPLE), sources.resolve(MattingSet.PLACES));
        lines.say("          %s matting check %s%n", cameo, made);
        lines.say("          %s matting score %s %s%n", cameo, guessed, made.resolve("alphas"));
        lines.say("          %s matting show %s --sample 3,5 -o two.png%n", cameo, rec);
        return agrees ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    /** An earlier demo's. */
    private static void delete(Path own) throws IOException {
        if (Files.isDirectory(own)) {
            try (Stream<Path> all = Files.walk(own)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void draw() throws IOException {
        MattingSet set = new MattingSet(PEOPLE, PLACES, 0, 0, WIDTH_PX, HEIGHT_PX, seed);
        Outcome outcome =
                set.drawInto(sources, Runtime.getRuntime().availableProcessors(), lines.bar("drawing", "img"));
        lines.row(
                "draw",
                TourLines.rate(PEOPLE + PLACES, outcome.wallNanos(), "img/s"),
                "%,d people cut out with soft edges, %,d places without anybody",
                PEOPLE,
                PLACES);
    }

    private void synthesise() throws IOException {
        try (SourceList people = SourceList.open(sources.resolve(MattingSet.PEOPLE), null);
                SourceList places = SourceList.open(sources.resolve(MattingSet.PLACES), null)) {
            SynthImage job = SynthImage.of(people, places)
                    .count(pictures)
                    .seed(seed)
                    .layers(false)
                    .progress(lines.bar("composing", "img"));
            SynthReport report;
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = job.writeTo(made);
            }
            TourLines.requireWhole(!report.cancelled(), made);
            long mattes = report.instances().entrySet().stream()
                    .mapToLong(entry -> entry.getKey() * entry.getValue())
                    .sum();
            lines.row(
                    "synth",
                    TourLines.rate(report.pictures(), report.wallNanos(), "img/s"),
                    "%s, %.0f %% of a person hidden at most, as MaGGIe trains on: %s",
                    Numbers.count(mattes, "matte"),
                    100 * report.mostHidden(),
                    made);
        }
    }

    private boolean check() throws IOException {
        try (FileTree files = FileTree.open(made)) {
            MattingCheck job = MattingCheck.of(files).progress(lines.bar("checking", "img"));
            MattingCheckReport report;
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = job.run();
            }
            lines.row(
                    "check",
                    TourLines.rate(report.counts().images(), report.wallNanos(), "img/s"),
                    "%s and %s decoded, %s",
                    Numbers.count(report.counts().images(), "image"),
                    Numbers.count(report.counts().mattes(), "matte"),
                    report.isSound() ? "nothing that a training run would fail at" : "NOT sound: " + report.found());
            return report.isSound();
        }
    }

    private Path pack() throws IOException {
        Path rec = folder.resolve("mattes.rec");
        try (FileTree files = FileTree.open(made)) {
            MattingPack job = MattingPack.from(files).progress(lines.bar("packing", "img"));
            PackReport report = TourLines.stoppable(job, () -> job.writeTo(rec));
            TourLines.requireWhole(report.complete(), rec);
            lines.row(
                    "pack",
                    TourLines.rate(report.packed(), report.wallNanos(), "img/s"),
                    "image and all mattes of each in one record: %s, %.1f MB",
                    rec,
                    report.sizeBytes() / 1e6);
        }
        return rec;
    }

    /** Takes the records apart again, and looks whether every matte is the one that was packed, to the last bit. */
    private boolean unpack(Path rec) throws IOException {
        MattingUnpack job = MattingUnpack.from(rec).progress(lines.bar("unpacking", "rec"));
        MattingUnpackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = job.to(back);
        }
        TourLines.requireWhole(!report.cancelled(), back);
        MattingScoreReport same = compare(back.resolve("alphas"), Set.of(Metric.SAD));
        boolean agrees = report.isSound() && same.isComplete() && same.mean().of(Metric.SAD) == 0;
        lines.row(
                "unpack",
                TourLines.rate(report.samples(), report.wallNanos(), "img/s"),
                "the tree again, %s%s",
                Numbers.count(same.mean().mattes(), "matte"),
                agrees
                        ? " the same to the last bit"
                        : "; NOT the same: SAD " + same.mean().of(Metric.SAD));
        return agrees;
    }

    private MattingScoreReport compare(Path mattes, Set<Metric> metrics) throws IOException {
        try (FileTree predicted = FileTree.open(mattes);
                FileTree truth = FileTree.open(made.resolve("alphas"))) {
            MattingScore job =
                    MattingScore.of(predicted, truth).metrics(metrics).progress(lines.bar("scoring", "img"));
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                return job.run();
            }
        }
    }

    /** Scores mattes as a small network may guess them. */
    private void score() throws IOException {
        try (FileTree truth = FileTree.open(made.resolve("alphas"));
                TreeReader reader = truth.reader();
                ImageCodec codec = ImageCodec.create()) {
            for (TreeFile file : truth.files()) {
                Image matte = codec.decode(reader.read(file), ColorMode.UNCHANGED);
                int widthPx = matte.widthPx();
                int heightPx = matte.heightPx();
                Transform guess = Transforms.chain(List.of(
                        Transforms.resize(widthPx / GUESS_SHRINKS, heightPx / GUESS_SHRINKS, Interpolation.AREA, 0),
                        Transforms.resize(widthPx, heightPx, Interpolation.LINEAR, 0)));
                Path target = guessed.resolve(file.name());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                ImageFile.write(target, codec.encode(guess.apply(matte, 0, codec), Encoding.PNG, PNG_LEVEL));
            }
        }
        MattingScoreReport report = compare(guessed, EnumSet.of(Metric.MAD, Metric.SAD, Metric.GRAD, Metric.CONN));
        lines.row(
                "score",
                TourLines.rate(report.mean().mattes(), report.wallNanos(), "mattes/s"),
                "guesses at 1/%d of the size: MAD %.2f, SAD %.2f, Grad %.2f, Conn %.2f",
                GUESS_SHRINKS,
                report.mean().of(Metric.MAD),
                report.mean().of(Metric.SAD),
                report.mean().of(Metric.GRAD),
                report.mean().of(Metric.CONN));
    }

    private boolean show(Path rec) throws IOException {
        try (MattingRecords records = MattingRecords.open(rec)) {
            MattingSheet job = MattingSheet.of(records)
                    .limit(SHEET_PICTURES)
                    .columns(2)
                    .thumbPx(240)
                    .progress(lines.bar("drawing", "img"));
            MattingSheetReport report;
            try (var _ = Interrupts.onInterrupt(job::cancel)) {
                report = job.writeTo(sheet());
            }
            lines.row("show", String.format(Locale.ROOT, "%.2f s", report.wallNanos() / 1e9), "%s", sheet());
            return report.isSound();
        }
    }
}
