package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.coco.CocoEncode;
import io.cameo.dataset.coco.CocoCategories;
import io.cameo.mask.PlaneFormat;
import io.cameo.record.CixFile;
import io.cameo.record.RecordIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    private static final PackText.Words WORDS =
            new PackText.Words("images", "image", "Is IMAGES the folder that file_name counts from?");

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "ANNOTATIONS.json",
            description = "A person_keypoints or instances file of COCO's form.")
    private Path annotations = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "IMAGES",
            description = "The folder that its file names count from, or a zip archive of it.")
    private Path images = Path.of("");

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

    @Option(
            names = "--wide",
            description = "16 bits a pixel, for up to 16,383 persons in an image. Default: 8 bits, and an image with"
                    + " more than 63 persons is rejected")
    private boolean wide;

    @Option(
            names = "--compat",
            description = "Beyond 63 persons wrap around as the original does: 64 becomes background, 65 becomes 1.")
    private boolean compat;

    @Option(names = "--all", description = "Images without annotations too; the original leaves them out.")
    private boolean all;

    @Option(
            names = "--category",
            paramLabel = "NAME|ID",
            description = "Only annotations of this category; may be given again. Default: all, as the original")
    private List<String> categories = List.of();

    @Mixin
    private final RunOptions run = new RunOptions();

    CocoEncodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean hdf5 = isHdf5();
        InputFile.require(annotations);
        if (!FileTree.isTree(images)) {
            throw new IllegalArgumentException("IMAGES is not a folder: " + images);
        }
        checkOutput(hdf5);
        if (wide && compat) {
            throw new IllegalArgumentException("--wide has room for everybody, --compat wraps around: choose one");
        }
        CocoEncode job = CocoEncode.from(annotations, images)
                .plane(wide ? PlaneFormat.WIDE : compat ? PlaneFormat.COMPAT : PlaneFormat.STRICT)
                .all(all)
                .categories(CocoCategories.of(categories));
        run.applyTo(job, console, "encoding");
        PackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(
                    "no " + output + " was made", () -> hdf5 ? job.writeToHdf5(output) : job.writeTo(output));
        }
        return show(report, hdf5);
    }

    /** What is written, and what stands beside it, must not be the annotation file; by its ending it is no image either. */
    private void checkOutput(boolean hdf5) throws IOException {
        if (OutputFile.isSame(output, annotations)) {
            throw new IllegalArgumentException("the output is an input: " + output);
        }
        if (hdf5) {
            OutputFile.require(output, List.of());
        } else {
            OutputFile.requireRecords(output, List.of(), false);
        }
        for (Path beside : List.of(RecordIndex.besides(output), CixFile.besides(output), RejectsFile.besides(output))) {
            if (OutputFile.isSame(beside, annotations)) {
                throw new IllegalArgumentException(
                        "what stands beside the output would replace an input, name it otherwise: " + output);
            }
        }
    }

    private boolean isHdf5() {
        String name = output.toString();
        boolean named = name.endsWith(".h5") || name.endsWith(".hdf5");
        String format = to;
        if (format == null) {
            if (!named && !name.endsWith(".rec")) {
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

    private int show(PackReport report, boolean hdf5) throws IOException {
        if (run.talk().json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, report, !hdf5));
        } else if (run.talk().talks()) {
            PackText.print(console.out(), report, WORDS);
            if (report.complete()) {
                console.out().println(hdf5 ? output.toString() : OutputFile.listed(output));
                if (report.listed() == 0) {
                    console.err()
                            .println("cameo: " + output + " holds nothing: "
                                    + (all
                                            ? "the annotation file lists no images"
                                            : "no image has annotations; --all encodes images without"));
                }
            }
        }
        if (!report.complete()) {
            PackText.complain(console.err(), report, WORDS);
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
