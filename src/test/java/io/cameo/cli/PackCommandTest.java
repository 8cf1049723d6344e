package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo pack} sees. */
class PackCommandTest {
    private static final Path DATA = Path.of("testdata/convert");
    private static final String IMAGES = DATA.resolve("images").toString();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temp;

    private Path list;

    @BeforeEach
    void copyList() throws IOException {
        list = Files.copy(DATA.resolve("im2rec/default.lst"), temp.resolve("default.lst"));
    }

    private int cameo(Object... words) {
        String[] args = new String[words.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = words[i].toString();
        }
        PrintStream printedOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.run(
                new Console(printedOut, new PrintStream(err, true, StandardCharsets.UTF_8), false, 80, false), args);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aListGivesTheGoldenBesideIt() {
        assertThat(cameo("pack", list, IMAGES)).isZero();
        assertThat(temp.resolve("default.rec")).hasSameBinaryContentAs(DATA.resolve("im2rec/default.rec"));
        assertThat(temp.resolve("default.idx")).hasSameBinaryContentAs(DATA.resolve("im2rec/default.idx"));
        assertThat(said()).contains("11 listed, 11 packed, 0 rejected").contains("default.rec");
    }

    @Test
    void im2recsOptionsAreKnown() {
        assertThat(cameo("pack", list, IMAGES, "--center-crop", "--resize", "32", "--num-thread", "2", "--quiet"))
                .isZero();
        assertThat(temp.resolve("default.rec")).hasSameBinaryContentAs(DATA.resolve("im2rec/crop_resize32.rec"));
        assertThat(cameo("pack", list, IMAGES, "--color", "-1", "-o", temp.resolve("u.rec"), "--quiet"))
                .isZero();
        assertThat(temp.resolve("u.rec")).hasSameBinaryContentAs(DATA.resolve("im2rec/unchanged.rec"));
        assertThat(cameo("pack", list, IMAGES, "--unchanged", "-o", temp.resolve("p.rec"), "--quiet"))
                .isZero();
        assertThat(temp.resolve("p.rec")).hasSameBinaryContentAs(DATA.resolve("im2rec/passthru.rec"));
        assertThat(said()).isEmpty();
    }

    @Test
    void aPrefixTakesEveryListThatBeginsWithIt() throws IOException {
        Files.copy(list, temp.resolve("default_val.lst"));
        Files.copy(list, temp.resolve("other.lst"));
        assertThat(cameo("pack", temp.resolve("default"), IMAGES, "--pass-through"))
                .isZero();
        assertThat(temp.resolve("default.rec")).exists();
        assertThat(temp.resolve("default_val.rec")).exists();
        assertThat(temp.resolve("other.rec")).doesNotExist();
    }

    @Test
    void badImagesMakeTheExitCodeOneAndAreNamed() throws IOException {
        Files.copy(DATA.resolve("bad.lst"), temp.resolve("bad.lst"));
        assertThat(cameo("pack", temp.resolve("bad.lst"), IMAGES)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(said()).contains("6 listed, 2 packed, 4 rejected").contains("bad.rejects.tsv");
        assertThat(temp.resolve("bad.rec")).exists();
    }

    @Test
    void overTheErrorLimitNothingIsMadeAndTheWayOnIsNamed() throws IOException {
        Files.copy(DATA.resolve("bad.lst"), temp.resolve("bad.lst"));
        assertThat(cameo("pack", temp.resolve("bad.lst"), IMAGES, "--error-limit", "1"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(temp.resolve("bad.rec")).doesNotExist();
        assertThat(complained()).contains("--error-limit").contains("--resume");
        assertThat(cameo("pack", temp.resolve("bad.lst"), IMAGES, "--error-limit", "4", "--resume"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(temp.resolve("bad.rec")).exists();
        assertThat(said()).contains("resumed after the first");
    }

    @Test
    void partsAreNamedAsIm2recNamesThem() {
        assertThat(cameo("pack", list, IMAGES, "--pass-through", "--nsplit", "3", "--part", "2"))
                .isZero();
        assertThat(temp.resolve("default.rec.part002")).exists();
        assertThat(temp.resolve("default.rec")).doesNotExist();
    }

    @Test
    void aRunThatRejectsEverythingLeavesTheOldFile() throws IOException {
        assertThat(cameo("pack", list, IMAGES, "--quiet")).isZero();
        byte[] old = Files.readAllBytes(temp.resolve("default.rec"));
        assertThat(cameo("pack", list, temp)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(complained()).contains("every line was rejected").contains("ROOT");
        assertThat(temp.resolve("default.rec")).hasBinaryContent(old);
        assertThat(Files.readAllLines(temp.resolve("default.rejects.tsv"))).hasSize(12);
        assertThat(temp.resolve("default.rec.partial")).doesNotExist();
        assertThat(temp.resolve("default.rec.journal")).doesNotExist();
    }

    @Test
    void nothingButARecordFileIsEverReplaced() throws IOException {
        byte[] lines = Files.readAllBytes(list);
        assertThat(cameo("pack", list, IMAGES, "-o", list)).isEqualTo(ExitCode.USAGE);
        assertThat(list).hasBinaryContent(lines);
        Files.createDirectory(temp.resolve("folder.rec"));
        assertThat(cameo("pack", list, IMAGES, "-o", temp.resolve("folder.rec")))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(complained()).contains("is a folder: ");
        Path real = Files.createDirectory(temp.resolve("real")).resolve("real.rec");
        Files.writeString(real, "old");
        Path link = Files.createSymbolicLink(temp.resolve("link.rec"), real);
        assertThat(cameo("pack", list, IMAGES, "-o", link, "--quiet")).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(real).hasSameBinaryContentAs(DATA.resolve("im2rec/default.rec"));
    }

    @Test
    void anImageThatAnnouncesMorePixelsThanACameraHasIsRejected() throws IOException {
        byte[] jpeg = Files.readAllBytes(DATA.resolve("images/gray.jpg"));
        int frame = 0;
        while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
            frame++;
        }
        for (int i = 0; i < 4; i++) {
            jpeg[frame + 5 + i] = (byte) (i % 2 == 0 ? 0x4e : 0x20); // 20000 by 20000
        }
        Files.write(temp.resolve("bomb.jpg"), jpeg);
        Path bomb = Files.writeString(temp.resolve("bomb.lst"), "0\t0\tbomb.jpg\n");
        assertThat(cameo("pack", bomb, temp)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(temp.resolve("bomb.rejects.tsv")).content().contains("image is too large");
        assertThat(cameo("pack", list, IMAGES, "--resize", "70000")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--resize", "60000", "--error-limit", "0"))
                .isEqualTo(ExitCode.BAD_DATA);
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        assertThat(cameo("pack", list, IMAGES, "--json")).isZero();
        JsonNode report = new ObjectMapper().readTree(said()).get(0);
        assertThat(report.get("packed").asInt()).isEqualTo(11);
        assertThat(report.get("end").asText()).isEqualTo("complete");
        assertThat(report.get("size_bytes").asLong()).isEqualTo(35_640);
    }

    @Test
    void wrongUsageIsSaidInASentence() throws IOException {
        assertThat(cameo("pack", temp.resolve("nothing"), IMAGES)).isEqualTo(ExitCode.USAGE);
        assertThat(complained()).contains("no list of that name");
        assertThat(cameo("pack", list, temp.resolve("nowhere"))).isEqualTo(ExitCode.USAGE);
        assertThat(complained()).contains("ROOT is not a folder");
        assertThat(cameo("pack", list, IMAGES, "--color", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--encoding", ".bmp")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--quality", "101")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--inter-method", "7")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--label-width", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--num-thread", "100000")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "--resize", "-5")).isEqualTo(ExitCode.USAGE);
        assertThat(cameo("pack", list, IMAGES, "-o", temp.resolve("no/such/out.rec")))
                .isEqualTo(ExitCode.USAGE);
        Files.copy(list, temp.resolve("default2.lst"));
        assertThat(cameo("pack", temp.resolve("default"), IMAGES, "-o", temp.resolve("x.rec")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(temp.resolve("default.rec")).doesNotExist();
    }
}
