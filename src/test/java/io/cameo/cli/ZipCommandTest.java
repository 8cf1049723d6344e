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

class ZipCommandTest {
    private static final String GOOD = "testdata/archive/V-HIM-MINI.zip";
    private static final String FRAME = "V-HIM-MINI/comp_easy/fgr/00000/00000.jpg";

    @TempDir
    private Path temp;

    private final Terminal terminal = new Terminal();
    private Path copy = Path.of("");

    @BeforeEach
    void copyParts() throws IOException {
        for (String part : List.of("z01", "z02", "z03", "zip")) {
            Files.copy(Path.of("testdata/archive/V-HIM-MINI." + part), temp.resolve("V." + part));
        }
        copy = temp.resolve("V.zip");
    }

    private void flip(String part, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(temp.resolve(part));
        bytes[at] ^= 4;
        Files.write(temp.resolve(part), bytes);
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void listsEntriesWithTheirParts() {
        assertThat(terminal.run("zip", "list", GOOD)).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .contains("size", "packed", FRAME, "deflate", "35 files of 221.2 kB in 213.3 kB, 4 parts");
        Terminal json = new Terminal();
        assertThat(json.run("zip", "list", GOOD, "--json")).isZero();
        assertThat(json.out()).contains("\"name\" : \"" + FRAME + "\"", "\"faults\" : [ ]");
    }

    @Test
    void checksEveryEntry() throws IOException {
        assertThat(terminal.run("zip", "check", copy.toString())).isZero();
        assertThat(terminal.out()).contains("4 parts, 53 entries, 221.2 kB unpacked, no faults");
        flip("V.z02", 30_000);
        Terminal damaged = new Terminal();
        assertThat(damaged.run("zip", "check", copy.toString())).isEqualTo(ExitCode.BAD_DATA);
        assertThat(damaged.out()).contains("V.z0", "entry=V-HIM-MINI", "offset=", "1 fault,");
        Terminal json = new Terminal();
        assertThat(json.run("zip", "check", copy.toString(), "--json")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(json.out()).contains("\"sound\" : false", "\"sound_entries\" : 52", "\"kind\" : \"data\"");
        Files.delete(temp.resolve("V.z02"));
        Terminal missing = new Terminal();
        assertThat(missing.run("zip", "check", copy.toString())).isEqualTo(ExitCode.BAD_DATA);
        assertThat(missing.out()).contains("a part is missing: V.z02", "cannot be opened");
    }

    @Test
    void namesThatLeadOutAreReportedAndNotUnpacked() throws IOException {
        String slip = "testdata/archive/zip_slip.zip";
        assertThat(terminal.run("zip", "check", slip)).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out())
                .contains("name leads out of its folder", "name is absolute", "name contains a backslash", "4 faults");
        Path out = temp.resolve("out");
        assertThat(terminal.run("zip", "extract", slip, out.toString())).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).contains("name leads out of its folder");
        assertThat(out).doesNotExist();
        assertThat(temp.resolve("evil.png")).doesNotExist();
    }

    @Test
    void extractsAndGoesOn() throws IOException {
        Path out = temp.resolve("out");
        assertThat(terminal.run("zip", "extract", copy.toString(), out.toString()))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out()).contains("35 files, 221.2 kB");
        assertThat(files(out)).isEqualTo(35);
        Path frame = out.resolve(FRAME);
        byte[] sound = Files.readAllBytes(frame);
        assertThat(Files.getLastModifiedTime(frame).toInstant().toString()).startsWith("2026-");

        Terminal again = new Terminal();
        assertThat(again.run("zip", "extract", copy.toString(), out.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("OUT is not empty", "--resume");

        byte[] wrong = sound.clone();
        wrong[100]++;
        Files.write(frame, wrong);
        Files.delete(out.resolve("V-HIM-MINI/comp_easy/fgr/00000/00001.jpg"));
        Terminal resumed = new Terminal();
        assertThat(resumed.run("zip", "extract", copy.toString(), out.toString(), "--resume"))
                .isZero();
        assertThat(resumed.out()).contains("2 files, ", "33 kept");
        assertThat(frame).hasBinaryContent(sound);
        assertThat(files(out)).isEqualTo(35);
    }

    @Test
    void extractsWhatIsAskedFor() throws IOException {
        Path out = temp.resolve("some");
        assertThat(terminal.run("zip", "extract", copy.toString(), out.toString(), "**/fgr/*/00001.jpg"))
                .as(terminal.err())
                .isZero();
        assertThat(files(out)).isEqualTo(1);
        assertThat(terminal.run("zip", "extract", copy.toString(), out.toString(), "--resume", "V-HIM-MINI/*/fgr/"))
                .isZero();
        assertThat(files(out)).isGreaterThan(1).isLessThan(35);
        assertThat(terminal.run("zip", "extract", copy.toString(), out.toString(), "--resume", "none*"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no entry of the archive matches: none*");
    }

    @Test
    void aDamagedEntryIsNotWrittenAndOthersAre() throws IOException {
        flip("V.z02", 30_000);
        Path out = temp.resolve("out");
        assertThat(terminal.run("zip", "extract", copy.toString(), out.toString()))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).contains("entry=V-HIM-MINI");
        assertThat(files(out)).isEqualTo(34);
    }

    @Test
    void linksInTheFolderAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Path victim = Files.writeString(temp.resolve("victim"), "untouched");
        Path out = Files.createDirectories(temp.resolve("out/V-HIM-MINI/comp_easy/fgr/00000"));
        Files.createSymbolicLink(out.resolve("00000.jpg"), victim);
        Files.createSymbolicLink(out.resolve("00001.jpg.partial"), victim);
        Files.createSymbolicLink(temp.resolve("out/V-HIM-MINI/comp_easy/pha"), elsewhere);
        Files.createDirectory(out.resolve("00003.jpg"));
        assertThat(terminal.run(
                        "zip", "extract", copy.toString(), temp.resolve("out").toString(), "--resume"))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err())
                .contains("a link stands where a folder must be", "a folder stands where a file must be");
        assertThat(files(elsewhere)).isZero();
        assertThat(victim).hasContent("untouched");
        assertThat(out.resolve("00000.jpg")).isRegularFile();
        assertThat(Files.isSymbolicLink(out.resolve("00000.jpg"))).isFalse();
    }
}
