package io.cameo.cli;

import io.cameo.archive.FileTree;
import io.cameo.lst.FileExtensions;
import io.cameo.lst.ImageLists;
import io.cameo.lst.ImageTree;
import io.cameo.lst.ListSplit;
import io.cameo.lst.PythonRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo list}: a folder of images into {@code .lst} files, as {@code im2rec.py --list} does. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "cameo list PREFIX ROOT [OPTIONS]",
        description = {
            "Lists the images under the folder ROOT into PREFIX.lst: index, label, path.",
            "ROOT may be a zip archive, also a split one; it is read as it is.",
            "The same files and bytes as MXNet's 'im2rec.py --list PREFIX ROOT'.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste (a list never opens the images, so empty files do):",
            "  mkdir -p people/ada people/bob",
            "  touch people/ada/1.jpg people/bob/1.jpg people/bob/2.jpg",
            "  cameo list train people --recursive",
            "",
            "Exit code: 0 all listed, 1 nothing found or something left out, 2 wrong usage."
        })
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..2", hidden = true)
    private List<String> positionals = new ArrayList<>();

    @Option(
            names = "--recursive",
            description = "Go through subfolders too; every folder with images gets its own label, from 0.")
    private boolean recursive;

    @Option(
            names = "--exts",
            arity = "1..*",
            split = ",",
            paramLabel = "EXT",
            description = "Which files are images: '.jpg .png' or '.jpg,.png', in any case. Default: .jpeg .jpg .png")
    private List<String> exts = new ArrayList<>();

    @Option(names = "--chunks", paramLabel = "N", description = "Cut the list into N: PREFIX_0.lst, ... Default: 1")
    private int chunks = 1;

    @Option(
            names = "--train-ratio",
            paramLabel = "R",
            description =
                    "Share of images for PREFIX_train.lst; what is left goes to PREFIX_val.lst. Default: 1, one list")
    private double trainRatio = 1.0;

    @Option(names = "--test-ratio", paramLabel = "R", description = "Share for PREFIX_test.lst. Default: 0")
    private double testRatio;

    @Option(names = "--no-shuffle", description = "Keep the order of names instead of shuffling.")
    private boolean noShuffle;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Shuffle as Python does after random.seed(N). Default: 100")
    private long seed = 100;

    @Option(
            names = "--compat",
            description = "Do as im2rec.py does where it loses files: drop what rounding leaves over, match no"
                    + " upper-case EXT, write empty lists.")
    private boolean compat;

    @Option(names = "--verbose", description = "Show every label and everything left out, however many.")
    private boolean verbose;

    @Option(names = "--quiet", description = "Print nothing but errors and what was left out.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    ListCommand(Console console) {
        this.console = console;
    }

    /** A command line that cannot work; its text tells the user what to do. */
    private static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Runs with the options that were set, and returns the exit code. */
    @Override
    public Integer call() throws IOException {
        long startNanos = System.nanoTime();
        try {
            takeBackPositionals();
            Path prefix = prefix();
            Path root = root();
            ListSplit split = split();
            FileExtensions extensions = extensions();
            ImageTree tree = ImageTree.walk(root, recursive, extensions);
            if (!compat && tree.size() > 0 && chunks > tree.size()) {
                throw new UsageException(
                        String.format(
                                Locale.ROOT,
                                "--chunks %,d is more than the %,d files found; give at most that many",
                                chunks,
                                tree.size()),
                        null);
            }
            List<ImageLists.Written> written = List.of();
            if (compat || tree.size() > 0) {
                int[] order = noShuffle
                        ? IntStream.range(0, tree.size()).toArray()
                        : new PythonRandom(seed).permutation(tree.size());
                written = ImageLists.write(tree, order, split, prefix);
            }
            ListReport report = new ListReport(tree, split, written, extensions, notes(tree, split, written));
            print(report, (System.nanoTime() - startNanos) / 1e9);
            return report.exitCode();
        } catch (UsageException usage) {
            console.err().println("cameo list: " + usage.getMessage());
            return ExitCode.USAGE;
        }
    }

    private void print(ListReport report, double seconds) throws IOException {
        if (json) {
            report.printJson(console.out());
            return;
        }
        if (!quiet) {
            report.printText(console.out(), recursive, verbose, seconds);
        }
        report.printTrouble(console.err(), recursive, verbose, quiet);
    }

    /**
     * Like the original's, {@code --exts} takes all that follows it up to the next option; unlike there, PREFIX and ROOT
     * come back from its end if they are missing.
     */
    private void takeBackPositionals() throws UsageException {
        int missing = 2 - positionals.size();
        if (missing > 0 && exts.size() > missing) {
            int from = exts.size() - missing;
            positionals.addAll(exts.subList(from, exts.size()));
            exts = new ArrayList<>(exts.subList(0, from));
        }
        if (positionals.size() != 2) {
            throw new UsageException("give PREFIX and ROOT, for example: cameo list train people --recursive", null);
        }
    }

    private Path prefix() throws UsageException {
        String text = positionals.getFirst();
        Path whole = path("PREFIX", text).toAbsolutePath().normalize();
        Path folder = whole.getParent();
        if (text.isEmpty() || folder == null) {
            throw new UsageException("PREFIX must name a file without its ending, such as lists/train", null);
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "the folder of PREFIX does not exist, make it first: mkdir -p '" + folder + "'", null);
        }
        return whole;
    }

    private Path root() throws UsageException {
        String text = positionals.get(1);
        Path root = path("ROOT", text);
        if (text.isEmpty() || !FileTree.isTree(root)) {
            throw new UsageException(
                    "ROOT is not a folder: '" + text + "'. Give PREFIX first, then the folder that holds the images",
                    null);
        }
        return root;
    }

    private static Path path(String name, String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (IllegalArgumentException invalid) {
            throw new UsageException(name + " is no path on this system: " + invalid.getMessage(), invalid);
        }
    }

    private ListSplit split() throws UsageException {
        try {
            return new ListSplit(chunks, trainRatio, testRatio, compat);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(
                    wrong.getMessage()
                            + ". Give --chunks 1 or more, and ratios from 0 to 1 that add up to at most 1,"
                            + " such as --train-ratio 0.8 --test-ratio 0.2",
                    wrong);
        }
    }

    private FileExtensions extensions() throws UsageException {
        if (exts.isEmpty()) {
            return FileExtensions.DEFAULT;
        }
        try {
            return compat ? FileExtensions.exactly(exts) : FileExtensions.of(exts);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage() + ". Write extensions as --exts .jpg .png", wrong);
        }
    }

    private List<String> notes(ImageTree tree, ListSplit split, List<ImageLists.Written> written) {
        List<String> notes = new ArrayList<>();
        if (split.testRatioIgnored()) {
            notes.add("--test-ratio does nothing while --train-ratio is 1; lower it to make room for a test list");
        }
        int leftOver = split.filesTheOriginalDrops(tree.size());
        if (leftOver > 0) {
            String count = ListReport.count(leftOver, "file");
            notes.add(
                    compat
                            ? count
                                    + " left over by rounding: in no list, as im2rec.py does; without --compat, in"
                                    + " train"
                            : count + " left over by rounding: put into train; im2rec.py would drop it (--compat)");
        }
        List<String> neverLower =
                exts.stream().filter(ext -> !isMatchable(ext)).distinct().toList();
        if (!neverLower.isEmpty()) {
            String which = String.join(" ", neverLower);
            notes.add(
                    compat
                            ? which + " matches no file, as in im2rec.py: extensions there are lower-case with a dot"
                            : which + " taken in any case, with a dot; im2rec.py would match nothing (--compat)");
        }
        long empty = written.stream().filter(list -> list.fileCount() == 0).count();
        if (empty > 0 && tree.size() > 0) {
            notes.add(ListReport.count(empty, "list") + " empty: too few files for this split");
        }
        if (tree.size() > 0 && tree.foldersNotEntered() > 0) {
            notes.add(ListReport.count(tree.foldersNotEntered(), "subfolder") + " not entered; --recursive does");
        }
        return notes;
    }

    private static boolean isMatchable(String ext) {
        return ext.startsWith(".") && ext.equals(ext.toLowerCase(Locale.ROOT));
    }
}
