package io.cameo.cli;

import io.cameo.convert.PackReport;
import io.cameo.convert.Transcode;
import io.cameo.image.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cameo transcode}: the images of a record file in another encoding or size. */
@Command(
        name = "transcode",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a record file again with its images in another encoding or size. Keys,",
            "labels and the order stay; records without an image are copied.",
            ""
        },
        footer = {
            "",
            "raw stores the pixels as they are, so that loaders decode nothing: some six",
            "times the disk of JPEGs at quality 95. lz4 compresses them losslessly, which",
            "pays for drawings and masks, hardly for photographs. See docs/raw-payloads.md.",
            "",
            "Of a record that holds more than an image, as those of 'cameo coco encode' and",
            "'cameo matting pack' do, only the image is taken.",
            "",
            "A GPU makes --resize with --inter-method 1, also behind --center-crop; images",
            "are encoded on the CPU; so they are decoded, unless --device-decode is given.",
            "",
            "A bad image is left out: STEM.rejects.tsv names it, and the exit code is 1.",
            "A stopped run leaves only .partial files; --resume goes on from there.",
            "",
            "Example, ready to paste in a Cameo checkout after 'cameo demo':",
            "  cameo transcode cameo-demo/people.rec -o raw.rec --encoding raw",
            "",
            "Exit code: 0 all written, 1 something rejected, 2 wrong usage, 130 stopped."
        })
final class TranscodeCommand implements Callable<Integer> {
    private static final PackText.Words RECORDS = new PackText.Words("records", "record", "Do they hold images?");

    private final Console console;

    @Parameters(index = "0", paramLabel = "IN.rec", description = "The record file to read.")
    private Path source = Path.of("");

    @Mixin
    private final RecordTargetOption target = new RecordTargetOption();

    @Option(names = "--encoding", required = true, paramLabel = "EXT", description = "raw, lz4, .jpg or .png")
    private String encoding = "";

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    TranscodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(source);
        Path output = target.checked(List.of(source));
        Transcode job = Transcode.from(source)
                .encoding(Encoding.ofExtension(encoding))
                .quality(images.quality())
                .color(images.color())
                .transform(images.transforms())
                .device(device.settings(console, run.talk()));
        run.applyTo(job, console, "transcoding");
        PackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making("no " + output + " was made", () -> job.writeTo(output));
        }
        if (run.talk().json()) {
            JsonPrinter.print(console.out(), json -> {
                json.writeStartObject();
                PackText.writeFields(json, report, true);
                DeviceText.writeJson(json, job.deviceReport());
                json.writeEndObject();
            });
        } else if (run.talk().talks()) {
            PackText.print(console.out(), report, RECORDS);
            DeviceText.print(console.out(), job.deviceReport());
            if (report.complete()) {
                console.out().println(OutputFile.listed(report.rec()));
            }
        }
        if (!report.complete()) {
            PackText.complain(console.err(), report, RECORDS);
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
