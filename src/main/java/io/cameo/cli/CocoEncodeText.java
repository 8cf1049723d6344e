package io.cameo.cli;

import io.cameo.convert.PackReport;
import java.io.IOException;

/** What the commands that encode COCO's persons say of their runs. */
final class CocoEncodeText {
    private static final PackText.Words WORDS =
            new PackText.Words("images", "image", "Is IMAGES the folder that file_name counts from?");

    private CocoEncodeText() {}

    /**
     * Shows a report and returns the exit code for it.
     *
     * @param all whether images without annotations counted
     */
    static int show(Console console, PackReport report, boolean all, TalkOptions talk) throws IOException {
        boolean records = !CocoEncodeOptions.isHdf5(report.rec());
        if (talk.json()) {
            JsonPrinter.print(console.out(), out -> PackText.writeJson(out, report, records));
        } else if (talk.talks()) {
            PackText.print(console.out(), report, WORDS);
            if (report.complete()) {
                console.out()
                        .println(
                                records
                                        ? OutputFile.listed(report.rec())
                                        : report.rec().toString());
                if (report.listed() == 0) {
                    console.err()
                            .println("cameo: " + report.rec() + " holds nothing: "
                                    + (all
                                            ? "the annotation file lists no images"
                                            : "no image has annotations; --all encodes images without"));
                }
            }
        }
        if (!report.complete()) {
            PackText.complain(console.err(), report, WORDS);
        }
        return report.complete() && report.rejected() == 0 ? ExitCode.FINE : ExitCode.BAD_DATA;
    }
}
