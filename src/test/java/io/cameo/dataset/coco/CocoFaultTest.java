package io.cameo.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cameo.bytes.CorruptDataException;
import io.cameo.mask.BadMaskException;
import io.cameo.mask.PolygonFill;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that may be wrong with an annotation file, and where it is said to be. */
class CocoFaultTest {
    private static final String SMALL = CocoTexts.file(
            List.of(CocoTexts.image(1)),
            List.of(
                    CocoTexts.annotation(1, 1, 25),
                    CocoTexts.annotation(
                            2,
                            1,
                            "\"area\":5,\"iscrowd\":1,\"bbox\":[0,0.5,1,1],\"num_keypoints\":1,\"keypoints\":[1,2,2],"
                                    + "\"segmentation\":{\"counts\":[0,5,195],\"size\":[10,20]}"),
                    CocoTexts.annotation(
                            3, 1, "\"area\":5,\"segmentation\":{\"counts\":\"\\u0030Pj5\",\"size\":[10,20]}")));

    @TempDir
    Path folder = Path.of("");

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("a.json"), text);
    }

    /** Opens a text that is broken at the place of the mark, and asserts that this is where the fault is seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"images\":[^5]}|entry of images is not an object: found=5",
                "{\"images\":^{}}|images is not a list: found=an object",
                "^5|file is not an object or a list: found=5",
                "^{\"annotations\":[]}|file has no images",
                "{\"images\":[],^\"images\":[]}|section stands twice: section=images",
                "{\"images\":[]}\n^[]|something stands behind the end of the json",
                "{\"images\":[\n"
                        + " {\"id\":1,\"file_name\":\"ä日𝄞.jpg\",\"height\":^\"x\"}]}|height is not a whole number:"
                        + " found='x'",
                "{\"images\":[{\"id\":^1.5}]}|id of an image is not a whole number: found=1.5",
                "{\"images\":[{\"id\":^99999999999999999999}]}|id of an image is not a whole number:"
                        + " found=99999999999999999999",
                "{\"images\":[{\"id\":1,\"height\":^-1}]}|height is not a number from 0 to 2147483647: found=-1",
                "{\"images\":[{\"id\":1,\"file_name\":^null}]}|file_name is not a text: found=null",
                "{\"images\":[\r\n^{\"id\":1,\"file_name\":\"a\",\"height\":1}]}|image lacks a field: field=width",
                "{\"images\":[],\"annotations\":[^{\"id\":1,\"image_id\":1}]}|annotation lacks a field:"
                        + " field=category_id",
                "{\"images\":[],\"annotations\":[{\"id\":^NaN}]}|id of an annotation is not a whole number: found=NaN",
                "{\"images\":[],\"categories\":[^{\"id\":1}]}|category lacks a field: field=name",
                "{\"images\":[],\"categories\":[{\"id\":1,\"name\":\"a\",\"skeleton\":[[1,^{}]]}]}|end of a skeleton's"
                        + " line is not a whole number: found=an object",
                "[^{\"image_id\":1,\"category_id\":1,\"caption\":\"a\"}]|first result has neither box nor segmentation"
                        + " nor keypoints",
                "[^{\"category_id\":1,\"bbox\":[1,1,1,1]}]|result lacks a field: field=image_id"
            })
    void faultsOfTheFileHaveTheirPlace(String marked) throws IOException {
        String[] parts = marked.split("\\|", -1);
        String before = parts[0].substring(0, parts[0].indexOf('^'));
        Path path = write(parts[0].replace("^", ""));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        int column = 1 + lastLine.codePointCount(0, lastLine.length());
        CorruptDataException fault = catchThrowableOfType(
                CorruptDataException.class, () -> CocoFile.open(path).close());
        assertThat(fault.reason())
                .isEqualTo(parts[1] + (parts[1].contains(": ") ? ", " : ": ") + "line=" + line + ", column=" + column);
        assertThat(fault.offsetBytes()).isEqualTo(before.getBytes(StandardCharsets.UTF_8).length);
        assertThat(fault.file()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"area\":^\"x\"|area is not a finite number: found='x'",
                "\"area\":^NaN|area is not a finite number: found=NaN",
                "\"area\":^1e999|area is not a finite number: found=1e999",
                "\"area\":1,\"iscrowd\":^2|iscrowd is not 0 or 1: found=2",
                "\"area\":1,\"iscrowd\":^[]|iscrowd is not a whole number: found=a list",
                "\"area\":1,\"bbox\":^[1,2,3]|bbox has not 4 numbers: numbers=3",
                "\"area\":1,\"bbox\":[1,2,3,^null]|bbox is not a finite number: found=null",
                "\"area\":1,\"keypoints\":^[1,2]|keypoints are not by threes: numbers=2",
                "\"area\":1,\"num_keypoints\":^-1|num_keypoints is not a number from 0 to 2147483647: found=-1",
                "\"area\":1,\"segmentation\":^\"x\"|segmentation is not a list or an object: found='x'",
                "\"area\":1,\"segmentation\":[^1,2,3,4]|polygon is not a list: found=1",
                "\"area\":1,\"segmentation\":[[1,2,^Infinity]]|polygon is not a finite number: found=Infinity",
                "\"area\":1,\"segmentation\":[[^[1,2]]]|polygon is not a finite number: found=a list",
                "\"area\":1,\"segmentation\":^{\"counts\":[1]}|segmentation lacks a field: field=size",
                "\"area\":1,\"segmentation\":^{\"size\":[1,1]}|segmentation lacks a field: field=counts",
                "\"area\":1,\"segmentation\":{\"size\":^[1],\"counts\":[1]}|size of a segmentation has not 2 numbers:"
                        + " numbers=1",
                "\"area\":1,\"segmentation\":{\"counts\":^5}|counts of a segmentation is not a list or a text: found=5",
                "\"area\":1,\"segmentation\":{\"counts\":[^-1]}|count of a segmentation is not a number from 0 to"
                        + " 2147483647: found=-1",
                "\"area\":1,\"segmentation\":{\"counts\":[1,^2.5]}|count of a segmentation is not a whole number:"
                        + " found=2.5",
                "\"area\":1,\"segmentation\":{\"counts\":[^2147483648]}|count of a segmentation is not a number from 0"
                        + " to 2147483647: found=2147483648"
            })
    void faultsOfAnAnnotationConcernNoOther(String marked, String reason) throws IOException {
        String good = CocoTexts.annotation(1, 1, 25);
        String bad = CocoTexts.annotation(77, 1, marked);
        String text = CocoTexts.file(List.of(CocoTexts.image(1), CocoTexts.image(2)), List.of(good, bad, good))
                .replace(",\"annotations\"", ",\n\"annotations\"");
        int column = text.indexOf('^') - text.indexOf('\n');
        try (CocoFile file = CocoFile.open(write(text.replace("^", "")));
                CocoReader reader = file.reader()) {
            assertThat(reader.read(0, 0).area()).isEqualTo(25);
            BadAnnotationException fault = catchThrowableOfType(BadAnnotationException.class, () -> reader.read(0));
            assertThat(fault)
                    .hasMessage(
                            reason + (reason.contains(": ") ? ", " : ": ") + "annotation=77, line=2, column=" + column);
            assertThat(fault.annotationId()).isEqualTo(77);
            assertThat(fault.line()).isEqualTo(2);
            assertThat(fault.column()).isEqualTo(column);
            assertThat(reader.read(0, 2).area()).isEqualTo(25);
        }
    }

    @Test
    void whatIsMissingInAnAnnotationIsItsFault() throws IOException {
        try (CocoFile file = CocoFile.open(write(
                CocoTexts.file(List.of(CocoTexts.image(1)), List.of(CocoTexts.annotation(3, 1, "\"iscrowd\":0")))))) {
            assertThatThrownBy(() -> CocoTexts.readAll(file))
                    .isInstanceOf(BadAnnotationException.class)
                    .hasMessageStartingWith("annotation lacks a field: field=area, annotation=3, line=1, column=");
        }
    }

    /** Far from the beginning, beyond every mark that is kept. */
    @Test
    void placesAreRightDeepInALine() throws IOException {
        String text = "{\"info\":\"\n" + "日".repeat(100_000) + "\",\"images\":[5]}";
        // A bare line end within a text is no JSON, so the long text has to be two.
        String sound = text.replace("\"\n", "\"\",\n\"more\":\"");
        Path path = write(sound);
        assertThatThrownBy(() -> CocoFile.open(path))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("line=2, column=" + (sound.lastIndexOf('5') - sound.indexOf('\n') + ":"));
        assertThatThrownBy(() -> CocoFile.open(write(text)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("json is broken: why=")
                .hasMessageContaining("line=1, column=10:");
    }

    @Test
    void truncationAtEveryByteIsSeen() throws IOException {
        byte[] whole = SMALL.getBytes(StandardCharsets.UTF_8);
        try (CocoFile file = CocoFile.open(write(SMALL))) {
            assertThat(CocoTexts.readAll(file)).hasSize(3);
        }
        Path path = folder.resolve("cut.json");
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CocoFile.open(path))
                    .as("length %d", length)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("line=1, column=");
        }
    }

    @Test
    void noBitFlipDoesMoreThanBeSeen() throws IOException {
        byte[] whole = SMALL.getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("flipped.json");
        int seen = 0;
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            whole[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path, whole);
            whole[bit / 8] ^= (byte) (1 << bit % 8);
            Throwable thrown = catchThrowable(() -> rasterise(path));
            if (thrown != null) {
                seen++;
                assertThat(thrown)
                        .as("bit %d", bit)
                        .isInstanceOfAny(
                                CorruptDataException.class, BadAnnotationException.class, BadMaskException.class);
            }
        }
        assertThat(seen).isGreaterThan(whole.length);
    }

    private static void rasterise(Path path) throws IOException {
        PolygonFill fill = new PolygonFill();
        try (CocoFile file = CocoFile.open(path)) {
            for (CocoAnnotation annotation : CocoTexts.readAll(file)) {
                Segmentation segmentation = annotation.segmentation();
                if (segmentation != null) {
                    segmentation.toRle(fill, 10, 20);
                }
            }
        }
    }

    @Test
    void aFileThatIsCutOrChangedWhileOpenIsTold() throws IOException {
        Path path = write(SMALL);
        try (CocoFile file = CocoFile.open(path)) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(SMALL.indexOf("\"id\":2"));
            }
            assertThatThrownBy(() -> CocoTexts.readAll(file))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("file shrank while it was open: expected_size=" + SMALL.length());
        }
        write(SMALL);
        try (CocoFile file = CocoFile.open(path)) {
            Files.writeString(path, " ".repeat(SMALL.length() + 1));
            assertThatThrownBy(() -> CocoTexts.readAll(file))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("file changed while it was open: line=1, column=");
        }
        write(SMALL);
        try (CocoFile file = CocoFile.open(path)) {
            Files.writeString(path, SMALL.replace("\"id\":2", "\"id\":9"));
            assertThatThrownBy(() -> CocoTexts.readAll(file))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("file changed while it was open: expected_id=2, line=1, column=");
        }
    }

    @Test
    void tablesKeepWhatIsPutIn() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LongTable table = new LongTable();
        List<Long> keys = new ArrayList<>(List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1L << 40));
        for (int i = 0; i < 5_000; i++) {
            keys.add((long) random.nextInt(1 << 20) << 44 | i);
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(table.put(keys.get(i), i)).as("seed %d", seed).isEqualTo(LongTable.ABSENT);
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(table.get(keys.get(i))).as("seed %d", seed).isEqualTo(i);
        }
        assertThat(table.put(keys.get(3), 9)).isEqualTo(3);
        assertThat(table.get(keys.get(3))).isEqualTo(9);
        assertThat(table.get(6_000)).isEqualTo(LongTable.ABSENT);
    }
}
