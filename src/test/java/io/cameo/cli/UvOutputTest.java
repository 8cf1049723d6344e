package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a slip of the hand must not cost: files of another kind, inputs, memory. */
class UvOutputTest {
    private static final String MADE_UP = "testdata/convert/ffhquv/release";

    @TempDir
    Path temp;

    private Path release = Path.of("");
    private Terminal terminal = new Terminal();

    @BeforeEach
    void copyRelease() throws IOException {
        release = temp.resolve("release");
        try (Stream<Path> files = Files.walk(Path.of(MADE_UP))) {
            for (Path file : files.toList()) {
                Files.copy(file, release.resolve(Path.of(MADE_UP).relativize(file)));
            }
        }
    }

    private void refuses(String reason, Path untouched, String... words) throws IOException {
        byte[] before = Files.exists(untouched) ? Files.readAllBytes(untouched) : new byte[0];
        terminal = new Terminal();
        assertThat(terminal.run(words)).as(terminal.err()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains(reason).doesNotContain("\tat ");
        assertThat(Files.exists(untouched) ? Files.readAllBytes(untouched) : new byte[0])
                .isEqualTo(before);
    }

    @Test
    void aTableOrPictureReplacesNoFileOfAnotherKind() throws IOException {
        Path rec = temp.resolve("a.rec");
        String all = release.toString();
        assertThat(terminal.run("uv", "pack", all, rec.toString(), "--set", "ffhq-uv"))
                .isZero();
        for (String output : List.of(rec.toString(), temp.resolve("a.idx").toString(), temp + "/new.csv")) {
            Path file = Path.of(output);
            refuses("must be named *.tbl", file, "uv", "metrics", all, "--set", "ffhq-uv", "-o", output);
            refuses("must be named *.png", file, "uv", "show", all, "--set", "ffhq-uv", "-o", output);
            refuses("must be named *.png", file, "uv", "lights", all, "-o", output);
            refuses("must be named *.npz", file, "uv", "export", all, output, "--to", "npz");
        }
    }

    @Test
    void nothingThatIsReadIsReplaced() throws IOException {
        Path map = release.resolve("dataset/ffhq-uv/uv-maps/000/000000.png");
        Files.createDirectories(map.getParent());
        Files.write(map, new byte[] {1});
        String all = release.toString();
        refuses("would replace an input", map, "uv", "show", all, "--set", "ffhq-uv", "-o", map.toString());
        refuses("would replace an input", map, "uv", "lights", all, "-o", map.toString());
        Path mask = Files.move(map, temp.resolve("mask.tbl"));
        String given = "face=" + mask;
        refuses("would replace an input", mask, "uv", "metrics", all, "--mask", given, "-o", mask.toString());
        Path csv = Files.write(release.resolve("mine.csv"), new byte[] {2});
        refuses("would replace an input", csv, "uv", "export", all, csv.toString());
        refuses(
                "lies in an input",
                release.resolve("made/lineage.tsv"),
                "uv",
                "interpolate",
                all,
                release.resolve("made").toString(),
                "--seed",
                "1",
                "--count",
                "2");
    }

    @Test
    void moreThreadsThanAnyMachineHasAreRefused() throws IOException {
        String all = release.toString();
        Path none = temp.resolve("none");
        String many = "100000000";
        refuses("1024 at most", none, "uv", "check", all, "--workers", many);
        refuses("1024 at most", none, "uv", "metrics", all, "--set", "ffhq-uv", "--workers", many);
        refuses(
                "1024 at most",
                none,
                "uv",
                "compare",
                all + "/dataset/ffhq-uv",
                all + "/dataset/ffhq-uv",
                "--workers",
                many);
        refuses("1024 at most", none, "uv", "export", all, none + ".npz", "--workers", many);
        refuses(
                "1024 at most",
                none,
                "uv",
                "interpolate",
                all,
                none.toString(),
                "--seed",
                "1",
                "--count",
                "2",
                "--workers",
                many);
        refuses("1024 at most", none, "uv", "pack", all, none + ".rec", "--set", "ffhq-uv", "--workers", many);
    }

    @Test
    void whatWasNotReadIsNamedAndNoSuccess() throws IOException {
        String all = release.resolve("dataset/ffhq-uv").toString();
        Path cut = Files.write(release.resolve("dataset/ffhq-uv/uv-maps/007.zip"), new byte[] {'P', 'K', 3, 4});
        String png = temp.resolve("out.png").toString();
        for (String command : List.of(
                "metrics " + all,
                "compare " + all + " " + all,
                "show " + all + " -o " + png,
                "lights " + release,
                "export " + all + " " + temp + "/out.csv",
                "interpolate " + all + " " + temp + "/out --seed 1 --count 2")) {
            terminal = new Terminal();
            assertThat(terminal.run(("uv " + command).split(" "))).as(command).isEqualTo(ExitCode.BAD_DATA);
            assertThat(terminal.err()).as(command).contains(cut + ": no end of a zip archive");
        }
    }

    @Test
    void aFileWithoutRecordsIsNoSet() throws IOException {
        Path empty = Files.createFile(temp.resolve("empty.rec"));
        assertThat(terminal.run("uv", "unpack", empty.toString(), temp + "/out"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).contains("holds no record", "file=" + empty);
        assertThat(temp.resolve("out")).doesNotExist();
        terminal = new Terminal();
        assertThat(terminal.run("uv", "query", empty.toString(), "--rebuild")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).contains("holds no record", "file=" + empty);
        assertThat(temp.resolve("empty.tbl")).doesNotExist();
    }
}
