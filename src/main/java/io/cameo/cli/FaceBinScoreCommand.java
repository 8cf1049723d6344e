package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.dataset.verification.VerificationScore;
import io.cameo.dataset.verification.VerificationSet;
import io.cameo.numpy.NpyFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face bin score}: how well embeddings tell the pairs of a verification set. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Scores embeddings on a verification set as InsightFace's verification.py does:",
            "accuracy over folds, each with the threshold that is best on the others, and",
            "VAL at a FAR.",
            ""
        },
        footer = {
            "",
            "Rows 2i and 2i+1 are the images of pair i. With a second file, of the mirrored",
            "images, both are added, as trainers do. Rows are normalised here.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cd testdata/dataset/verification",
            "  cameo face bin score ver_bytes_p4.bin score_easy.npy --folds 2",
            "",
            "Exit code: 0 scored, 1 a fold lacks a class or a file is bad, 2 wrong usage."
        })
final class FaceBinScoreCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "X.bin", description = "The verification set; only its flags are read.")
    private Path bin;

    @Parameters(index = "1", paramLabel = "EMB.npy", description = "Embeddings of its images, images x dimensions.")
    private Path embeddings;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "FLIPPED.npy",
            description = "Embeddings of the mirrored images.")
    private @Nullable Path flipped;

    @Option(names = "--folds", paramLabel = "N", description = "How many folds. Default: 10")
    private int folds = VerificationScore.FOLDS;

    @Option(names = "--far", paramLabel = "SHARE", description = "The FAR at which VAL is taken. Default: 0.001")
    private double far = VerificationScore.FAR_TARGET;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceBinScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!(far >= 0 && far <= 1)) {
            throw new IllegalArgumentException("--far is a share from 0 to 1, such as 0.001: " + far);
        }
        InputFile.require(bin);
        InputFile.require(embeddings);
        Path mirrored = flipped;
        if (mirrored != null) {
            InputFile.require(mirrored);
        }
        try (VerificationSet set = VerificationSet.open(bin);
                NpyFile rows = open(embeddings);
                NpyFile mirroredRows = mirrored == null ? null : open(mirrored)) {
            VerificationScore score = VerificationScore.of(rows, mirroredRows, set.same(), folds, far);
            if (talk.json()) {
                JsonPrinter.print(console.out(), json -> writeJson(set, score, json));
            } else if (talk.talks()) {
                print(set, rows.rowLength(), score, console.out());
            }
            String lacking = FaceBinText.oneClass(score.oneClassFolds());
            if (!lacking.isEmpty()) {
                console.err().println("cameo: " + lacking);
            }
            return lacking.isEmpty() ? ExitCode.FINE : ExitCode.BAD_DATA;
        }
    }

    private static NpyFile open(Path npy) throws IOException {
        NpyFile file = NpyFile.open(npy);
        if (file.shape().length != 2) {
            file.close();
            throw new IllegalArgumentException(
                    "embeddings are no table: file=" + npy + ", dimensions=" + file.shape().length + ", expected=2");
        }
        return file;
    }

    private void print(VerificationSet set, int dimensions, VerificationScore score, PrintStream out) {
        out.println(set.path() + "  " + Numbers.count(set.pairs(), "pair") + ", "
                + Numbers.count(dimensions, "dimension") + (flipped == null ? "" : ", mirrored images added"));
        out.println(FaceBinText.row(
                "accuracy",
                FaceBinText.percent(score.accuracy()) + " ± " + FaceBinText.percent(score.accuracyStd()) + " over "
                        + Numbers.count(folds, "fold")));
        out.println(FaceBinText.row(
                "VAL",
                Double.isNaN(score.val())
                        ? "not defined: a fold lacks a class"
                        : FaceBinText.percent(score.val()) + " ± " + FaceBinText.percent(score.valStd())
                                + String.format(
                                        Locale.ROOT, " at FAR %.4f (asked: %s)", score.far(), score.farTarget())));
        out.println(FaceBinText.row("XNorm", String.format(Locale.ROOT, "%.4f", score.norm())));
        out.println();
        out.println("  fold   accuracy   threshold on the squared distance");
        for (int fold = 0; fold < score.accuracies().size(); fold++) {
            out.printf(
                    Locale.ROOT,
                    "  %4d  %9s   %.2f%n",
                    fold + 1,
                    FaceBinText.percent(score.accuracies().get(fold)),
                    score.thresholds().get(fold));
        }
    }

    private static void writeJson(VerificationSet set, VerificationScore score, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("bin", set.path().toString());
        json.writeNumberField("pairs", set.pairs());
        FaceBinText.writeDouble(json, "accuracy", score.accuracy());
        FaceBinText.writeDouble(json, "accuracy_std", score.accuracyStd());
        FaceBinText.writeDouble(json, "val", score.val());
        FaceBinText.writeDouble(json, "val_std", score.valStd());
        FaceBinText.writeDouble(json, "far", score.far());
        FaceBinText.writeDouble(json, "far_target", score.farTarget());
        FaceBinText.writeDouble(json, "norm", score.norm());
        writeAll(json, "accuracies", score.accuracies());
        writeAll(json, "thresholds", score.thresholds());
        FaceBinText.writeOneClass(json, score.oneClassFolds());
        json.writeEndObject();
    }

    private static void writeAll(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}
