package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.bytes.LittleEndian;
import io.cameo.convert.PackReport;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoPerson;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.CocoRecords;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Image;
import io.cameo.mask.PlaneFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoEncodeTest {
    @TempDir
    private Path folder;

    private Path rec = Path.of("");

    @BeforeEach
    void nameOutput() {
        rec = folder.resolve("out.rec");
    }

    @Test
    void everyPlaneIsTheOriginals() throws IOException {
        PackReport report =
                encode(EdgeSet.annotations(folder, "edge")).workers(2).writeTo(rec);

        assertThat(report.rejected())
                .as("%s", report.rejects() == null ? "" : Files.readString(report.rejects()))
                .isZero();
        List<Long> golden = EdgeSet.planeIds("synth_edge");
        assertThat(report.packed()).isEqualTo(golden.size());
        try (CocoRecords records = CocoRecords.open(rec);
                CocoRecords.Reader reader = records.reader()) {
            for (long id : golden) {
                CocoSample sample = reader.get(id);
                assertThat(sample.plane().image().toBytes())
                        .as("image %d", id)
                        .isEqualTo(EdgeSet.plane("synth_edge", id));
                assertThat(sample.encoded().toArray(LittleEndian.BYTE))
                        .isEqualTo(Files.readAllBytes(
                                EdgeSet.IMAGES.resolve(sample.image().fileName())));
            }
            assertThatThrownBy(() -> reader.get(4711)).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void everyAnnotationIsInTheSample() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge");
        encode(json).writeTo(rec);

        int seen = 0;
        try (CocoFile file = CocoFile.open(json);
                CocoReader reader = file.reader();
                CocoRecords records = CocoRecords.open(rec);
                CocoRecords.Reader samples = records.reader()) {
            for (int i = 0; i < file.images(); i++) {
                if (file.annotations(i) == 0) {
                    assertThat(records.contains(file.image(i).id())).isFalse();
                    continue;
                }
                CocoSample sample = samples.get(file.image(i).id());
                assertThat(sample.image()).isEqualTo(file.image(i));
                assertThat(sample.categories()).isEqualTo(file.categories());
                List<CocoAnnotation> annotations = reader.read(i);
                assertThat(sample.people()).hasSameSizeAs(annotations);
                int index = 0;
                for (int n = 0; n < annotations.size(); n++) {
                    CocoAnnotation annotation = annotations.get(n);
                    CocoPerson person = sample.people().get(n);
                    boolean counts = annotation.area() != 0 && !annotation.crowd();
                    assertThat(person.id()).isEqualTo(annotation.id());
                    assertThat(person.index()).isEqualTo(counts ? ++index : 0);
                    assertThat(person.crowd()).isEqualTo(annotation.crowd());
                    assertThat(person.unannotated()).isEqualTo(counts && annotation.numKeypoints() == 0);
                    assertThat(person.area()).isEqualTo(annotation.area());
                    assertThat(person.box()).isEqualTo(annotation.box());
                    assertThat(person.keypoints()).isEqualTo(annotation.keypoints());
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(700);
    }

    @Test
    void theFileIsTheSameForAnyNumberOfWorkers() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge");
        encode(json).workers(1).writeTo(rec);
        Path other = folder.resolve("other.rec");
        encode(json).workers(3).writeTo(other);
        assertThat(other).hasSameBinaryContentAs(rec);
    }

    @Test
    void aStoppedRunGoesOn() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge");
        CocoEncode.from(json, EdgeSet.IMAGES).noErrorLimit().writeTo(rec);
        Path other = folder.resolve("other.rec");
        PackReport stopped = CocoEncode.from(json, EdgeSet.IMAGES).writeTo(other);
        assertThat(stopped.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(other).doesNotExist();

        CocoEncode another = encode(json).errorLimit(1).resume(true);
        assertThatThrownBy(() -> another.writeTo(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plane was STRICT, is COMPAT");
        PackReport resumed = CocoEncode.from(json, EdgeSet.IMAGES)
                .noErrorLimit()
                .resume(true)
                .writeTo(other);
        assertThat(resumed.resumedAt()).isEqualTo(stopped.listed()).isGreaterThan(1);
        assertThat(resumed.listed()).isGreaterThan(stopped.listed());
        assertThat(other).hasSameBinaryContentAs(rec);
    }

    @Test
    void moreThan63PersonsAreRefusedUnlessAskedFor() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge_huge");
        Path images = drawnFor(json);

        PackReport strict = CocoEncode.from(json, images).noErrorLimit().writeTo(rec);
        assertThat(strict.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(Files.readString(folder.resolve("out.rejects.tsv")))
                .contains("more persons than a plane holds")
                .contains("most=63");

        PackReport compat =
                CocoEncode.from(json, images).plane(PlaneFormat.COMPAT).writeTo(rec);
        assertThat(compat.packed()).isEqualTo(4);
        Path wideRec = folder.resolve("wide.rec");
        CocoEncode.from(json, images).plane(PlaneFormat.WIDE).writeTo(wideRec);
        try (CocoRecords records = CocoRecords.open(rec);
                CocoRecords wide = CocoRecords.open(wideRec);
                CocoRecords.Reader reader = records.reader();
                CocoRecords.Reader wideReader = wide.reader()) {
            for (long id : EdgeSet.planeIds("synth_edge_huge")) {
                CocoSample sample = reader.get(id);
                CocoSample wideSample = wideReader.get(id);
                assertThat(sample.plane().image().toBytes()).isEqualTo(EdgeSet.plane("synth_edge_huge", id));
                assertThat(wideSample.plane().format()).isEqualTo(PlaneFormat.WIDE);
                assertThat(wideSample.people().getLast().index()).isGreaterThan(63);
                Image image = sample.plane().image();
                for (int y = 0; y < image.heightPx(); y++) {
                    for (int x = 0; x < image.widthPx(); x++) {
                        int wideIndex = wideSample.plane().indexAt(x, y);
                        assertThat(sample.plane().indexAt(x, y)).isEqualTo(wideIndex & 63);
                    }
                }
            }
        }
    }

    @Test
    void personsWhomNoRecordCanNumberAreRefused() throws IOException {
        Files.write(folder.resolve("1.jpg"), EdgeSet.jpeg(8, 6));
        String persons = IntStream.rangeClosed(1, 65_536)
                .mapToObj(id -> "{\"id\":" + id
                        + ",\"image_id\":1,\"category_id\":1,\"area\":4,\"segmentation\":[[1,1,5,1,5,4]]}")
                .collect(Collectors.joining(","));
        Path json = Files.writeString(
                folder.resolve("many.json"),
                "{\"images\":[{\"id\":1,\"file_name\":\"1.jpg\",\"width\":8,\"height\":6}],\"annotations\":[" + persons
                        + "]}");
        CocoEncode.from(json, folder).plane(PlaneFormat.COMPAT).noErrorLimit().writeTo(rec);
        assertThat(Files.readString(folder.resolve("out.rejects.tsv")))
                .contains("more persons than a record numbers: persons=65536, most=65535");
    }

    @Test
    void badImagesAreRejectedWithTheirReason() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge");
        Path images = folder.resolve("images");
        Files.createDirectory(images);
        try (var files = Files.list(EdgeSet.IMAGES)) {
            for (Path file : files.toList()) {
                Files.copy(file, images.resolve(file.getFileName().toString()));
            }
        }
        Files.delete(images.resolve("000000000001.jpg"));
        byte[] whole = Files.readAllBytes(images.resolve("000000000002.jpg"));
        Files.write(images.resolve("000000000002.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(images.resolve("000000000003.jpg"), EdgeSet.jpeg(33, 44));
        Files.write(images.resolve("000000000004.jpg"), turned(EdgeSet.jpeg(320, 240)));
        Files.write(images.resolve("000000000005.jpg"), new byte[0]);

        PackReport report = CocoEncode.from(json, images)
                .plane(PlaneFormat.COMPAT)
                .errorLimit(5)
                .writeTo(rec);

        assertThat(report.rejected()).isEqualTo(5);
        assertThat(Files.readAllLines(folder.resolve("out.rejects.tsv")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("key\t"),
                        line -> assertThat(line).isEqualTo("1\t000000000001.jpg\tno such file"),
                        line -> assertThat(line)
                                .startsWith("2\t000000000002.jpg\t")
                                .contains("truncated"),
                        line -> assertThat(line).contains("actual=33x44"),
                        line -> assertThat(line).contains("turned by EXIF").contains("orientation=6"),
                        line -> assertThat(line).isEqualTo("5\t000000000005.jpg\tfile is empty"));
        assertThat(CocoEncode.from(json, images).errorLimit(4).writeTo(rec).end())
                .isEqualTo(PackReport.End.ERROR_LIMIT);
    }

    @Test
    void badAnnotationsRejectTheirImageAlone() throws IOException {
        Path images = folder.resolve("images");
        Files.createDirectory(images);
        for (int i = 1; i <= 6; i++) {
            Files.write(images.resolve(i + ".jpg"), EdgeSet.jpeg(8, 6));
        }
        String person = "\"category_id\":1,\"iscrowd\":0,\"area\":4,\"num_keypoints\":0,\"keypoints\":[0,0,0]";
        String json = """
            {"images":[%s],"categories":[{"id":1,"name":"person"}],"annotations":[
            {"id":1,"image_id":1,%s,"segmentation":[[1,1,5,1,5,4]]},
            {"id":2,"image_id":2,%s,"segmentation":{"size":[6,8],"counts":[40,9]}},
            {"id":3,"image_id":3,%s,"segmentation":{"size":[8,6],"counts":[48]}},
            {"id":4,"image_id":4,%s},
            {"id":5,"image_id":5,%s,"segmentation":[[1,1,5,1]]}]}
            """.formatted(
                IntStream.rangeClosed(1, 6)
                        .mapToObj(i -> "{\"id\":" + i + ",\"file_name\":\"" + i + ".jpg\",\"width\":8,\"height\":6}")
                        .collect(Collectors.joining(",")),
                person,
                person,
                person,
                person,
                person);
        Path file = Files.writeString(folder.resolve("bad.json"), json);

        PackReport report =
                CocoEncode.from(file, images).all(true).noErrorLimit().writeTo(rec);

        assertThat(report.packed())
                .as("the first, and the one without annotations")
                .isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("out.rejects.tsv")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("key\t"),
                        line -> assertThat(line).contains("runs do not add up").contains("annotation=2"),
                        line -> assertThat(line)
                                .contains("mask does not fit the image")
                                .contains("annotation=3"),
                        line -> assertThat(line).contains("no segmentation").contains("annotation=4"),
                        line -> assertThat(line)
                                .contains("first part of a polygon")
                                .contains("annotation=5"));
        try (CocoRecords records = CocoRecords.open(rec);
                CocoRecords.Reader reader = records.reader()) {
            assertThat(reader.get(6).people()).isEmpty();
            assertThat(reader.get(6).plane().image().toBytes()).isEqualTo(new byte[48]);
        }
    }

    /** One of these images has 64 persons. */
    private static CocoEncode encode(Path json) {
        return CocoEncode.from(json, EdgeSet.IMAGES).plane(PlaneFormat.COMPAT);
    }

    /** A picture of the right size for each image that the file names. */
    private Path drawnFor(Path json) throws IOException {
        Path images = folder.resolve("drawn");
        Files.createDirectory(images);
        try (CocoFile file = CocoFile.open(json)) {
            for (int i = 0; i < file.images(); i++) {
                Files.write(
                        images.resolve(file.image(i).fileName()),
                        EdgeSet.jpeg(file.image(i).widthPx(), file.image(i).heightPx()));
            }
        }
        return images;
    }

    /** The same JPEG with an EXIF segment that says orientation 6. */
    private static byte[] turned(byte[] jpeg) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] out = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, out, 0, 2);
        System.arraycopy(exif, 0, out, 2, exif.length);
        System.arraycopy(jpeg, 2, out, 2 + exif.length, jpeg.length - 2);
        return out;
    }
}
