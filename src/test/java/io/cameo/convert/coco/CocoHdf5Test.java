package io.cameo.convert.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.convert.PackReport;
import io.cameo.dataset.coco.CocoAnnotation;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.dataset.coco.CocoReader;
import io.cameo.dataset.coco.PersonLabFile;
import io.cameo.dataset.coco.PersonLabImage;
import io.cameo.image.ColorMode;
import io.cameo.image.ImageCodec;
import io.cameo.mask.PlaneFormat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoHdf5Test {
    @TempDir
    private Path folder;

    @Test
    void holdsPixelsPlanesAndKeyPoints() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge");
        Path h5 = folder.resolve("edge.h5");
        PackReport report = encode(json).workers(2).writeToHdf5(h5);
        assertThat(report.packed()).isEqualTo(EdgeSet.planeIds("synth_edge").size());

        try (PersonLabFile written = PersonLabFile.open(h5);
                CocoFile file = CocoFile.open(json);
                CocoReader reader = file.reader();
                ImageCodec codec = ImageCodec.create();
                Arena arena = Arena.ofConfined()) {
            for (long id : EdgeSet.planeIds("synth_edge")) {
                int position = file.positionOf(id);
                PersonLabImage image = written.read(id);
                PersonLabImage.Separate separate = image.separate(arena);
                assertThat(separate.plane().image().toBytes()).isEqualTo(EdgeSet.plane("synth_edge", id));
                byte[] encoded = Files.readAllBytes(
                        EdgeSet.IMAGES.resolve(file.image(position).fileName()));
                assertThat(separate.bgr().toBytes())
                        .isEqualTo(codec.decode(MemorySegment.ofArray(encoded), ColorMode.COLOR)
                                .toBytes());
                List<double[]> keypoints = reader.read(position).stream()
                        .filter(annotation -> annotation.area() != 0 && !annotation.crowd())
                        .map(CocoAnnotation::keypoints)
                        .toList();
                assertThat(image.keypoints()).hasDimensions(keypoints.size(), keypoints.isEmpty() ? 0 : 51);
                for (int n = 0; n < keypoints.size(); n++) {
                    assertThat(image.keypoints()[n]).isEqualTo(keypoints.get(n));
                }
            }
        }
    }

    @Test
    void isTheOriginalsFileEntryByEntry() throws IOException {
        Path golden = Path.of("../shared/golden/coco/h5/personlab_synth_edge.h5");
        Assumptions.assumeTrue(Files.isRegularFile(golden), "not there: " + golden);
        Path h5 = folder.resolve("edge.h5");
        encode(EdgeSet.annotations(folder, "edge")).writeToHdf5(h5);
        try (PersonLabFile written = PersonLabFile.open(h5);
                PersonLabFile original = PersonLabFile.open(golden)) {
            assertThat(written.ids()).isEqualTo(original.ids());
            for (long id : original.ids()) {
                PersonLabImage mine = written.read(id);
                PersonLabImage theirs = original.read(id);
                assertThat(mine.heightPx()).isEqualTo(theirs.heightPx());
                assertThat(mine.bgre().mismatch(theirs.bgre()))
                        .as("image %d", id)
                        .isEqualTo(-1);
                assertThat(mine.whole()).isEqualTo(theirs.whole());
                assertThat(Arrays.deepEquals(mine.keypoints(), theirs.keypoints()))
                        .isTrue();
            }
        }
    }

    @Test
    void aStoppedRunGoesOnToTheSameBytes() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge");
        Path straight = folder.resolve("straight.h5");
        CocoEncode.from(json, EdgeSet.IMAGES).noErrorLimit().writeToHdf5(straight);
        Path stopped = folder.resolve("stopped.h5");
        PackReport report = CocoEncode.from(json, EdgeSet.IMAGES).writeToHdf5(stopped);
        assertThat(report.end()).isEqualTo(PackReport.End.ERROR_LIMIT);
        assertThat(stopped).doesNotExist();
        PackReport resumed = CocoEncode.from(json, EdgeSet.IMAGES)
                .noErrorLimit()
                .resume(true)
                .workers(3)
                .writeToHdf5(stopped);
        assertThat(resumed.resumedAt()).isEqualTo(report.listed());
        assertThat(stopped).hasSameBinaryContentAs(straight);
        assertThat(folder.resolve("stopped.rejects.tsv"))
                .hasSameBinaryContentAs(folder.resolve("straight.rejects.tsv"));
    }

    @Test
    void moreThan160PersonsAreRejectedByName() throws IOException {
        Path json = EdgeSet.annotations(folder, "edge_huge");
        Path images = Files.createDirectory(folder.resolve("drawn"));
        try (CocoFile file = CocoFile.open(json)) {
            for (int i = 0; i < file.images(); i++) {
                Files.write(
                        images.resolve(file.image(i).fileName()),
                        EdgeSet.jpeg(file.image(i).widthPx(), file.image(i).heightPx()));
            }
        }
        PackReport report = CocoEncode.from(json, images)
                .plane(PlaneFormat.COMPAT)
                .noErrorLimit()
                .writeToHdf5(folder.resolve("huge.h5"));
        assertThat(report.end()).isEqualTo(PackReport.End.NOTHING_PACKED);
        assertThat(report.rejected()).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("huge.rejects.tsv"))).contains("most=160");
    }

    @Test
    void aWidePlaneHasNoRoomThere() {
        CocoEncode job = CocoEncode.from(Path.of("none.json"), folder).plane(PlaneFormat.WIDE);
        assertThatThrownBy(() -> job.writeToHdf5(folder.resolve("wide.h5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plane=WIDE");
    }

    private static CocoEncode encode(Path json) {
        return CocoEncode.from(json, EdgeSet.IMAGES).plane(PlaneFormat.COMPAT);
    }
}
