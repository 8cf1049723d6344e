package io.cameo.cli;

import io.cameo.convert.insightface.FaceSubset;
import io.cameo.convert.insightface.IdentityChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo face subset}: some images of a face data set into another. */
@Command(
        name = "subset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps the images that meet all of the conditions, in their order and with",
            "their bytes; identity records are made anew.",
            ""
        },
        footer = {
            "",
            "Identities and keys are looked at first, then --min-images and --max-images,",
            "then --per-identity, then --invert.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face subset testdata/record/insightface/A.rec -o s.rec --identities 0-2",
            "",
            "Exit code: 0 done, 1 the input is damaged, 2 wrong usage, 130 stopped."
        })
final class FaceSubsetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE.rec", description = "A face data set.")
    private Path file = Path.of("");

    @Mixin
    private final RecordOutputOption output = new RecordOutputOption();

    @Option(names = "--identities", paramLabel = "LIST", description = "Labels and ranges of them, as 1,5,10-20.")
    private @Nullable String identities;

    @Option(names = "--identities-from", paramLabel = "FILE", description = "The same, one on each line of a file.")
    private @Nullable Path identitiesFrom;

    @Option(names = "--keys", paramLabel = "LIST", description = "Keys of images, with commas between them.")
    private @Nullable String keys;

    @Option(names = "--keys-from", paramLabel = "FILE", description = "The same, one on each line of a file.")
    private @Nullable Path keysFrom;

    @Option(names = "--min-images", paramLabel = "N", description = "Drop identities with fewer than N images.")
    private int minImages;

    @Option(names = "--max-images", paramLabel = "N", description = "Drop identities with more than N images.")
    private int maxImages = Integer.MAX_VALUE;

    @Option(names = "--per-identity", paramLabel = "N", description = "A random N of each, drawn by seed and key.")
    private @Nullable Integer perIdentity;

    @Option(names = "--seed", paramLabel = "N", description = "For --per-identity. Default: 0")
    private long seed;

    @Option(names = "--invert", description = "Keep what would be dropped, drop what would be kept.")
    private boolean invert;

    @Option(names = "--relabel", description = "Number identities from 0 anew; OUT.labels.tsv says which became which.")
    private boolean relabel;

    @Option(names = "--dry-run", description = "Only say how much would be kept.")
    private boolean dryRun;

    @Mixin
    private final FaceEditOptions options = new FaceEditOptions();

    @Mixin
    private final RecordRun run = new RecordRun();

    FaceSubsetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path out = output.checked(List.of(file));
        FaceSubset subset = FaceSubset.of(file)
                .images(minImages, maxImages)
                .invert(invert)
                .renumber(relabel)
                .dryRun(dryRun);
        String people = text("--identities", identities, identitiesFrom);
        if (people != null) {
            subset.identities(IdentityChoice.parse(people));
        }
        String images = text("--keys", keys, keysFrom);
        if (images != null) {
            subset.keys(keys(images));
        }
        Integer sample = perIdentity;
        if (sample != null) {
            subset.perIdentity(sample, seed);
        }
        return run.run(console, "no " + out + " was made", watch -> {
            FaceEditText.show(console, run, options.applyTo(subset, watch).to(out), subset.absent());
            return ExitCode.FINE;
        });
    }

    private static @Nullable String text(String option, @Nullable String given, @Nullable Path from)
            throws IOException {
        if (from == null) {
            return given;
        }
        if (given != null) {
            throw new IllegalArgumentException(option + " and " + option + "-from exclude each other");
        }
        InputFile.requireText(from);
        return Files.readString(from);
    }

    private static Set<String> keys(String text) {
        Set<String> keys = new LinkedHashSet<>();
        for (String key : text.split("[,\\n]", -1)) {
            if (!key.isBlank()) {
                keys.add(key.strip());
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key is named");
        }
        return keys;
    }
}
