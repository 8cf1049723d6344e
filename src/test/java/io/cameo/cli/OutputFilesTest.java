package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a command is told to write: nothing that it reads is lost, and a failure says what became of the output. */
class OutputFilesTest {
    @TempDir
    Path temp;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Path.of("testdata/record/parts.rec"), temp.resolve("a.rec"));
        assertThat(new Terminal().run("index", temp.resolve("a.rec").toString()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dedupe a.rec --report a.rec",
                "dedupe a.rec --report a.idx",
                "dedupe a.rec --report a.cix",
                "dedupe a.rec -o b.rec --report b.rec",
                "dedupe a.rec -o b.rec --report b.cix",
                "dedupe a.rec -o a.rec",
                "dedupe a.rec --report no/b.tsv",
                "get a.rec 3 -o a.rec",
                "get a.rec 3 -o a.idx",
                "get a.rec 3 -o a.cix",
                "get a.rec 3 -o no/b",
                "get a.rec 3 -o .",
                "show a.rec -o a.rec",
                "show a.rec -o a.cix",
                "show a.rec --html a.idx",
                "show a.rec --html b -o b",
                "show a.rec --html no/b.html",
                "show a.rec -o .",
                "coco show a.rec -o a.rec",
                "coco show a.rec --html a.cix",
                "coco show a.rec --html b -o b",
                "coco show a.rec --html no/b.html",
                "coco decode a.rec a.rec",
                "coco decode a.rec .",
                "repair a.rec -o a.rec",
                "repair a.rec -o b",
                "repair a.rec -o .",
                "repair a.rec -o no/b.rec",
                "shuffle a.rec -o a.rec",
                "shuffle a.rec -o a.cix",
                "shuffle a.rec -o b.idx",
                "merge a.rec a.rec -o a.rec",
                "merge a.rec -o b",
                "filter a.rec -o a.rec",
                "filter a.rec -o no/b.rec",
                "split a.rec --parts 2 -o .",
                "split a.rec --parts 2 -o no/b",
            })
    void isRefused(String line) throws IOException {
        Map<String, Long> before = files();
        Terminal terminal = run(line);
        assertThat(terminal.err()).isNotBlank().doesNotContain("\tat ", ".partial");
        assertThat(files()).isEqualTo(before);
    }

    /** A link is another name for the same file. */
    @Test
    void isRefusedUnderAnotherName() throws IOException {
        Files.createSymbolicLink(temp.resolve("link.rec"), temp.resolve("a.rec"));
        Files.createLink(temp.resolve("hard.tsv"), temp.resolve("a.cix"));
        Map<String, Long> before = files();
        assertThat(run("shuffle a.rec -o link.rec").err()).contains("the output is an input");
        assertThat(run("dedupe a.rec --report hard.tsv").err()).contains("would replace a record file or its index");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("closed"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(folder), "this user may write everywhere");
        Terminal terminal = new Terminal();
        String out = folder.resolve("b.rec").toString();
        assertThat(terminal.run("shuffle", temp.resolve("a.rec").toString(), "-o", out))
                .isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.err()).contains("no permission to write in the folder: " + folder);
    }

    @Test
    void aFailureThatNamesNoFileSaysWhatBecameOfTheOutput() {
        assertThatThrownBy(() -> OutputFile.making("no b.rec was made", () -> {
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left on device; no b.rec was made")
                .hasCauseInstanceOf(IOException.class);
        FileSystemException named = new AccessDeniedException("b.rec");
        assertThatThrownBy(() -> OutputFile.making("no b.rec was made", () -> {
                    throw named;
                }))
                .isSameAs(named);
    }

    private Terminal run(String line) {
        String[] words = line.split(" ", -1);
        for (int i = 1; i < words.length; i++) {
            boolean path = words[i].contains(".") || words[i].contains("/") || words[i].equals("b");
            words[i] = path ? temp.resolve(words[i]).toString() : words[i];
        }
        Terminal terminal = new Terminal();
        assertThat(terminal.run(words)).as(terminal.err()).isEqualTo(ExitCode.USAGE);
        return terminal;
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(temp)) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), (long) java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
