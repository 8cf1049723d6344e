package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule for every command: a file to be read that is not there, or is none, is wrong usage, and is named. */
class InputFilesTest {
    /** {@code IN} stands for the file, {@code GOOD} for a sound one, {@code OUT} for a folder to write into. */
    private static final String COMMANDS = """
        info IN
        info GOOD IN
        get IN 3
        unpack IN OUT/unpacked
        show IN -o OUT/a.png
        verify IN
        verify GOOD IN
        repair IN -o OUT/a.rec
        index IN
        shuffle IN -o OUT/a.rec
        split IN -o OUT/a --parts 2
        merge IN -o OUT/a.rec
        merge GOOD IN -o OUT/a.rec
        merge GOOD --label-map IN -o OUT/a.rec
        filter IN -o OUT/a.rec
        filter GOOD --keys-from IN -o OUT/a.rec
        dedupe IN
        append IN --from GOOD
        append GOOD --from IN
        append IN --recover
        transcode IN -o OUT/a.rec --encoding raw
        face info IN
        face unpack IN OUT/a
        face merge IN -o OUT/a.rec
        face merge GOOD IN -o OUT/a.rec
        face relabel IN -o OUT/a.rec
        face subset IN -o OUT/a.rec
        face split IN -o OUT/a --parts 2
        face clean IN --embeddings GOOD -o OUT/a.rec
        bench IN
        coco check IN
        coco stats IN
        coco encode IN . OUT/a.rec
        coco show IN -o OUT/a.png
        coco decode IN OUT/a
        matting unpack IN OUT/a
        uv unpack IN OUT/a
        uv query IN
        uv query IN --rebuild
        zip list IN
        zip check IN
        zip extract IN OUT/a\
        """;

    @TempDir
    Path temp;

    static Stream<String> commands() {
        return COMMANDS.lines();
    }

    private Terminal run(String line, Path in) throws IOException {
        Path good = temp.resolve("good.rec");
        if (!Files.exists(good)) {
            Files.copy(Path.of("testdata/record/parts.rec"), good);
            Files.copy(Path.of("testdata/record/parts.idx"), temp.resolve("good.idx"));
            Files.createDirectory(temp.resolve("out"));
        }
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(word.replace("GOOD", good.toString())
                    .replace("OUT", temp.resolve("out").toString())
                    .replace("IN", in.toString()));
        }
        Terminal terminal = new Terminal();
        assertThat(terminal.run(words.toArray(String[]::new)))
                .as(line + "\n" + terminal.err())
                .isEqualTo(ExitCode.USAGE);
        try (Stream<Path> made = Files.list(temp.resolve("out"))) {
            assertThat(made).as(line).isEmpty();
        }
        return terminal;
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        Path missing = temp.resolve("none.rec");
        for (String line : commands().toList()) {
            assertThat(run(line, missing).err()).as(line).isEqualTo("cameo: no such file: " + missing + "\n");
        }
        Path inNoFolder = temp.resolve("no/none.rec");
        for (String line : commands().toList()) {
            assertThat(run(line, inNoFolder).err())
                    .as(line)
                    .isEqualTo("cameo: no such folder: " + temp.resolve("no") + "\n");
        }
    }

    @Test
    void aFolderOrADevice() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        for (String line : commands().toList()) {
            assertThat(run(line, folder).err()).as(line).isEqualTo("cameo: is a folder, not a file: " + folder + "\n");
            if (!line.contains("--keys-from") && !line.contains("--label-map")) { // texts may come through a pipe
                assertThat(run(line, Path.of("/dev/null")).err())
                        .as(line)
                        .isEqualTo("cameo: is not a regular file: /dev/null\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pack none.lst .", "pack testdata/convert/default.lst none", "list x none", "list no/x ."})
    void listsAndRootsToo(String line) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(line.split(" ", -1))).as(terminal.err()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err()).contains("no");
    }

    @Test
    void everyCommandThatReadsRecordFilesIsHere() {
        List<String> others =
                List.of("list", "pack", "demo", "doctor", "face list", "face align", "face pack", "matting check");
        assertThat(commands().map(InputFilesTest::nameOf).distinct())
                .containsExactlyInAnyOrderElementsOf(Commands.ALL.stream()
                        .map(Commands.Entry::name)
                        .filter(name -> !others.contains(name)
                                && !name.startsWith("face bin ")
                                && !name.startsWith("spark ") // which is not on these tests' class path
                                && (!name.startsWith("uv ")
                                        || List.of("uv unpack", "uv query").contains(name))
                                && (!name.startsWith("matting ") || name.equals("matting unpack")))
                        .toList());
        assertThat(commands()).allMatch(line -> line.contains("IN"));
    }

    /** Two words for a command of a family. */
    private static String nameOf(String line) {
        String[] words = line.split(" ", -1);
        return Commands.family(words[0]).isPresent() ? words[0] + " " + words[1] : words[0];
    }
}
