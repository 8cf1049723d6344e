package io.cameo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cameo.dataset.coco.CocoRecords;
import io.cameo.dataset.coco.PersonLabFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code cameo coco encode} sees. */
class CocoEncodeCommandTest {
    private static final String IMAGES = "testdata/convert/coco/edge";

    @TempDir
    private Path folder;

    private Path json = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        json = folder.resolve("edge.json");
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("testdata/mask/annotations/edge.json.gz")))) {
            Files.copy(in, json);
        }
    }

    private CommandRun encode(Object... words) {
        return CommandRun.of(
                CocoEncodeCommand::new, Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void imagesWithTooManyPersonsAreToldAndNamed() throws IOException {
        Path rec = folder.resolve("edge.rec");
        CommandRun run = encode(json, IMAGES, rec);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("31 listed, 25 packed, 6 rejected").contains("edge.cix");
        assertThat(Files.readString(folder.resolve("edge.rejects.tsv")))
                .contains("3\t000000000003.jpg\tmore persons than a plane holds");

        assertThat(encode(json, IMAGES, rec, "--wide", "--quiet").code()).isZero();
        assertThat(folder.resolve("edge.rejects.tsv")).doesNotExist();
        try (CocoRecords records = CocoRecords.open(rec)) {
            assertThat(records.size()).isEqualTo(31);
        }
    }

    @Test
    void theNameOfTheOutputChoosesTheFormat() throws IOException {
        Path h5 = folder.resolve("edge.h5");
        CommandRun run = encode(json, IMAGES, h5, "--compat", "--json");
        assertThat(run.code()).isZero();
        JsonNode report = run.json();
        assertThat(report.get("h5").asText()).isEqualTo(h5.toString());
        assertThat(report.get("packed").asInt()).isEqualTo(31);
        assertThat(report.has("idx")).isFalse();
        try (PersonLabFile written = PersonLabFile.open(h5)) {
            assertThat(written.images()).isEqualTo(31);
        }
    }

    @Test
    void everyImageIsThereIfAskedFor() {
        CommandRun run = encode(json, IMAGES, folder.resolve("all.rec"), "--compat", "--all");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("32 listed, 32 packed");
    }

    @Test
    void mistakesInTheCommandLineAreExitTwoAndWriteNothing() throws IOException {
        Path rec = folder.resolve("x.rec");
        assertThat(encode("none.json", IMAGES, rec)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("none.json");
        });
        assertThat(encode(json, "nowhere", rec).err()).contains("IMAGES is not a folder: nowhere");
        assertThat(encode(json, IMAGES, folder.resolve("x.txt")).err()).contains("must be named *.rec or *.h5");
        assertThat(encode(json, IMAGES, folder.resolve("x.h5"), "--to", "rec").code())
                .isEqualTo(2);
        assertThat(encode(json, IMAGES, rec, "--to", "npz").err()).contains("--to takes rec or h5");
        assertThat(encode(json, IMAGES, rec, "--wide", "--compat").err()).contains("choose one");
        assertThat(encode(json, IMAGES, rec, "--category", "dog").err())
                .contains("no such category")
                .contains("person");
        assertThat(encode(json, IMAGES, folder.resolve("x.h5"), "--wide").code())
                .isEqualTo(2);
        assertThat(encode(json, IMAGES, json, "--to", "h5").err()).contains("--to h5 writes OUT.h5, not " + json);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(json);
        }
    }

    @Test
    void noInputIsReplacedByWhatStandsBesideTheOutput() throws IOException {
        for (String name : new String[] {"x.rec", "x.idx", "x.cix", "x.rejects.tsv"}) {
            Path input = Files.copy(json, folder.resolve(name));
            CommandRun run = encode(input, IMAGES, folder.resolve("x.rec"));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).containsPattern("the output (is|would replace) an input");
            assertThat(input).hasSameBinaryContentAs(json);
        }
        Path image = Files.copy(Path.of(IMAGES, "000000000001.jpg"), folder.resolve("1.jpg"));
        assertThat(encode(json, folder, image, "--to", "h5").err()).contains("--to h5 writes OUT.h5, not " + image);
        assertThat(image).hasSameBinaryContentAs(Path.of(IMAGES, "000000000001.jpg"));
    }

    @Test
    void nothingToEncodeIsSaid() throws IOException {
        Path empty = Files.writeString(
                folder.resolve("empty.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"000000000001.jpg\",\"width\":320,\"height\":240}]}");
        CommandRun run = encode(empty, IMAGES, folder.resolve("x.rec"));
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("x.rec holds nothing: no image has annotations; --all");
        Path results = Files.writeString(folder.resolve("results.json"), "[]");
        CommandRun refused = encode(results, IMAGES, folder.resolve("x.rec"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("a results file names no images");
    }

    @Test
    void whereEverythingIsRejectedTheReasonsAreNamed() {
        CommandRun run = encode(json, folder, folder.resolve("x.rec"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("was not made; " + folder.resolve("x.rejects.tsv") + " says why. Is IMAGES");
    }

    @Test
    void brokenJsonIsExitOneWithItsPlace() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"images\":[\n{\"id\":1,]}");
        CommandRun run = encode(broken, IMAGES, folder.resolve("x.rec"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("broken.json").contains("line=2").contains("column=");
        assertThat(folder.resolve("x.rec")).doesNotExist();
    }
}
