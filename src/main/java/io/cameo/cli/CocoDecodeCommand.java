package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.coco.CocoDecode;
import io.cameo.convert.coco.CocoDecodeReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo coco decode}: instance planes back to masks. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes the planes of a record file apart again. With --to png, a folder for each",
            "image: INDEX_ANNOTATION.png for each person (0 and 255, what nobody hides),",
            "crowd.png, unannotated.png and plane.png. With --to json, annotations.json, a",
            "COCO file with the visible pixels as compressed run lengths; areas, boxes and",
            "key points are those of the original. Encoding it gives the same numbers and",
            "crowds; bit 7 comes back where nobody hides the person. The crowds of an image",
            "are one there.",
            ""
        },
        footer = {
            "",
            "Example, ready to paste after 'cameo demo':",
            "  cameo coco encode cameo-demo/scenes/annotations.json \\",
            "      cameo-demo/scenes/images scenes.rec",
            "  cameo coco decode scenes.rec masks --to png,json",
            "",
            "Exit code: 0 all decoded, 1 something is damaged or missing, 2 wrong usage,",
            "130 stopped."
        })
final class CocoDecodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A .rec or .h5 file of 'cameo coco encode'.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory = Path.of("");

    @Option(names = "--to", split = ",", paramLabel = "FORM", description = "png, json, or both. Default: png")
    private List<String> to = List.of("png");

    @Option(
            names = "--image-files",
            description = "Write the image files too, byte for byte, under their names in DIR/images.")
    private boolean imageFiles;

    @Option(names = "--id", split = ",", paramLabel = "N", description = "Only these images: '139,285'.")
    private List<Long> ids = new ArrayList<>();

    @Mixin
    private final IntoExistingOption intoExisting = new IntoExistingOption();

    @Option(
            names = {"--num-thread", "--workers"},
            paramLabel = "N",
            description = "Threads that decode and write. Default: one per processor")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    CocoDecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        CocoDecode job = CocoDecode.from(file)
                .forms(forms())
                .imageFiles(imageFiles)
                .ids(ids)
                .intoExisting(intoExisting.isOn())
                .workers(workers)
                .progress(ProgressBar.on(console, talk.quiet() || !progress.isOn(), "decoding", "img"));
        CocoDecodeReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making(directory + " is not complete", () -> job.to(directory));
        }
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> writeJson(report, out));
        } else if (talk.talks()) {
            print(report, console.out());
        }
        LostText.complain(report.firstLost(), report.lost(), console.err());
        for (long id : report.missing()) {
            console.err().println("cameo: no such image: image=" + id);
        }
        if (report.cancelled()) {
            console.err().println("cameo: stopped; " + report.directory() + " is not complete");
            return ExitCode.INTERRUPTED;
        }
        return report.isSound() ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private Set<CocoDecode.Form> forms() {
        Set<CocoDecode.Form> forms = EnumSet.noneOf(CocoDecode.Form.class);
        for (String name : to) {
            forms.add(
                    switch (name) {
                        case "png" -> CocoDecode.Form.PNG;
                        case "json" -> CocoDecode.Form.JSON;
                        default -> throw new IllegalArgumentException("--to needs png, json or both: " + name);
                    });
        }
        return forms;
    }

    private void checkUsage() throws IOException {
        InputFile.require(file);
        RunOptions.requireWorkers(workers);
        intoExisting.require(directory);
    }

    private static void print(CocoDecodeReport report, PrintStream out) {
        out.println(Numbers.count(report.images(), "image") + " of " + Numbers.grouped(report.samples()) + ", "
                + Numbers.count(report.persons(), "person") + ", " + Numbers.count(report.crowds(), "crowd")
                + (report.masks() > 0 ? ", " + Numbers.count(report.masks(), "mask file") : "")
                + (report.imageFiles() > 0 ? ", " + Numbers.count(report.imageFiles(), "image file") : "")
                + String.format(Locale.ROOT, " in %.1f s", report.wallNanos() / 1e9));
        if (report.json() != null) {
            out.println(report.json());
        }
    }

    private static void writeJson(CocoDecodeReport report, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", report.file().toString());
        out.writeStringField("directory", report.directory().toString());
        out.writeStringField("json", report.json() == null ? null : String.valueOf(report.json()));
        out.writeNumberField("samples", report.samples());
        out.writeNumberField("images", report.images());
        out.writeNumberField("persons", report.persons());
        out.writeNumberField("crowds", report.crowds());
        out.writeNumberField("mask_files", report.masks());
        out.writeNumberField("image_files", report.imageFiles());
        out.writeNumberField("lost", report.lost());
        LostText.json("first_lost", report.firstLost(), out);
        out.writeArrayFieldStart("missing_ids");
        for (long id : report.missing()) {
            out.writeNumber(id);
        }
        out.writeEndArray();
        out.writeBooleanField("cancelled", report.cancelled());
        out.writeNumberField("seconds", report.wallNanos() / 1e9);
        out.writeEndObject();
    }
}
