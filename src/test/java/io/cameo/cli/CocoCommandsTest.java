package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cameo coco check} and {@code stats} as a user types them. */
class CocoCommandsTest {
    private static final String PEOPLE = "testdata/dataset/coco/people.json";
    private static final String ERRORS = "testdata/dataset/coco/errors.json";

    @TempDir
    Path temp;

    private final Terminal terminal = new Terminal();

    @Test
    void saysThatAFileIsSound() {
        assertThat(terminal.run("coco", "check", PEOPLE)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out()).startsWith(PEOPLE + ": 12 images, 44 annotations: no errors, no remarks, in ");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void listsErrorsAndRemarksWithExamples() {
        assertThat(terminal.run("coco", "check", ERRORS, "--limit", "1")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out().lines().map(line -> line.replaceFirst("found=-1, .*", "found=-1")))
                .startsWith(
                        "errors",
                        "          2  annotation cannot be read",
                        "             image=12, count of a segmentation is not a number from 0 to 2147483647: found=-1",
                        "             ...",
                        "          1  annotation has no segmentation",
                        "             image=1, annotation=3618",
                        "          8  segmentation is no mask",
                        "             image=2, annotation=3619, first part of a polygon is too short: numbers=0,"
                                + " expected>4",
                        "             ...")
                .containsSequence("remarks", "         11  num_keypoints is not the number of key points marked");
        assertThat(terminal.out()).contains("errors.json: 13 images, 13 annotations: 12 errors, 11 remarks, in ");
    }

    @Test
    void speaksJsonAndKeepsQuiet() throws IOException {
        assertThat(terminal.run("coco", "check", ERRORS, "--json")).isEqualTo(ExitCode.BAD_DATA);
        JsonNode report = new ObjectMapper().readTree(terminal.out());
        assertThat(report.get("sound").booleanValue()).isFalse();
        assertThat(report.get("errors").intValue()).isEqualTo(12);
        JsonNode first = report.get("found").get(0);
        assertThat(first.get("kind").textValue()).isEqualTo("annotation_bad");
        assertThat(first.get("examples").get(0).get("annotation_id").longValue())
                .isEqualTo(3629);
        Terminal quiet = new Terminal();
        assertThat(quiet.run("coco", "check", ERRORS, "--quiet")).isEqualTo(ExitCode.BAD_DATA);
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).contains("12 errors, 11 remarks");
    }

    @Test
    void looksForImages() throws IOException {
        assertThat(terminal.run("coco", "check", PEOPLE, temp.toString())).isEqualTo(ExitCode.BAD_DATA);
        assertThat(terminal.out()).contains("         11  image file is missing\n", ", 0 sound image files: 11 errors");
        assertThat(new Terminal().run("coco", "check", PEOPLE, temp.toString(), "--all"))
                .isEqualTo(ExitCode.BAD_DATA);
        Terminal wrong = new Terminal();
        assertThat(wrong.run("coco", "check", PEOPLE, temp.resolve("none").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("no such file: ");
        Path file = Files.createFile(temp.resolve("file"));
        assertThat(new Terminal().run("coco", "check", PEOPLE, file.toString())).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void countsForPeopleAndForMachines() throws IOException {
        assertThat(terminal.run("coco", "stats", PEOPLE)).isEqualTo(ExitCode.FINE);
        assertThat(terminal.out())
                .contains("  images        12, of which 11 with annotations, 10 with instances\n")
                .contains("  annotations   44: 40 instances, 4 crowds\n")
                .contains("  key points    30 instances with 251\n")
                .contains("  each image    mean 3.64, median 4, P90 6, most 6 instances\n")
                .contains("  masks         32 polygons (17 of several parts), 4 uncompressed, 8 compressed\n")
                .contains("  each polygon  mean 45.69, median 46, P90 76, most 108 vertices\n")
                .contains("  unusual       nothing\n");
        Terminal machine = new Terminal();
        assertThat(machine.run("coco", "stats", PEOPLE, "--json", "--category", "person"))
                .isEqualTo(ExitCode.FINE);
        JsonNode stats = new ObjectMapper().readTree(machine.out());
        assertThat(stats.get("instances_per_image").get("p90").intValue()).isEqualTo(6);
        assertThat(stats.get("categories").get(0).get("annotations").intValue()).isEqualTo(44);
    }

    @Test
    void whatIsNoAnnotationFileIsBadData() throws IOException {
        Path broken = Files.writeString(temp.resolve("broken.json"), "{\"images\":[\n{\"id\":1]}");
        for (String command : new String[] {"check", "stats"}) {
            Terminal run = new Terminal();
            assertThat(run.run("coco", command, broken.toString())).isEqualTo(ExitCode.BAD_DATA);
            assertThat(run.err()).contains("json is broken: why=").contains("line=2, column=8: file=" + broken);
            assertThat(new Terminal().run("coco", command, temp.resolve("none").toString()))
                    .isEqualTo(ExitCode.USAGE);
            Terminal dogs = new Terminal();
            assertThat(dogs.run("coco", command, PEOPLE, "--category", "dog")).isEqualTo(ExitCode.USAGE);
            assertThat(dogs.err()).contains("no such category: category=dog, known=person");
        }
    }
}
