package io.cameo.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cameo.convert.Numbers;
import io.cameo.convert.insightface.VerificationUnpack;
import io.cameo.convert.insightface.VerificationUnpackReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cameo face bin unpack}: the images of a verification set into a folder. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the images of a verification .bin, as they are stored, into a folder:",
            "pair 41 is 000041_a.jpg and 000041_b.jpg, and a line of pairs_label.txt, which",
            "packs them back. Reads every dialect in which such files were published and",
            "runs nothing in them.",
            ""
        },
        footer = {
            "",
            "A pickle of protocol 4 of bytes comes back byte for byte; others become one.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo face bin unpack testdata/dataset/verification/ver_bytes_p4.bin eval",
            "  cameo face bin pack eval/pairs_label.txt eval --size any -o again.bin",
            "",
            "Exit code: 0 all unpacked, 1 images are damaged or it is no such file,",
            "2 wrong usage."
        })
final class FaceBinUnpackCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "X.bin", description = "A verification set.")
    private Path bin;

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path folder;

    @Mixin
    private final IntoExistingOption intoExisting = new IntoExistingOption();

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    FaceBinUnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(bin);
        intoExisting.require(folder);
        VerificationUnpackReport report = OutputFile.making(
                folder + " is not complete and has no list", () -> VerificationUnpack.unpack(bin, folder));
        if (talk.json()) {
            JsonPrinter.print(console.out(), json -> writeJson(report, json));
        } else if (talk.talks()) {
            print(report);
        }
        for (VerificationUnpackReport.Fault fault : report.faults()) {
            console.err().println("cameo: damaged: " + fault.file() + ": " + Console.printable(fault.reason()));
        }
        if (report.damaged() > report.faults().size()) {
            console.err()
                    .println("cameo: ... and "
                            + Numbers.grouped(report.damaged() - report.faults().size()) + " more");
        }
        return report.damaged() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }

    private void print(VerificationUnpackReport report) {
        console.out()
                .println(Numbers.count(report.pairs(), "pair") + ", " + Numbers.count(report.images(), "image") + ", "
                        + Numbers.bytes(report.payloadBytes()) + " in " + FaceBinText.seconds(report.wallNanos()));
        if (report.surplus() > 0) {
            console.out()
                    .println(Numbers.count(report.surplus(), "image")
                            + " beyond the pairs: surplus_*, which no list of pairs can name");
        }
        console.out().println(report.list());
        String again = "'cameo face bin pack " + UnpackCommand.quoted(report.list()) + " "
                + UnpackCommand.quoted(report.folder()) + " --size any -o again.bin'";
        console.out()
                .println(
                        report.packsBack()
                                ? again + " gives the same file, byte for byte."
                                : again + " packs them, but not to the same bytes: "
                                        + String.join("; ", report.differences()) + ".");
    }

    private static void writeJson(VerificationUnpackReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("bin", report.bin().toString());
        json.writeStringField("directory", report.folder().toString());
        json.writeStringField("list", report.list().toString());
        json.writeNumberField("pairs", report.pairs());
        json.writeNumberField("images", report.images());
        json.writeNumberField("surplus", report.surplus());
        json.writeNumberField("damaged", report.damaged());
        json.writeBooleanField("packs_back", report.packsBack());
        json.writeArrayFieldStart("differences");
        for (String difference : report.differences()) {
            json.writeString(difference);
        }
        json.writeEndArray();
        json.writeNumberField("payload_bytes", report.payloadBytes());
        json.writeNumberField("seconds", report.wallNanos() / 1e9);
        json.writeEndObject();
    }
}
