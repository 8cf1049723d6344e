package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.ffhquv.NamedLight;
import io.cameo.convert.ffhquv.UvLights;
import io.cameo.convert.ffhquv.UvMetricsReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo uv lights}: lights as numbers and as balls. */
@Command(
        name = "lights",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints lights as numbers, with the direction that most light comes from, and",
            "draws white balls under them. Reads lights/*.npy (dpr: nine numbers of",
            "brightness) and *_final_coeffs.pt (gamma: nine of each colour, of each view).",
            ""
        },
        footer = {
            "",
            "The two kinds differ in order, signs and constants, and are never put on one",
            "sheet. Directions are degrees from the viewer, as the picture shows them. Each",
            "ball is stretched to its own brightest place: balls tell directions, not",
            "strengths.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo uv lights testdata/convert/ffhquv/release/dataset_project/lights.zip \\",
            "      -o lights.png",
            "",
            "Exit code: 0 all read, 1 some are damaged, 2 wrong usage or no lights."
        })
final class UvLightsCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 48;
    private static final int MOST = 2000;

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE.npy|FILE.pt|DIR|ARCHIVE.zip",
            description = "Files of lights or coefficients, or where they lie.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.png",
            description = "Where a sheet of balls goes. Default: none is drawn")
    private @Nullable Path output;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only dpr, or only gamma. Default: both")
    private @Nullable String kind;

    @Option(
            names = {"--limit", "--count"},
            paramLabel = "N",
            description = "Balls at most, spread evenly. Default: 48")
    private int limit = DEFAULT_LIMIT;

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    UvLightsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("--limit is from 1 to " + MOST + ": " + limit);
        }
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                InputFile.require(path);
            }
        }
        Path png = output;
        if (png != null) {
            UvOutput.requireFile(png, ".png", paths);
        }
        UvLights lights = UvLights.read(paths);
        String wanted = kind;
        if (wanted != null) {
            lights = lights.only(kindOf(wanted));
        }
        if (lights.lights().isEmpty() && lights.faults().isEmpty()) {
            throw new IllegalArgumentException("no lights: " + paths.getFirst());
        }
        int drawn = png == null ? 0 : draw(lights, png);
        if (talk.json()) {
            List<NamedLight> all = lights.lights();
            JsonPrinter.print(console.out(), out -> json(all, out));
        } else if (talk.talks()) {
            print(lights, console.out());
            if (png != null) {
                console.out().println(png + "  " + Numbers.count(drawn, "ball"));
            }
        }
        for (UvMetricsReport.Fault fault : lights.faults()) {
            console.err().println("cameo: " + Console.printable(fault.id() + ": " + fault.reason()));
        }
        return lights.faults().isEmpty() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private int draw(UvLights lights, Path png) throws IOException {
        return OutputFile.making("no " + png + " was made", () -> lights.writeSheet(png, limit));
    }

    private static NamedLight.Kind kindOf(String word) {
        for (NamedLight.Kind kind : NamedLight.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("--kind is dpr or gamma: " + word);
    }

    private static void print(UvLights lights, PrintStream out) {
        for (NamedLight.Kind kind : lights.kinds()) {
            out.println(kind.word() + ": " + kind.about());
            lights.lights().stream().filter(light -> light.kind() == kind).forEach(light -> print(light, out));
        }
    }

    private static void print(NamedLight light, PrintStream out) {
        float[] numbers = light.numbers();
        for (int begin = 0; begin < numbers.length; begin += 9) {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "  %-14s", begin == 0 ? Console.printable(light.name()) : ""));
            for (int i = begin; i < begin + 9; i++) {
                line.append(String.format(Locale.ROOT, " %7.4f", numbers[i]));
            }
            out.println(begin == 0 ? line + "  from " + UvLights.direction(light) : line.toString());
        }
    }

    private static void json(List<NamedLight> lights, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (NamedLight light : lights) {
            out.writeStartObject();
            out.writeStringField("name", light.name());
            out.writeStringField("kind", light.kind().word());
            out.writeArrayFieldStart("numbers");
            for (float number : light.numbers()) {
                out.writeNumber(number);
            }
            out.writeEndArray();
            out.writeNumberField("azimuth_degrees", light.azimuthDegrees());
            out.writeNumberField("elevation_degrees", light.elevationDegrees());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
