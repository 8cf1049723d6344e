package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.convert.Im2Rec;
import io.cameo.convert.PackReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo pack}: lists of images into record files, as {@code im2rec.py PREFIX ROOT} and {@code im2rec.cc} do. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs the images of a .lst file into a .rec and its .idx.",
            "The same bytes as MXNet's 'im2rec.py PREFIX ROOT', for any number of threads.",
            ""
        },
        footer = {
            "",
            "A bad image is not packed: STEM.rejects.tsv names it, and the exit code is 1.",
            "A stopped run leaves only .partial files; --resume goes on from there.",
            "",
            "Example, ready to paste in a folder of folders of photographs:",
            "  cameo list train . --recursive",
            "  cameo pack train.lst . --resize 256 --quality 95",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage, 130 stopped by",
            "Ctrl-C."
        })
final class PackCommand implements Callable<Integer> {
    private static final int MAX_PARTS = 999;

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "LIST",
            description = "A .lst file, or a prefix: then every list whose name begins with it.")
    private Path list;

    @Parameters(
            index = "1",
            paramLabel = "ROOT",
            description = "The folder that the paths of the list count from, or a zip archive, which is read as it is.")
    private Path root;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.rec",
            description = "Where to write. Default: the list's name with .rec")
    private @Nullable Path output;

    @Mixin
    private final PackOptions options = new PackOptions();

    @Option(names = "--nsplit", paramLabel = "N", description = "Cut the list into N parts by bytes ...")
    private int parts = 1;

    @Option(names = "--part", paramLabel = "K", description = "... and pack part K, from 0, into OUT.rec.part00K.")
    private int part;

    @Mixin
    private final RunOptions run = new RunOptions();

    PackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> lists = lists();
        if (lists.size() > 1 && output != null) {
            throw usage("-o names one file, but the prefix matches " + lists.size() + " lists: " + lists);
        }
        if (!FileTree.isTree(root)) {
            throw usage("ROOT is not a folder: " + root);
        }
        List<PackReport> reports = new ArrayList<>();
        for (Path one : lists) {
            PackReport report = pack(one, outputOf(one));
            reports.add(report);
            if (run.talk().talks()) {
                PackText.print(console.out(), report);
            }
            if (!report.complete()) {
                PackText.complain(console.err(), report);
                break;
            }
        }
        if (run.talk().json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, reports));
        }
        boolean fine = reports.stream().allMatch(report -> report.complete() && report.rejected() == 0);
        return fine ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private PackReport pack(Path one, Path rec) throws IOException {
        Im2Rec job = Im2Rec.from(one, root).part(part, parts);
        options.applyTo(job);
        run.applyTo(job, console, "packing");
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            return OutputFile.making("no " + rec + " was made", () -> job.writeTo(rec));
        }
    }

    /** A list by its name, or every list whose name begins with a prefix. */
    private List<Path> lists() throws IOException {
        if (Files.isRegularFile(list)) {
            return List.of(list);
        }
        boolean folder = Files.isDirectory(list);
        Path directory = folder ? list : list.toAbsolutePath().getParent();
        String prefix = folder ? "" : list.getFileName().toString();
        if (directory == null || !Files.isDirectory(directory)) {
            throw usage("no list there, and no such folder: " + list);
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(".lst") && Files.isRegularFile(file);
                    })
                    .sorted()
                    .toList();
        }
        if (found.isEmpty()) {
            throw usage(
                    "no list of that name, and none that begins so: " + list + ". 'cameo list PREFIX ROOT' makes one");
        }
        return found;
    }

    private Path outputOf(Path one) {
        Path rec = output;
        if (rec == null) {
            String name = one.getFileName().toString();
            String stem = name.endsWith(".lst") ? name.substring(0, name.length() - 4) : name;
            rec = one.resolveSibling(stem + ".rec");
        }
        if (!rec.getFileName().toString().endsWith(".rec")) {
            throw usage("the output must be named *.rec: " + rec);
        }
        OutputFile.requireFolder(rec);
        if (parts > 1) {
            if (parts > MAX_PARTS) {
                throw usage("--nsplit is at most " + MAX_PARTS + ": " + parts);
            }
            return rec.resolveSibling(rec.getFileName() + String.format(Locale.ROOT, ".part%03d", part));
        }
        return rec;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
