package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MattingSynthCommandTest {
    private static final String DATA = "testdata/convert/matting/";
    private static final String IMAGE = "matting synth image --fg " + DATA + "people --bg " + DATA + "places ";
    private static final String VIDEO = "matting synth video --fg " + DATA + "clips/fgr.txt --bg " + DATA + "clips/bg ";

    @TempDir
    Path temp;

    private static Terminal run(int code, String line) {
        return run(code, line.split(" ", -1));
    }

    private static Terminal run(int code, String... words) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(words)).as(terminal.err()).isEqualTo(code);
        return terminal;
    }

    @Test
    void imagesAreWhatCheckWants() throws IOException {
        Path out = temp.resolve("made");
        assertThat(run(ExitCode.FINE, IMAGE + "--count 5 " + out).out())
                .contains(
                        "5 pictures from 8 people and 4 backgrounds", "  instances  ", "  tries      1: ", "  hidden ")
                .contains(out.toString());
        assertThat(run(ExitCode.FINE, "matting check " + out).out()).contains("5 of 5 images", "no errors");
        JsonNode json = new ObjectMapper()
                .readTree(run(ExitCode.FINE, IMAGE + "--count 6 --resume --json " + out)
                        .out());
        assertThat(json.get("pictures").asInt()).isEqualTo(6);
        assertThat(json.get("kept").asInt()).isEqualTo(5);
        assertThat(json.get("problems")).isEmpty();
        assertThat(run(ExitCode.USAGE, IMAGE + "--count 6 " + out).err()).contains("the folder is not empty");
        assertThat(run(ExitCode.USAGE, IMAGE + "--people 2-x " + temp.resolve("b"))
                        .err())
                .contains("--people needs a number, or two as 2-5: 2-x");
    }

    @Test
    void recordsAreThoseOfATree() throws IOException {
        Path rec = temp.resolve("made.rec");
        assertThat(run(ExitCode.FINE, IMAGE + "--count 3 " + rec).out())
                .contains("3 pictures from ", rec + "  " + temp.resolve("made.idx"));
        Path tree = temp.resolve("tree");
        run(ExitCode.FINE, "matting unpack " + rec + " " + tree);
        assertThat(tree.resolve("images/2.jpg")).isNotEmptyFile();
        assertThat(tree.resolve("fg")).doesNotExist();
        assertThat(run(ExitCode.FINE, "matting check " + tree).out()).contains("3 of 3 images", "no errors");
        run(ExitCode.FINE, IMAGE + "--count 1 --layers " + temp.resolve("with.rec"));
        run(ExitCode.FINE, "matting unpack " + temp.resolve("with.rec") + " " + temp.resolve("with"));
        assertThat(temp.resolve("with/bg/0.jpg")).isNotEmptyFile();
        run(ExitCode.FINE, IMAGE + "--count 1 --no-layers " + temp.resolve("without"));
        assertThat(temp.resolve("without/bg")).doesNotExist();
        Path videos = temp.resolve("videos.rec");
        JsonNode json = new ObjectMapper()
                .readTree(run(ExitCode.FINE, VIDEO + "--count 2 --frames 2 --json " + videos)
                        .out());
        assertThat(json.get("out").asText()).isEqualTo(videos.toString());
        assertThat(json.get("frames").asInt()).isEqualTo(4);
        assertThat(run(ExitCode.USAGE, IMAGE + temp.resolve("none/made.rec")).err())
                .contains("the folder of the output does not exist");
    }

    @Test
    void badSourcesAreNamed() throws IOException {
        Path list = temp.resolve("people.txt");
        Path data = Path.of(DATA).toAbsolutePath();
        Files.writeString(list, "people/images/0000.jpg\npeople/images/none.jpg\npeople/images/0001.jpg\n");
        Terminal terminal = run(
                ExitCode.BAD_DATA,
                ("matting synth image --fg " + list + " --bg " + DATA + "places --root ROOT --count 1 "
                                + temp.resolve("made"))
                        .replace(' ', '\n')
                        .replace("ROOT", data.toString())
                        .split("\n", -1));
        assertThat(terminal.err())
                .contains("1 source could not be used:", "  people/images/none.jpg: listed, but not there");
    }

    @Test
    void videosAreWhatCheckWants() throws IOException {
        Path out = temp.resolve("made");
        assertThat(run(ExitCode.FINE, VIDEO + "--count 3 --frames 2 " + out).out())
                .contains("easy, 3 videos, 6 frames", "  instances  ");
        JsonNode json = new ObjectMapper()
                .readTree(run(ExitCode.FINE, VIDEO + "--level hard --first 10 --count 8 --frames 2 --json " + out)
                        .out());
        assertThat(json.get("videos").asInt() + json.get("nothing").size()).isEqualTo(8);
        assertThat(run(ExitCode.FINE, "matting check " + out).out()).contains("no errors");
        assertThat(run(ExitCode.USAGE, VIDEO + "--level worst " + out).err()).contains("no such level: level=worst");
    }

    @Test
    void masksOfATree() throws IOException {
        String tree = "testdata/matting/tree/HIM-MINI";
        Path out = temp.resolve("masked");
        assertThat(run(ExitCode.FINE, "matting mask " + tree + " " + out).out()).contains(" masks for ", " mattes of ");
        assertThat(run(ExitCode.FINE, "matting mask " + tree + " " + out + " --from " + out.resolve("masks"))
                        .out())
                .contains("  matched    ", "  unused     0 masks of the detector");
        Path none = temp.resolve("none.json");
        Files.writeString(none, "[]");
        Terminal lacking = run(ExitCode.BAD_DATA, "matting mask " + tree + " " + out + " --name m --from " + none);
        assertThat(lacking.out()).contains("  unmatched  ", "    alphas/").contains("  not told   ");
        run(ExitCode.FINE, "matting mask " + tree + " " + out + " --name f --fill --from " + none);
        assertThat(run(ExitCode.USAGE, "matting mask " + tree + " " + out).err())
                .contains("masks are there already");
        assertThat(run(ExitCode.USAGE, "matting mask " + tree + " x --fill").err())
                .contains("--fill is for mattes");
        assertThat(run(ExitCode.USAGE, "matting mask " + tree + " x --from y --matching any")
                        .err())
                .contains("--matching is greedy or one-to-one: any");
    }

    @Test
    void masksOfWhatCannotBeSeenAreMissed() throws IOException {
        Path tree = temp.resolve("made");
        run(ExitCode.FINE, IMAGE + "--count 2 --no-layers " + tree);
        Files.createSymbolicLink(tree.resolve("alphas/9"), Path.of("9"));
        assertThat(run(ExitCode.BAD_DATA, "matting mask " + tree + " " + temp.resolve("masked"))
                        .err())
                .contains("1 source could not be used", "alphas/9");
        assertThat(run(ExitCode.USAGE, "matting mask " + tree + " x --iou 7 --from " + tree.resolve("alphas"))
                        .err())
                .contains("overlap is out of range, 0 or more and below 1: iou=7");
    }

    @Test
    void nothingIsMadeAmongItsOwnSources() throws IOException {
        Path sources = temp.resolve("sources");
        run(ExitCode.FINE, IMAGE + "--count 2 " + sources);
        for (String out : new String[] {"new", "images/x.rec"}) {
            assertThat(run(
                                    ExitCode.USAGE,
                                    "matting synth image --fg " + sources + " --bg " + sources.resolve("bg") + " "
                                            + sources.resolve(out))
                            .err())
                    .contains("the output lies in a folder of sources");
        }
        assertThat(sources.resolve("new")).doesNotExist();
    }
}
