package io.cameo.cli;

import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.dataset.insightface.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cameo face pack}: people into the records that face-recognition trainers read. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Packs faces into .rec, .idx, .lst and property, as InsightFace's face2rec2.py",
            "did: aligned files as they are, all others warped to the template by the",
            "landmarks of the list, or by those that a detector finds.",
            ""
        },
        footer = {
            "",
            "FILE.lst may be InsightFace's list, glint's, label.txt of dir2rec, or im2rec's.",
            "A bad image is not packed: STEM.rejects.tsv names it, and the exit code is 1.",
            "",
            "A GPU warps faces whose landmarks the list has, and decodes their JPEGs if",
            "--device-decode says so; crops are encoded on the CPU. Whether that is faster,",
            "--device auto measures.",
            "",
            "Examples, ready to paste in a Cameo checkout, the second after 'cameo demo':",
            "  cameo face pack testdata/face/align.lst testdata/face -o faces.rec",
            "  cameo face pack cameo-demo/people -o people.rec --detector haar",
            "",
            "Exit code: 0 all packed, 1 something rejected, 2 wrong usage, 130 stopped."
        })
final class FacePackCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final FaceSourceOptions source = new FaceSourceOptions();

    @Mixin
    private final RecordTargetOption target = new RecordTargetOption();

    @Mixin
    private final FacePackOptions options = new FacePackOptions();

    @Mixin
    private final PeopleOptions people = new PeopleOptions();

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    FacePackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path list = source.checked();
        Path output = target.checked(List.of());
        LeftOutLines leftOut = new LeftOutLines();
        FacePack job = FacePack.from(list)
                .root(source.root())
                .tree(people.tree(options.compat()))
                .leftOut(leftOut)
                .device(device.settings(console, run.talk()));
        options.applyTo(job);
        run.applyTo(job, console, "packing");
        Path property = Property.besides(output);
        byte[] another = Files.isRegularFile(property) && Files.notExists(output) ? Files.readAllBytes(property) : null;
        FacePackReport report;
        try (var _ = Interrupts.onInterrupt(job::cancel)) {
            report = OutputFile.making("no " + output + " was made", () -> job.writeTo(output));
        }
        if (another != null && report.written() != null && !Arrays.equals(another, Files.readAllBytes(property))) {
            console.err()
                    .println("cameo: " + property + " was that of another set and now is that of " + output
                            + ": a folder has room for one, keep each set in its own");
        }
        return FaceText.show(console, report, leftOut, run.talk());
    }
}
