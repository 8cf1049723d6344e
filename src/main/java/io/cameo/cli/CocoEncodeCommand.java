package io.cameo.cli;

import io.cameo.convert.PackReport;
import io.cameo.convert.coco.CocoEncode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo coco encode}: what KerasPersonLab's {@code generate_hdf5.py} does, into records or into its HDF5 file. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Encodes the persons of every image into one plane, a byte a pixel: the number",
            "of the first person who covers it, bit 6 for crowds, bit 7 for persons",
            "without key points; bit for bit as generate_hdf5.py of KerasPersonLab.",
            ""
        },
        footer = {
            "",
            "A record holds the untouched image file, the plane, and key points, boxes,",
            "areas and ids: docs/coco-records.md. Tools that decode records see the image.",
            "An image that is missing, damaged, turned by EXIF, not of the size that the",
            "annotations say, or whose masks cannot be drawn is rejected:",
            "STEM.rejects.tsv names it, and the exit code is 1.",
            "",
            "Example, ready to paste after 'cameo demo':",
            "  cameo coco encode cameo-demo/scenes/annotations.json \\",
            "      cameo-demo/scenes/images scenes.rec",
            "",
            "Exit code: 0 all encoded, 1 something rejected, 2 wrong usage, 130 stopped."
        })
final class CocoEncodeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final CocoEncodeOptions options = new CocoEncodeOptions();

    @Parameters(
            index = "2",
            paramLabel = "OUT",
            description = "Where to write: OUT.rec, or OUT.h5. A file of that name is replaced when the new one is"
                    + " whole.")
    private Path output = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "rec, or h5: the file of generate_hdf5.py, pixels decoded. Default: as OUT is named, rec")
    private @Nullable String to;

    @Mixin
    private final RunOptions run = new RunOptions();

    CocoEncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean hdf5 = isHdf5();
        options.requireInputs();
        options.requireOutput(output, hdf5);
        CocoEncode job = CocoEncode.from(options.annotations(), options.images());
        options.applyTo(job);
        run.applyTo(job, console, "encoding");
        PackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(
                    "no " + output + " was made", () -> hdf5 ? job.writeToHdf5(output) : job.writeTo(output));
        }
        return CocoEncodeText.show(console, report, options.all(), run.talk());
    }

    private boolean isHdf5() {
        boolean named = CocoEncodeOptions.isHdf5(output);
        String format = to;
        if (format == null) {
            if (!named && !output.toString().endsWith(".rec")) {
                throw new IllegalArgumentException("the output must be named *.rec or *.h5: " + output);
            }
            return named;
        }
        return switch (format) {
            case "h5" -> {
                if (!named) {
                    throw new IllegalArgumentException("--to h5 writes OUT.h5, not " + output);
                }
                yield true;
            }
            case "rec" -> {
                if (named) {
                    throw new IllegalArgumentException("--to rec writes OUT.rec, not " + output);
                }
                yield false;
            }
            default -> throw new IllegalArgumentException("--to takes rec or h5: " + format);
        };
    }
}
