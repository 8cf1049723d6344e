package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.VerificationFolds;
import io.cameo.dataset.verification.VerificationInfo;
import io.cameo.dataset.verification.VerificationSet;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face bin info}: what a verification set holds. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what a verification .bin holds, decodes every image, and tells whether a",
            "trainer can use it: images that cannot be decoded and folds with one class",
            "spoil a score. Runs nothing that stands in the file.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face bin info testdata/dataset/verification/ver_bytes_p4.bin --folds 2",
            "",
            "Exit code: 0 fine, 1 trainers cannot use it or it is no such file,",
            "2 wrong usage."
        })
final class FaceBinInfoCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN = 5;

    private final Console console;

    @Parameters(paramLabel = "X.bin", description = "A verification set.")
    private Path bin;

    @Option(names = "--folds", paramLabel = "N", description = "How many folds a score cuts it into. Default: 10")
    private int folds = 10;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceBinInfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (folds < 1) {
            throw new IllegalArgumentException("--folds needs a number of 1 or more: " + folds);
        }
        InputFile.require(bin);
        try (VerificationSet set = VerificationSet.open(bin);
                ImageCodec codec = ImageCodec.create()) {
            VerificationInfo info = VerificationInfo.of(set, codec, folds);
            VerificationFolds cut = VerificationFolds.of(set.same(), folds);
            if (talk.json()) {
                JsonPrinter.print(console.out(), json -> writeJson(set, info, cut, json));
            } else if (talk.talks()) {
                print(set, info, cut, console.out());
            }
            return info.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
        }
    }

    private void print(VerificationSet set, VerificationInfo info, VerificationFolds cut, PrintStream out) {
        out.println(set.path() + "  " + Numbers.bytes(set.sizeBytes()));
        out.println(FaceBinText.row(
                "pairs",
                Numbers.grouped(info.pairs()) + ": " + Numbers.grouped(info.samePairs()) + " of one person, "
                        + Numbers.grouped(info.pairs() - info.samePairs()) + " of two"));
        out.println(FaceBinText.row(
                "images",
                Numbers.grouped(set.images()) + ", " + kinds(info) + ", " + sizes(info)
                        + (info.surplusImages() == 0
                                ? ""
                                : "; " + Numbers.grouped(info.surplusImages()) + " beyond the pairs")));
        out.println(FaceBinText.row("pickle", "protocol " + protocol(set) + ", " + elements(set)));
        out.println(FaceBinText.row("folds", FaceBinText.folds(cut, folds).replaceFirst(" folds?,", ",")));
        String lacking = FaceBinText.oneClass(info.oneClassFolds());
        if (!lacking.isEmpty()) {
            out.println(FaceBinText.row("", lacking));
        }
        if (set.trailingBytes() > 0) {
            out.println(FaceBinText.row(
                    "behind it", Numbers.count(set.trailingBytes(), "byte") + " that Python does not look at"));
        }
        if (info.undecodableImages() > 0) {
            out.println(FaceBinText.row(
                    "DAMAGED", Numbers.count(info.undecodableImages(), "image") + " cannot be decoded"));
            for (VerificationInfo.Fault fault :
                    info.faults().stream().limit(FAULTS_SHOWN).toList()) {
                out.println(FaceBinText.row(
                        "", "image " + fault.image() + " of pair " + fault.image() / 2 + ": " + fault.reason()));
            }
            if (info.undecodableImages() > FAULTS_SHOWN) {
                out.println(FaceBinText.row(
                        "", "... and " + Numbers.grouped(info.undecodableImages() - FAULTS_SHOWN) + " more (--json)"));
            }
        }
    }

    private static String kinds(VerificationInfo info) {
        return info.kinds().keySet().stream().map(kind -> kind.name()).collect(Collectors.joining(" and "));
    }

    /** The commonest first. */
    private static String sizes(VerificationInfo info) {
        if (info.sizes().isEmpty()) {
            return "of no known size";
        }
        if (info.sizes().size() == 1) {
            return info.sizes().keySet().iterator().next();
        }
        return info.sizes().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(FAULTS_SHOWN)
                .map(size -> size.getKey() + " (" + Numbers.grouped(size.getValue()) + ")")
                .collect(Collectors.joining(", ", "several sizes: ", ""));
    }

    private static String protocol(VerificationSet set) {
        return set.protocol() == 0 ? "0 or 1" : Integer.toString(set.protocol());
    }

    private static String elements(VerificationSet set) {
        return switch (set.elements()) {
            case BYTES -> "images as bytes";
            case TEXT -> "images as bytes written as text, as Python 3 does under old protocols";
            case ARRAYS -> "images as numpy arrays, as OpenCV's encoder gives them";
        };
    }

    private static void writeJson(VerificationSet set, VerificationInfo info, VerificationFolds cut, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("bin", set.path().toString());
        json.writeNumberField("size_bytes", set.sizeBytes());
        json.writeNumberField("pairs", info.pairs());
        json.writeNumberField("same", info.samePairs());
        json.writeNumberField("different", info.pairs() - info.samePairs());
        json.writeNumberField("images", set.images());
        json.writeNumberField("surplus", info.surplusImages());
        json.writeNumberField("protocol", set.protocol());
        json.writeStringField("elements", set.elements().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("trailing_bytes", set.trailingBytes());
        json.writeObjectFieldStart("kinds");
        for (var kind : info.kinds().entrySet()) {
            json.writeNumberField(kind.getKey().name().toLowerCase(Locale.ROOT), kind.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("sizes");
        for (var size : info.sizes().entrySet()) {
            json.writeNumberField(size.getKey(), size.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("undecodable", info.undecodableImages());
        json.writeArrayFieldStart("faults");
        for (VerificationInfo.Fault fault : info.faults()) {
            json.writeStartObject();
            json.writeNumberField("image", fault.image());
            json.writeNumberField("pair", fault.image() / 2);
            json.writeStringField("reason", fault.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        FaceBinText.writeFolds(json, cut);
        json.writeBooleanField("sound", info.isSound());
        json.writeEndObject();
    }
}
