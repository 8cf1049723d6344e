package io.cameo.cli;

import io.cameo.bytes.AtomicFile;
import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.convert.PortraitSet;
import io.cameo.convert.ReadBack;
import io.cameo.convert.RecordSheet;
import io.cameo.image.Transforms;
import io.cameo.lst.FileExtensions;
import io.cameo.lst.ImageLists;
import io.cameo.lst.ImageTree;
import io.cameo.lst.ListSplit;
import io.cameo.lst.LstDialect;
import io.cameo.lst.LstReader;
import io.cameo.lst.PythonRandom;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo demo}: draws a small data set and takes it through everything that Cameo does. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws portraits of people who do not exist, lists them, packs them, reads them",
            "back, checks them, and makes a contact sheet. Nothing is downloaded; nothing",
            "outside FOLDER is touched.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  cameo demo cameo-demo --identities 10 --shots 20",
            "",
            "Exit code: 0 all is well, 1 something is not, 2 wrong usage, 130 stopped."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String MARK = ".cameo-demo";
    private static final int PACKED_SIZE_PX = 112;
    private static final int RANDOM_READS = 200_000;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Where everything goes. Default: cameo-demo in this folder")
    private Path folder = Path.of("cameo-demo");

    @Option(names = "--identities", paramLabel = "N", description = "How many people. Default: 40")
    private int identities = 40;

    @Option(names = "--shots", paramLabel = "N", description = "How many pictures of each. Default: 50")
    private int shots = 50;

    @Option(names = "--seed", paramLabel = "N", description = "Other numbers, other people. Default: 1")
    private long seed = 1;

    @Option(names = "--quiet", description = "Print nothing but the result's places.")
    private boolean quiet;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (identities < 1 || shots < 1 || (long) identities * shots > 1_000_000) {
            throw new ParameterException(
                    spec.commandLine(), "--identities times --shots must be between 1 and 1,000,000 pictures");
        }
        claimFolder();
        PortraitSet set = new PortraitSet(identities, shots, 250, seed);
        say("%n%,d portraits of %,d people who do not exist, into %s%n%n", set.size(), identities, folder);
        Path people = folder.resolve("people");
        draw(set, people);
        Path list = list(people);
        Path faces = pack(list, people);
        store(list, people);
        boolean agrees = readBack(list, faces);
        Path sheet = sheet(faces);
        say(
                "%nLook at   %s%n          %s, the five points of every face%n",
                sheet, people.resolve(PortraitSet.LANDMARKS));
        String cameo = System.getProperty("cameo.command", "cameo");
        say("Try       %s info %s%n          %s get %s 7 -o seven.jpg%n", cameo, faces, cameo, faces);
        say("          %s show %s --html faces.html%n          %s unpack %s faces%n", cameo, faces, cameo, faces);
        if (quiet) {
            console.out().println(sheet);
        }
        return agrees ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    /** Takes a new or empty folder, or one of its own; never somebody's pictures. */
    private void claimFolder() throws IOException {
        if (Files.isDirectory(folder) && !Files.exists(folder.resolve(MARK))) {
            try (var inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new ParameterException(
                            spec.commandLine(), "the folder is not empty and not of an earlier demo: " + folder);
                }
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARK), "made by 'cameo demo'; it may overwrite what is here\n");
    }

    private void draw(PortraitSet set, Path people) throws IOException {
        PortraitSet.Drawn drawn = set.drawInto(people, ProgressBar.on(console, quiet, "drawing", "img"));
        row(
                "draw",
                rate(drawn.images(), drawn.outcome().wallNanos(), "img/s"),
                "%,d JPEG files of 250x250, %.1f KB on average",
                drawn.images(),
                drawn.bytes() / 1e3 / drawn.images());
    }

    private Path list(Path people) throws IOException {
        long begin = System.nanoTime();
        ImageTree tree = ImageTree.walk(people, true, FileExtensions.DEFAULT);
        int[] order = new PythonRandom(100).permutation(tree.size());
        List<ImageLists.Written> written = ImageLists.write(tree, order, ListSplit.WHOLE, folder.resolve("faces"));
        Path list = folder.resolve(written.getFirst().path().getFileName());
        row(
                "list",
                rate(tree.size(), System.nanoTime() - begin, "files/s"),
                "%,d files, %,d labels, shuffled as Python does: %s",
                tree.size(),
                tree.labels().size(),
                list);
        return list;
    }

    private Path pack(Path list, Path people) throws IOException {
        Path rec = folder.resolve("faces.rec");
        PackReport report = run(
                Im2Rec.from(list, people)
                        .transform(Transforms.resizeShort(PACKED_SIZE_PX))
                        .progress(ProgressBar.on(console, quiet, "packing", "img")),
                rec);
        row(
                "pack",
                rate(report.packed(), report.wallNanos(), "img/s"),
                "%,d packed, %,d rejected: decoded, resized to %d, encoded: %s, %.1f MB",
                report.packed(),
                report.rejected(),
                PACKED_SIZE_PX,
                rec,
                report.sizeBytes() / 1e6);
        return rec;
    }

    private void store(Path list, Path people) throws IOException {
        Path rec = folder.resolve("originals.rec");
        PackReport report = run(Im2Rec.from(list, people).passThrough(true), rec);
        row(
                "store",
                rate(report.packed(), report.wallNanos(), "img/s"),
                "%,d files as they are: %s, %.1f MB",
                report.packed(),
                rec,
                report.sizeBytes() / 1e6);
    }

    private static PackReport run(Im2Rec job, Path rec) throws IOException {
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            return job.writeTo(rec);
        }
    }

    private boolean readBack(Path list, Path rec) throws IOException {
        try (RecordFile records = RecordFile.open(rec)) {
            walk(records);
            readAtRandom(records);
            try (LstReader lines = LstReader.open(list, LstDialect.TABS)) {
                ReadBack.Result result = ReadBack.compare(
                        lines, LstReader.countLines(list), records, ProgressBar.on(console, quiet, "checking", "img"));
                row(
                        "check",
                        rate(result.sound(), result.outcome().wallNanos(), "img/s"),
                        "%,d of %,d found by key, with their label, decoded%s",
                        result.sound(),
                        result.sound() + result.faulty(),
                        result.agrees() ? "" : "; NOT as listed: " + result.faults());
                return result.agrees();
            }
        }
    }

    private void walk(RecordFile records) {
        RecordView view = new RecordView();
        RecordReader reader = records.reader();
        long bytes = 0;
        long count = 0;
        long begin = System.nanoTime();
        while (reader.next(view)) {
            bytes += view.payloadLength();
            count++;
        }
        row(
                "walk",
                rate(count, System.nanoTime() - begin, "rec/s"),
                "%,d records, %.1f MB of images",
                count,
                bytes / 1e6);
    }

    private void readAtRandom(RecordFile records) {
        RecordView view = new RecordView();
        SplittableRandom random = new SplittableRandom(seed);
        int size = records.size();
        long bytes = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < RANDOM_READS; i++) {
            if (records.find(records.index().key(random.nextInt(size)), view)) {
                bytes += view.payloadLength();
            }
        }
        row(
                "random",
                rate(RANDOM_READS, System.nanoTime() - begin, "rec/s"),
                "%,d records by key, no copy, %.1f KB on average",
                RANDOM_READS,
                bytes / 1e3 / RANDOM_READS);
    }

    private Path sheet(Path rec) throws IOException {
        Path png = folder.resolve("contact-sheet.png");
        long begin = System.nanoTime();
        byte[] bytes = RecordSheet.sample(rec, "Cameo demo: " + rec.getFileName(), 12, 8);
        try (AtomicFile out = AtomicFile.create(png)) {
            out.channel().write(ByteBuffer.wrap(bytes));
            out.commit();
        }
        row("sheet", String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begin) / 1e9), "%s", png);
        return png;
    }

    private void row(String what, String rate, String format, Object... values) {
        say("  %-8s %18s   %s%n", what, rate, String.format(Locale.ROOT, format, values));
    }

    private void say(String format, Object... values) {
        if (!quiet) {
            console.out().printf(Locale.ROOT, format, values);
            console.out().flush();
        }
    }

    private static String rate(long count, long nanos, String unit) {
        double perSecond = count / (nanos / 1e9);
        return perSecond >= 1e6
                ? String.format(Locale.ROOT, "%.1f M %s", perSecond / 1e6, unit)
                : String.format(Locale.ROOT, "%,.0f %s", perSecond, unit);
    }
}
