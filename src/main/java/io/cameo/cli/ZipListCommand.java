package io.cameo.cli;

import io.cameo.archive.ZipArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cameo zip list}: what an archive holds, from its directory alone. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the entries of a zip archive, also of one that is split into parts: any",
            "part names it, and nothing is joined. Only the directory is read.",
            ""
        },
        footer = {
            "",
            "All parts must be there; those that are missing are named.",
            "",
            "Example, ready to paste in a Cameo checkout:",
            "  cameo zip list testdata/archive/V-HIM-MINI.zip",
            "",
            "Exit code: 0 fine, 1 the directory or the names are bad, 2 wrong usage."
        })
final class ZipListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "ARCHIVE.zip", description = "An archive, or any part of one.")
    private Path archive = Path.of("");

    @Mixin
    private final TalkOptions talk = new TalkOptions();

    ZipListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        InputFile.require(archive);
        try (ZipArchive zip = ZipArchive.open(archive)) {
            if (talk.json()) {
                JsonPrinter.print(console.out(), out -> ZipText.writeJson(zip, out));
            } else if (talk.talks()) {
                ZipText.print(zip, console.out());
            }
            if (!talk.json()) {
                ZipText.complain(zip.faults(), console.err());
            }
            return zip.faults().isEmpty() ? ExitCode.FINE : ExitCode.BAD_DATA;
        }
    }
}
