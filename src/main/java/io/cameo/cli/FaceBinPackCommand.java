package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.FaceOrigins;
import io.cameo.convert.insightface.FaceSettings;
import io.cameo.convert.insightface.VerificationPack;
import io.cameo.convert.insightface.VerificationPackReport;
import io.cameo.face.DetectorKind;
import io.cameo.image.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face bin pack}: a list of pairs into a verification set. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs pairs of images into a .bin that InsightFace's trainers evaluate on.",
            "Images of the right size are stored as they are, others are aligned. A pair",
            "whose image is missing, bad or without a face is left out: STEM.rejects.tsv",
            "names it.",
            ""
        },
        footer = {
            "",
            "PAIRS is LFW's pairs.txt, or lines of 'path path 0|1'; extensions may be left",
            "out.",
            "",
            "Examples, the first two ready to paste in a Cameo checkout:",
            "  cameo face bin unpack testdata/dataset/verification/ver_bytes_p4.bin eval",
            "  cameo face bin pack eval/pairs_label.txt eval -o again.bin",
            "  cameo face bin pack pairs.txt lfw -o lfw.bin --detector mtcnn --models models",
            "",
            "Exit code: 0 all packed, 1 pairs left out or a fold with one class,",
            "2 wrong usage, 130 stopped."
        })
final class FaceBinPackCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    private final Console console;

    @Parameters(index = "0", paramLabel = "PAIRS.txt", description = "A list of pairs.")
    private Path pairs;

    @Parameters(
            index = "1",
            paramLabel = "ROOT",
            description =
                    "The folder, or archive as it is, that paths count from; or a .rec, where '#42' in the list is the"
                            + " image with key 42.")
    private Path root;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.bin",
            description = "Where to write. A file of that name is replaced when the new one is whole.")
    private Path output = Path.of("");

    @Option(
            names = "--size",
            paramLabel = "HxW|any",
            description = "Height and width of the crops; 'any' stores every image as it is. Default: 112x112")
    private String size = "112x112";

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            description = "What finds the faces to align: mtcnn, yunet, or haar (no model file, approximate).")
    private @Nullable String detector;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Where the detector's model files are. Default: models")
    private Path models = Path.of("models");

    @Option(names = "--quality", paramLabel = "Q", description = "JPEG quality of the crops, 0-100. Default: 95")
    private int quality = 95;

    @Option(names = "--folds", paramLabel = "N", description = "Report the balance of N folds. Default: 10")
    private int folds = 10;

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that read, align and encode. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--error-limit",
            paramLabel = "N",
            description = "Stop when more than N pairs lack an image or N images are bad. Default: never")
    private @Nullable Long errorLimit;

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceBinPackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        VerificationPack job = VerificationPack.from(pairs, root)
                .settings(settings())
                .anySize(size.equals("any"))
                .folds(folds)
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "packing", "img"));
        Long limit = errorLimit;
        if (limit == null) {
            job.noErrorLimit();
        } else {
            job.errorLimit(limit);
        }
        VerificationPackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making("no " + output + " was made", () -> job.writeTo(output));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), json -> writeJson(report, json));
        } else if (talk.talks()) {
            print(report);
        }
        return verdict(report);
    }

    private void checkUsage() throws IOException {
        InputFile.requireText(pairs);
        if (!Files.isDirectory(root)) {
            InputFile.require(root);
        }
        OutputFile.require(output, Files.isDirectory(root) ? List.of() : List.of(root));
        if (OutputFile.isSame(output, pairs)) {
            throw new IllegalArgumentException("the output is the list of pairs: " + output);
        }
        if (!output.toString().endsWith(".bin")) {
            throw new IllegalArgumentException("the output must be named *.bin: " + output);
        }
    }

    private FaceSettings settings() {
        FaceSettings settings = FaceSettings.USUAL.withEncoding(Encoding.JPEG, quality);
        if (!size.equals("any")) {
            Matcher parts = SIZE.matcher(size);
            if (!parts.matches()) {
                throw new IllegalArgumentException("--size is HEIGHTxWIDTH, such as 112x112, or any: " + size);
            }
            settings = settings.withSize(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        } else if (detector != null) {
            throw new IllegalArgumentException("--size any stores images as they are and needs no --detector");
        }
        return detector == null ? settings : settings.withDetector(DetectorKind.of(detector), models);
    }

    private void print(VerificationPackReport report) {
        console.out()
                .println(Numbers.count(report.listed(), "pair") + " listed, " + Numbers.grouped(report.packed())
                        + " packed, " + Numbers.grouped(report.leftOut()) + " left out"
                        + (report.rejects() == null ? "" : " (" + report.rejects() + ")") + ", "
                        + Numbers.bytes(report.sizeBytes()) + " in " + FaceBinText.seconds(report.wallNanos()));
        if (report.complete()) {
            console.out().println(Numbers.count(report.images(), "image") + ": " + origins(report.origins()));
            console.out().println(FaceBinText.folds(report.folds(), folds));
            console.out().println(report.bin());
        }
    }

    private static String origins(FaceOrigins origins) {
        StringJoiner words = new StringJoiner(", ");
        add(words, origins.passedThrough(), "stored as they are");
        add(words, origins.detected(), "aligned");
        add(words, origins.approximate(), "aligned by the eyes alone");
        add(words, origins.centreCrops(), "cut from the middle");
        return words.toString();
    }

    private static void add(StringJoiner words, long count, String what) {
        if (count > 0) {
            words.add(Numbers.grouped(count) + " " + what);
        }
    }

    private int verdict(VerificationPackReport report) {
        String made = "; " + report.bin() + " was not made";
        switch (report.end()) {
            case CANCELLED -> {
                console.err().println("cameo: stopped" + made);
                return ExitCode.INTERRUPTED;
            }
            case ERROR_LIMIT -> console.err().println("cameo: stopped: more is bad than --error-limit allows" + made);
            case NOTHING_PACKED ->
                console.err()
                        .println(
                                "cameo: " + (report.listed() == 0 ? "the list has no pairs" : "every pair was left out")
                                        + made + ". Is ROOT the right folder?");
            case COMPLETE -> {
                String lacking = FaceBinText.oneClass(report.folds().oneClass());
                if (!lacking.isEmpty()) {
                    console.err().println("cameo: " + lacking);
                }
            }
        }
        boolean fine = report.complete()
                && report.leftOut() == 0
                && report.folds().oneClass().isEmpty();
        return fine ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private static void writeJson(VerificationPackReport report, JsonGenerator json) throws IOException {
        Path rejects = report.rejects();
        json.writeStartObject();
        json.writeStringField("bin", report.bin().toString());
        json.writeStringField("rejects", rejects == null ? null : rejects.toString());
        json.writeStringField("end", report.end().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("listed", report.listed());
        json.writeNumberField("packed", report.packed());
        json.writeNumberField("left_out", report.leftOut());
        json.writeNumberField("same", report.same());
        json.writeNumberField("different", report.packed() - report.same());
        json.writeNumberField("images", report.images());
        json.writeNumberField("stored", report.origins().passedThrough());
        json.writeNumberField("aligned", report.origins().detected());
        json.writeNumberField("approximate", report.origins().approximate());
        FaceBinText.writeFolds(json, report.folds());
        RecordRun.writeCost(json, report.sizeBytes(), report.wallNanos());
        json.writeEndObject();
    }
}
