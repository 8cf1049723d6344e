package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.FaceListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face list}: a folder of people, or another tool's list, into an InsightFace list. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the images of a folder with a folder a person: aligned, path, label, as",
            "dir2lst.py does, but sorted, with every extension, and saying what it left out.",
            "A list of another kind (glint's, label.txt of dir2rec, im2rec's) is converted.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste:",
            "  mkdir -p people/ada people/bob",
            "  touch people/ada/1.jpg people/bob/1.jpg people/bob/2.JPEG",
            "  cameo face list people -o people.lst",
            "",
            "Exit code: 0 all listed, 1 nothing found or something left out, 2 wrong usage."
        })
final class FaceListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "DIR|LIST",
            description = "A folder with a folder a person, or a zip archive of one, or a list.")
    private Path source = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.lst",
            description = "Where to write. Default: the folder's name with .lst, in this folder")
    private @Nullable Path output;

    @Option(names = "--not-aligned", description = "Say that the files are not aligned yet: 0 in the first column.")
    private boolean notAligned;

    @Option(
            names = "--relative",
            description =
                    "Paths count from DIR. Default: DIR stands before each, as dir2lst.py has it; never an archive")
    private boolean relative;

    @Option(names = "--compat", description = "As dir2lst.py: only .jpg and .png, people with 2 images or more.")
    private boolean compat;

    @Mixin
    private final PeopleOptions people = new PeopleOptions();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(source)) {
            InputFile.require(source);
        }
        Path target = target();
        OutputFile.requireFolder(target);
        if (OutputFile.isSame(target, source)) {
            throw new IllegalArgumentException("the output is the input, name it otherwise: " + target);
        }
        LeftOutLines leftOut = new LeftOutLines();
        FaceListing.Report report =
                new FaceListing(source, people.tree(compat), !notAligned, !relative).writeTo(target, leftOut);
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> {
                out.writeStartObject();
                out.writeStringField("list", report.images() == 0 ? null : target.toString());
                out.writeNumberField("images", report.images());
                out.writeNumberField("identities", report.identities());
                out.writeNumberField("left_out", leftOut.images() + report.badLines());
                out.writeEndObject();
            });
        } else {
            report.firstBad().forEach(console.err()::println);
            leftOut.print(console.err());
        }
        if (talk.talks()) {
            report.otherExtensions()
                    .forEach((extension, count) ->
                            console.out().printf(Locale.ROOT, "not images: %,d files named *%s%n", count, extension));
            console.out()
                    .println(Numbers.count(report.images(), "image") + " of " + Numbers.grouped(report.identities())
                            + " people" + (report.images() == 0 ? "; no list was written" : "  " + target));
        }
        boolean fine = report.images() > 0 && leftOut.isEmpty() && report.badLines() == 0;
        return fine ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private Path target() {
        Path given = output;
        if (given != null) {
            return given;
        }
        Path name = source.toAbsolutePath().normalize().getFileName();
        String stem = name == null ? "people" : name.toString();
        return Path.of((FileTree.isArchive(source) ? stem.replaceFirst("(?i)\\.z(ip|[0-9]+).*", "") : stem) + ".lst");
    }
}
