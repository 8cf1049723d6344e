package io.cameo.convert.insightface;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cameo.convert.PortraitSet;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.lst.FaceLine;
import io.cameo.lst.FaceLstReader;
import io.cameo.pipeline.Progress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Portraits with known landmarks, aligned and shown. */
class FaceSheetTest {
    private static final int MARGIN_PX = 32;
    private static final int TITLE_PX = 64;
    private static final int PAIR_WIDTH_PX = 324;
    private static final int PAIR_HEIGHT_PX = 160;
    private static final int CAPTION_PX = 20;
    private static final int GAP_PX = 14;

    @TempDir
    Path temp;

    @Test
    void portraitsComeWithTheListThatAlignsThem() throws IOException {
        PortraitSet set = new PortraitSet(2, 3, 120, 5);
        set.drawInto(temp, Progress.NONE);
        List<String> table = Files.readAllLines(temp.resolve(PortraitSet.LANDMARKS));
        try (FaceLstReader lines = FaceLstReader.open(temp.resolve(PortraitSet.FACES))) {
            for (int i = 0; i < set.size(); i++) {
                FaceLine face = (FaceLine) requireNonNull(lines.next());
                assertThat(face.aligned()).isFalse();
                assertThat(face.path()).isEqualTo(set.path(i));
                assertThat(face.label()).isEqualTo(i / 3);
                String[] row = table.get(i + 1).split("\t", -1);
                double[] columns = requireNonNull(face.landmarks());
                int[] box = requireNonNull(face.box());
                for (int point = 0; point < 5; point++) {
                    double x = columns[point];
                    double y = columns[5 + point];
                    assertThat(x).isEqualTo(Double.parseDouble(row[1 + 2 * point]), within(1.1e-3));
                    assertThat(y).isEqualTo(Double.parseDouble(row[2 + 2 * point]), within(1.1e-3));
                    assertThat(x).isBetween((double) box[0], (double) box[2]);
                    assertThat(y).isBetween((double) box[1], (double) box[3]);
                }
            }
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void everyOriginalStandsBesideItsCrop() throws IOException {
        new PortraitSet(2, 3, 120, 5).drawInto(temp, Progress.NONE);
        Path rec = temp.resolve("people.rec");
        FacePack.from(temp.resolve(PortraitSet.FACES)).root(temp).writeTo(rec);
        byte[] png = FaceSheet.beforeAndAfter(rec, temp, "title", 2, 2);
        try (ImageCodec codec = ImageCodec.create()) {
            Image sheet = codec.decode(MemorySegment.ofArray(png), ColorMode.COLOR);
            assertThat(sheet.widthPx()).isEqualTo(2 * MARGIN_PX + 2 * PAIR_WIDTH_PX + GAP_PX);
            assertThat(sheet.heightPx())
                    .isEqualTo(2 * MARGIN_PX + TITLE_PX + 2 * (PAIR_HEIGHT_PX + CAPTION_PX) + GAP_PX);
            int leftPx = MARGIN_PX;
            int topPx = MARGIN_PX + TITLE_PX;
            assertThat(marks(sheet, leftPx, topPx)).as("in the original").isPositive();
            assertThat(marks(sheet, leftPx + PAIR_HEIGHT_PX + 4, topPx))
                    .as("in the crop")
                    .isZero();
        }
        assertThat(FaceSheet.beforeAndAfter(rec, temp, "title", 2, 2)).isEqualTo(png);
    }

    /** Pixels of the very colour in which the nose is marked. */
    private static int marks(Image sheet, int leftPx, int topPx) {
        int marks = 0;
        for (int y = topPx; y < topPx + PAIR_HEIGHT_PX; y++) {
            for (int x = leftPx; x < leftPx + PAIR_HEIGHT_PX; x++) {
                boolean same =
                        sheet.sample(x, y, 0) == 0x3f && sheet.sample(x, y, 1) == 0xd2 && sheet.sample(x, y, 2) == 0xff;
                marks += same ? 1 : 0;
            }
        }
        return marks;
    }
}
