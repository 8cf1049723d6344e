package io.cameo.cli;

import io.cameo.convert.PortraitSet;
import io.cameo.convert.coco.PeopleSet;
import io.cameo.scene.Portrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cameo demo}: draws a small data set and takes it through everything that Cameo does. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws portraits of people who do not exist, lists and packs them, aligns their",
            "faces into a training set and reads all of it back; draws scenes with several",
            "of them, encodes their masks as COCO's persons and shows them; puts people into",
            "places with a matte for each, packs, scores and shows these. Nothing is",
            "downloaded; nothing outside FOLDER is touched.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  cameo demo cameo-demo --identities 10 --shots 20",
            "",
            "Exit code: 0 all is well, 1 something is not, 2 wrong usage, 130 stopped."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String MARK = ".cameo-demo";

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Where everything goes. Default: cameo-demo in this folder")
    private Path folder = Path.of("cameo-demo");

    @Option(names = "--identities", paramLabel = "N", description = "How many people. Default: 40")
    private int identities = 40;

    @Option(names = "--shots", paramLabel = "N", description = "How many pictures of each. Default: 30")
    private int shots = 30;

    @Option(names = "--scenes", paramLabel = "N", description = "How many scenes; 0 for none. Default: 48")
    private int scenes = 48;

    @Option(names = "--mattes", paramLabel = "N", description = "How many pictures with mattes; 0 for none. Default: 8")
    private int mattes = 8;

    @Option(names = "--seed", paramLabel = "N", description = "Other numbers, other people. Default: 1")
    private long seed = 1;

    @Option(names = "--quiet", description = "Print nothing but the result's places.")
    private boolean quiet;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (identities < 1 || shots < 1 || (long) identities * shots > 1_000_000) {
            throw new ParameterException(
                    spec.commandLine(), "--identities times --shots must be between 1 and 1,000,000 pictures");
        }
        if (scenes < 0 || scenes > 100_000) {
            throw new ParameterException(spec.commandLine(), "--scenes must be between 0 and 100,000");
        }
        if (mattes < 0 || mattes > 100_000) {
            throw new ParameterException(spec.commandLine(), "--mattes must be between 0 and 100,000");
        }
        claimFolder();
        PortraitSet set = new PortraitSet(identities, shots, Portrait.USUAL_SIZE_PX, seed);
        TourLines lines = new TourLines(console, quiet);
        DemoTour faces = new DemoTour(folder, set, lines);
        int code = faces.run();
        if (quiet) {
            console.out().println(faces.sheet());
        }
        if (scenes > 0) {
            SceneTour persons = new SceneTour(folder, PeopleSet.of(scenes, seed), lines);
            code = Math.max(code, persons.run());
            if (quiet) {
                console.out().println(persons.page());
            }
        }
        if (mattes > 0) {
            MattingTour people = new MattingTour(folder, mattes, seed, lines);
            code = Math.max(code, people.run());
            if (quiet) {
                console.out().println(people.sheet());
            }
        }
        return code;
    }

    /** Takes a new or empty folder, or one of its own; never somebody's pictures. */
    private void claimFolder() throws IOException {
        if (Files.isDirectory(folder) && !Files.exists(folder.resolve(MARK))) {
            try (var inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new ParameterException(
                            spec.commandLine(), "the folder is not empty and not of an earlier demo: " + folder);
                }
            }
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARK), "made by 'cameo demo'; it may overwrite what is here\n");
    }
}
