package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo transcode}, and of raw records, sees. */
class TranscodeCommandTest {
    @TempDir
    Path temp;

    private Path rec;

    @BeforeEach
    void pack() throws IOException {
        Files.writeString(temp.resolve("a.lst"), "0\t1.0\tred.png\n1\t2.0\tblue.png\n");
        Files.createDirectory(temp.resolve("images"));
        Files.copy(Path.of("testdata/image/src/rgb.png"), temp.resolve("images/red.png"));
        Files.copy(Path.of("testdata/image/src/rgb420_q90.jpg"), temp.resolve("images/blue.png"));
        rec = temp.resolve("a.rec");
        CommandRun run = CommandRun.of(
                PackCommand::new,
                temp.resolve("a.lst").toString(),
                temp.resolve("images").toString(),
                "--encoding",
                "raw");
        assertThat(run.code()).as(run.err()).isZero();
    }

    private CommandRun transcode(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = rec.toString();
        args[1] = "-o";
        args[2] = temp.resolve("out.rec").toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return CommandRun.of(TranscodeCommand::new, args);
    }

    @Test
    void goesThereAndBack() throws IOException {
        CommandRun there = transcode("--encoding", ".png", "--quality", "3");
        assertThat(there.code()).as(there.err()).isZero();
        assertThat(there.out()).contains("2 listed, 2 packed, 0 rejected").contains("out.cix");
        byte[] raw = Files.readAllBytes(rec);
        CommandRun back = CommandRun.of(
                TranscodeCommand::new,
                temp.resolve("out.rec").toString(),
                "-o",
                temp.resolve("back.rec").toString(),
                "--encoding",
                "raw",
                "--json");
        assertThat(back.code()).as(back.err()).isZero();
        JsonNode json = back.json();
        assertThat(json.get("packed").asInt()).isEqualTo(2);
        assertThat(Files.readAllBytes(temp.resolve("back.rec"))).isEqualTo(raw);
    }

    @Test
    void otherCommandsKnowRawRecords() throws IOException {
        CommandRun info = CommandRun.of(InfoCommand::new, rec.toString());
        assertThat(info.out()).contains("RAW 2").contains("80x60");
        CommandRun verify = CommandRun.of(VerifyCommand::new, rec.toString(), "--level", "decode");
        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        Path sheet = temp.resolve("sheet.png");
        CommandRun show = CommandRun.of(ShowCommand::new, rec.toString(), "-o", sheet.toString());
        assertThat(show.code()).as(show.err()).isZero();
        assertThat(sheet).isNotEmptyFile();
        Path unpacked = temp.resolve("unpacked");
        CommandRun unpack = CommandRun.of(UnpackCommand::new, rec.toString(), unpacked.toString());
        assertThat(unpack.code()).as(unpack.err()).isZero();
        try (Stream<Path> files = Files.walk(unpacked)) {
            assertThat(files.filter(file -> file.toString().endsWith(".raw"))).hasSize(2);
        }
    }

    @Test
    void makesThemSmaller() {
        CommandRun run = transcode("--encoding", "lz4", "--resize", "24", "--center-crop", "--color", "0");
        assertThat(run.code()).as(run.err()).isZero();
        CommandRun info =
                CommandRun.of(InfoCommand::new, temp.resolve("out.rec").toString());
        assertThat(info.out()).contains("24x24");
    }

    @Test
    void wrongUsageIsSaidInASentence() {
        assertThat(transcode("--encoding", "webp").err()).contains("no such encoding: encoding=webp");
        assertThat(transcode().err()).contains("--encoding");
        assertThat(transcode("--encoding", "raw", "--resize", "-1").err()).contains("--resize takes 1 to 65500");
        assertThat(transcode("--encoding", ".jpg", "--quality", "101").err()).contains("quality is out of range");
        assertThat(transcode("--encoding", "raw", "--color", "4").err()).contains("no such colour mode");
        assertThat(transcode("--encoding", "raw", "--resize", "-1").code()).isEqualTo(ExitCode.USAGE);
        CommandRun same =
                CommandRun.of(TranscodeCommand::new, rec.toString(), "-o", rec.toString(), "--encoding", "raw");
        assertThat(same.code()).isEqualTo(ExitCode.USAGE);
        assertThat(same.err()).contains("the output is an input");
    }
}
