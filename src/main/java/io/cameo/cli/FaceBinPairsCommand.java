package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.PairsDraw;
import io.cameo.convert.insightface.PairsReport;
import io.cameo.dataset.verification.PairFolds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face bin pairs}: draws pairs for a verification set. */
@Command(
        name = "pairs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws pairs among the images of a data set: as many of one person as of two in",
            "every fold, no pair twice. The same seed draws the same pairs everywhere.",
            ""
        },
        footer = {
            "",
            "Of a .rec, images are named by their keys, as '#42', and the .rec is the root",
            "to pack from.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  rec=testdata/record/insightface/A.rec",
            "  cameo face bin pairs $rec -o pairs.txt --folds 2 --per-class 2",
            "  cameo face bin pack pairs.txt $rec -o pairs.bin --folds 2",
            "",
            "Exit code: 0 drawn, 1 the data is bad, 2 wrong usage or too few images for so",
            "many pairs."
        })
final class FaceBinPairsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "SOURCE",
            description = "A .rec, a list of faces, or a folder, or archive, with a folder for each person.")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "PAIRS.txt",
            description = "Where to write: lines of 'path path 0|1'.")
    private Path output = Path.of("");

    @Option(names = "--folds", paramLabel = "N", description = "How many folds. Default: 10, as in LFW")
    private int folds = 10;

    @Option(
            names = "--per-class",
            paramLabel = "N",
            description = "Pairs of one person, and of two, in each fold. Default: 300, as in LFW")
    private int perClass = 300;

    @Option(
            names = "--disjoint",
            description = "Keep each person to one fold, so that no threshold is tried on those it was found on.")
    private boolean disjoint;

    @Option(names = "--seed", paramLabel = "N", description = "Other numbers, other pairs. Default: 1")
    private long seed = 1;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceBinPairsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean folder = Files.isDirectory(source);
        if (!folder) {
            InputFile.require(source);
        }
        OutputFile.require(output, folder ? List.of() : List.of(source));
        PairFolds plan = new PairFolds(folds, perClass, disjoint, seed);
        PairsReport report =
                OutputFile.making("no " + output + " was made", () -> PairsDraw.draw(source, plan, output));
        if (talk.json()) {
            JsonPrinter.print(console.out(), json -> {
                json.writeStartObject();
                json.writeStringField("list", report.list().toString());
                json.writeNumberField("images", report.images());
                json.writeNumberField("identities", report.identities());
                json.writeNumberField("left_out", report.leftOut());
                json.writeNumberField("pairs", report.pairs());
                json.writeNumberField("seed", seed);
                FaceBinText.writeFolds(json, report.folds());
                json.writeNumberField("seconds", report.wallNanos() / 1e9);
                json.writeEndObject();
            });
        } else if (talk.talks()) {
            print(report, FileTree.isTree(source));
        }
        if (report.leftOut() > 0) {
            console.err()
                    .println("cameo: " + Numbers.count(report.leftOut(), "line") + " of " + source
                            + " left out: no face, or a path that no list of pairs can hold");
        }
        return report.leftOut() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void print(PairsReport report, boolean tree) {
        console.out()
                .println(Numbers.count(report.pairs(), "pair") + " drawn from "
                        + Numbers.count(report.images(), "image") + " of " + people(report.identities()));
        console.out().println(FaceBinText.folds(report.folds(), folds));
        console.out().println(report.list());
        String root = tree || report.fromRecords() ? UnpackCommand.quoted(source) : "ROOT";
        console.out()
                .println("'cameo face bin pack " + UnpackCommand.quoted(report.list()) + " " + root
                        + " -o pairs.bin' makes a set of them.");
    }

    private static String people(int count) {
        return count == 1 ? "1 person" : Numbers.grouped(count) + " people";
    }
}
