package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import io.cameo.image.Encoding;
import io.cameo.lst.LstDialect;
import io.cameo.spark.SparkMaster;
import io.cameo.spark.SparkPack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo spark pack}: what {@code cameo pack} makes of a list, on many machines. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs the images of a .lst file on Apache Spark: the bytes of 'cameo pack', the",
            "list of rejects included. All machines see list, images and output under the",
            "same names.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout with Spark at hand:",
            "  cameo spark pack testdata/convert/im2rec/base.lst testdata/convert/images \\",
            "      -o base.rec --master local[2]",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage or no Spark."
        })
final class SparkPackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "LIST", description = "A .lst file.")
    private Path list = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "ROOT",
            description = "The folder that the paths of the list count from, or a zip archive.")
    private Path root = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.rec",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

    @Option(names = "--pass-through", description = "Store files as they are; nothing is decoded.")
    private boolean passThrough;

    @Option(names = "--encoding", paramLabel = "EXT", description = ".jpg, .png, raw or lz4. Default: .jpg")
    private String encoding = ".jpg";

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Option(names = "--pack-label", description = "Store all labels of a line, not the first alone.")
    private boolean packLabels;

    @Option(
            names = "--label-width",
            paramLabel = "N",
            description = "The list has N labels a line and white space between columns, as im2rec.cc reads it.")
    private @Nullable Integer labelWidth;

    @Option(
            names = "--error-limit",
            paramLabel = "N",
            description = "Make nothing where more than N images are bad. Default: any number may be")
    private long errorLimit = Long.MAX_VALUE;

    @Mixin
    private final SparkTasksOption tasks = new SparkTasksOption();

    @Mixin
    private final SparkOptions spark = new SparkOptions();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    SparkPackCommand(Console console) {
        this.console = console;
    }

    /** What goes to the tasks. */
    private record Settings(
            ImageOptions images,
            String encoding,
            boolean packLabels,
            boolean passThrough,
            @Nullable Integer labelWidth) implements SparkPack.Settings {
        @Override
        public void applyTo(Im2Rec job) {
            Integer width = labelWidth;
            job.transform(images.transforms())
                    .color(images.color())
                    .quality(images.quality())
                    .encoding(Encoding.ofExtension(encoding))
                    .packLabels(packLabels)
                    .passThrough(passThrough)
                    .dialect(width == null ? LstDialect.TABS : LstDialect.whitespace(width));
        }
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(list);
        if (!FileTree.isTree(root)) {
            throw new IllegalArgumentException("ROOT is not a folder: " + root);
        }
        OutputFile.requireRecords(output, List.of(), false);
        Settings settings = new Settings(images, encoding, packLabels, passThrough, labelWidth);
        settings.applyTo(Im2Rec.from(list, root)); // what cannot be is said here, not by a task
        return spark.run(console, master -> show(pack(master, settings)));
    }

    private PackReport pack(SparkMaster master, Settings settings) throws IOException {
        SparkPack job = SparkPack.from(list, root).settings(settings).errorLimit(errorLimit);
        Integer number = tasks.tasks();
        if (number != null) {
            job.tasks(number);
        }
        return OutputFile.making("no " + output + " was made", () -> master.pack(job, output));
    }

    private int show(PackReport report) throws IOException {
        if (talk.talks()) {
            PackText.print(console.out(), report);
        }
        if (!report.complete()) {
            PackText.complainOfParts(console.err(), report);
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, List.of(report)));
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
