package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.CocoRecords;
import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.mask.BitMask;
import io.cameo.mask.PlaneFormat;
import io.cameo.mask.PolygonFill;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planes of the edge cases, taken apart: the masks are those of the annotations, less what earlier persons hide. */
class CocoDecodeTest {
    private static final Path PLANES = Path.of("testdata/mask/planes/synth_edge");

    @TempDir
    Path folder;

    private Path json = Path.of("");
    private Path rec = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void encode() throws IOException {
        json = EdgeSamples.annotations(folder);
        rec = EdgeSamples.records(folder, json);
        out = folder.resolve("out");
    }

    /** What should be there, by file name, from the annotations alone. */
    private static Map<String, BitMask> expected(CocoFile file, List<CocoAnnotation> annotations, int position) {
        int heightPx = file.image(position).heightPx();
        int widthPx = file.image(position).widthPx();
        Map<String, BitMask> masks = new TreeMap<>();
        BitMask taken = new BitMask(heightPx, widthPx);
        BitMask[] numbered =
                Stream.generate(() -> new BitMask(heightPx, widthPx)).limit(64).toArray(BitMask[]::new);
        int index = 0;
        for (CocoAnnotation annotation : annotations) {
            if (annotation.area() == 0) {
                continue;
            }
            BitMask mask = BitMask.of(
                    Objects.requireNonNull(annotation.segmentation()).toRle(new PolygonFill(), heightPx, widthPx));
            if (annotation.crowd()) {
                masks.merge("crowd.png", mask, BitMask::or);
                continue;
            }
            if (annotation.numKeypoints() == 0) {
                masks.merge("unannotated.png", mask.copy(), BitMask::or);
            }
            index++;
            // After 63 numbers begin again at 0, of which nothing shows; those who share one share their pixels.
            if ((index & 63) != 0) {
                numbered[index & 63].or(mask.copy().andNot(taken));
            }
            masks.put(index + "_" + annotation.id() + ".png", numbered[index & 63]);
            taken.or(mask);
        }
        return masks;
    }

    @Test
    void everyMaskIsAnnotated() throws IOException {
        CocoDecodeReport report = CocoDecode.from(rec).workers(2).to(out);
        int compared = 0;
        try (CocoFile file = CocoFile.open(json);
                CocoReader reader = file.reader();
                ImageCodec codec = ImageCodec.create()) {
            for (int i = 0; i < file.images(); i++) {
                long id = file.image(i).id();
                if (file.annotations(i) == 0) {
                    assertThat(out.resolve(Long.toString(id))).doesNotExist();
                    continue;
                }
                Map<String, BitMask> masks = expected(file, reader.read(i), i);
                try (Stream<Path> files = Files.list(out.resolve(Long.toString(id)))) {
                    assertThat(files.map(mask -> mask.getFileName().toString()))
                            .containsExactlyInAnyOrderElementsOf(
                                    Stream.concat(masks.keySet().stream(), Stream.of("plane.png"))
                                            .toList());
                }
                for (Map.Entry<String, BitMask> mask : masks.entrySet()) {
                    compared++;
                    byte[] bits = mask.getValue().toBytes();
                    for (int at = 0; at < bits.length; at++) {
                        bits[at] = (byte) -bits[at];
                    }
                    assertThat(pixels(codec, out.resolve(id + "/" + mask.getKey())))
                            .as("image %d, %s", id, mask.getKey())
                            .isEqualTo(bits);
                }
                assertThat(pixels(codec, out.resolve(id + "/plane.png")))
                        .as("plane of image %d", id)
                        .isEqualTo(golden(id));
            }
        }
        assertThat(report.masks()).isEqualTo(compared).isGreaterThan(500);
        assertThat(report.json()).isNull();
        assertThat(report.isSound()).isTrue();
    }

    private static byte[] pixels(ImageCodec codec, Path png) throws IOException {
        Image image = codec.decode(MemorySegment.ofArray(Files.readAllBytes(png)), ColorMode.UNCHANGED);
        assertThat(image.format().bytesPerPixel()).isEqualTo(1);
        return image.toBytes();
    }

    private static byte[] golden(long id) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(PLANES.resolve(id + ".u8.gz")))) {
            return in.readAllBytes();
        }
    }

    @Test
    void theAnnotationFileGivesTheSamePlanesAgain() throws IOException {
        CocoDecodeReport report = CocoDecode.from(rec)
                .forms(EnumSet.of(CocoDecode.Form.JSON))
                .imageFiles(true)
                .to(out);
        assertThat(report.json()).isEqualTo(out.resolve("annotations.json"));
        assertThat(report.masks()).isZero();
        assertThat(report.imageFiles()).isEqualTo(report.images());
        Path again = folder.resolve("again.rec");
        CocoEncode.from(out.resolve("annotations.json"), out.resolve("images"))
                .plane(PlaneFormat.COMPAT)
                .writeTo(again);
        try (CocoRecords before = CocoRecords.open(rec);
                CocoRecords after = CocoRecords.open(again);
                CocoRecords.Reader first = before.reader();
                CocoRecords.Reader second = after.reader()) {
            assertThat(after.size()).isEqualTo(before.size());
            for (int i = 0; i < before.size(); i++) {
                CocoSample one = first.at(i);
                CocoSample other = second.at(i);
                assertThat(other.image()).isEqualTo(one.image());
                assertThat(other.categories()).isEqualTo(one.categories());
                assertThat(other.plane().image().toBytes())
                        .as("%s", one.image())
                        .isEqualTo(one.plane().image().toBytes());
                assertThat(other.encoded().mismatch(one.encoded())).isEqualTo(-1);
                assertThat(other.people().stream().filter(person -> !person.crowd()))
                        .usingRecursiveFieldByFieldElementComparator()
                        .containsExactlyElementsOf(one.people().stream()
                                .filter(person -> !person.crowd())
                                .toList());
            }
        }
    }

    @Test
    void anyNumberOfWorkersMakesTheSame() throws IOException {
        CocoDecode.from(rec)
                .forms(EnumSet.allOf(CocoDecode.Form.class))
                .workers(1)
                .to(out);
        Path other = folder.resolve("other");
        CocoDecode.from(rec)
                .forms(EnumSet.allOf(CocoDecode.Form.class))
                .workers(3)
                .to(other);
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(other.resolve(out.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void onlyThoseThatAreAskedFor() throws IOException {
        CocoDecodeReport report = CocoDecode.from(rec).ids(List.of(14L, 4711L)).to(out);
        assertThat(report.images()).isEqualTo(1);
        assertThat(report.missing()).containsExactly(4711L);
        assertThat(report.isSound()).isFalse();
        try (Stream<Path> made = Files.list(out)) {
            assertThat(made).containsExactly(out.resolve("14"));
        }
        assertThatThrownBy(() -> CocoDecode.from(rec).to(out)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(CocoDecode.from(rec)
                        .ids(List.of(2L))
                        .intoExisting(true)
                        .to(out)
                        .isSound())
                .isTrue();
    }

    @Test
    void aDamagedSampleIsNamedAndTheOthersGoOn() throws IOException {
        EdgeSamples.damage(rec, 4);
        CocoDecodeReport report = CocoDecode.from(rec).to(out);
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.images()).isEqualTo(report.samples() - 1);
        try (CocoRecords records = CocoRecords.open(rec)) {
            assertThat(report.firstLost().getFirst())
                    .endsWith("image=" + records.file().index().key(4));
        }
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsNoFile() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/inner"));
        Files.copy(EdgeSamples.IMAGES.resolve("000000000002.jpg"), folder.resolve("images/evil.jpg"));
        int[] size;
        try (CocoFile file = CocoFile.open(json)) {
            size = new int[] {
                file.image(file.positionOf(2)).widthPx(),
                file.image(file.positionOf(2)).heightPx()
            };
        }
        Path odd = folder.resolve("odd.json");
        String sized = "\",\"width\":" + size[0] + ",\"height\":" + size[1] + "}";
        Files.writeString(
                odd,
                "{\"images\":[{\"id\":1,\"file_name\":\"../evil.jpg" + sized
                        + ",{\"id\":2,\"file_name\":\"../inner/../evil.jpg" + sized
                        + ",{\"id\":3,\"file_name\":\"../../images/inner/../evil.jpg" + sized
                        + "],\"categories\":[],\"annotations\":[]}");
        CocoEncode.from(odd, images).all(true).writeTo(folder.resolve("odd.rec"));
        CocoDecodeReport report =
                CocoDecode.from(folder.resolve("odd.rec")).imageFiles(true).to(out);
        assertThat(report.imageFiles()).isZero();
        assertThat(report.lost()).isEqualTo(3);
        assertThat(report.firstLost().getFirst())
                .isEqualTo("file name leads out of the folder: file_name=../evil.jpg, image=1");
        assertThat(out.resolve("evil.jpg")).doesNotExist();
    }

    @Test
    void personLabFilesToo() throws IOException {
        Path h5 = folder.resolve("edge.h5");
        CocoEncode.from(json, EdgeSamples.IMAGES)
                .plane(PlaneFormat.COMPAT)
                .noErrorLimit()
                .writeToHdf5(h5);
        CocoDecodeReport report =
                CocoDecode.from(h5).forms(EnumSet.allOf(CocoDecode.Form.class)).to(out);
        assertThat(report.isSound()).isTrue();
        try (ImageCodec codec = ImageCodec.create();
                CocoFile decoded = CocoFile.open(out.resolve("annotations.json"));
                CocoReader reader = decoded.reader()) {
            assertThat(decoded.images()).isEqualTo(report.samples());
            for (int i = 0; i < decoded.images(); i++) {
                long id = decoded.image(i).id();
                assertThat(pixels(codec, out.resolve(id + "/plane.png"))).isEqualTo(golden(id));
                int number = 0;
                for (CocoAnnotation annotation : reader.read(i)) {
                    number++;
                    if (!annotation.crowd() && annotation.area() != 0) {
                        byte[] visible = pixels(codec, out.resolve(id + "/" + number + ".png"));
                        long set = 0;
                        for (byte pixel : visible) {
                            set += pixel == 0 ? 0 : 1;
                        }
                        assertThat((double) set).isEqualTo(annotation.area());
                    }
                }
            }
        }
        assertThatThrownBy(() -> CocoDecode.from(h5).imageFiles(true).to(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("file has pixels, no image files");
        assertThat(CocoSheet.of(h5).writeTo(folder.resolve("h5.png")).isSound()).isTrue();
    }

    @Test
    void aWishToStopMakesNoAnnotationFile() throws IOException {
        CocoDecode job = CocoDecode.from(rec).forms(EnumSet.of(CocoDecode.Form.JSON));
        job.cancel();
        CocoDecodeReport report = job.to(out);
        assertThat(report.cancelled()).isTrue();
        assertThat(report.json()).isNull();
        try (Stream<Path> made = Files.list(out)) {
            assertThat(made).isEmpty();
        }
    }
}
