package io.cameo.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.image.ImageHeader;
import io.cameo.image.ImageKind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSheetTest {
    private static final Path RECORDS = Path.of("testdata/record");
    private static final int MARGINS_AND_TITLE_PX = 2 * 32 + 64;
    private static final int CELL_GAP_PX = 14;
    private static final int CAPTION_PX = 20;

    @TempDir
    Path folder;

    private ShowReport draw(RecordSheet sheet) throws IOException {
        return sheet.writeTo(folder.resolve("sheet.png"));
    }

    private ImageHeader header() throws IOException {
        return ImageHeader.of(MemorySegment.ofArray(Files.readAllBytes(folder.resolve("sheet.png"))));
    }

    @Test
    void hasThePlacesThatWereAskedFor() throws IOException {
        ShowReport report = draw(
                RecordSheet.of(RECORDS.resolve("parts.rec")).columns(5).rows(4).thumbPx(48));
        assertThat(report.isSound()).isTrue();
        assertThat(report.shown()).isEqualTo(20);
        assertThat(report.records()).isEqualTo(61);
        assertThat(report.outputBytes()).isEqualTo(Files.size(folder.resolve("sheet.png")));
        assertThat(header().kind()).isEqualTo(ImageKind.PNG);
        assertThat(header().widthPx()).isEqualTo(2 * 32 + 5 * (48 + CELL_GAP_PX) - CELL_GAP_PX);
        assertThat(header().heightPx())
                .isEqualTo(MARGINS_AND_TITLE_PX + 4 * (48 + CAPTION_PX + CELL_GAP_PX) - CELL_GAP_PX);
    }

    @Test
    void damagedRecordsHaveATile() throws IOException {
        ShowReport report = draw(RecordSheet.of(RECORDS.resolve("corrupt/bad_magic_rec20.rec"))
                .columns(8)
                .rows(8)
                .thumbPx(40));
        assertThat(report.shown()).isEqualTo(61);
        assertThat(report.faulty()).isEqualTo(1);
        assertThat(report.faults().getFirst().key()).isEqualTo("20");
        assertThat(report.isSound()).isFalse();
    }

    @Test
    void identityRecordsHaveNone() throws IOException {
        ShowReport report = draw(RecordSheet.of(RECORDS.resolve("insightface.rec")));
        assertThat(report.isSound()).isTrue();
        assertThat(report.empty()).isPositive();
        assertThat(report.shown()).isEqualTo(report.records() - report.empty());
    }

    @Test
    void fileWithoutRecordsMakesAnEmptySheet() throws IOException {
        assertThat(draw(RecordSheet.of(RECORDS.resolve("empty.rec"))).shown()).isZero();
        assertThat(header().hasSize()).isTrue();
    }

    @Test
    void sampleIsAPng() throws IOException {
        byte[] png = RecordSheet.sample(RECORDS.resolve("parts.rec"), "title", 4, 3);
        assertThat(ImageHeader.of(MemorySegment.ofArray(png)).kind()).isEqualTo(ImageKind.PNG);
    }

    @Test
    void cancelledRunsWriteNothing() throws IOException {
        RecordSheet sheet = RecordSheet.of(RECORDS.resolve("parts.rec"));
        sheet.cancel();
        assertThat(draw(sheet).cancelled()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sizesAreChecked() {
        for (int[] size : new int[][] {{0, 1, 1}, {1, -1, 1}, {1, 1, 0}, {1 << 16, 1 << 16, 1}, {1000, 1000, 1000}}) {
            RecordSheet sheet = RecordSheet.of(RECORDS.resolve("parts.rec"))
                    .columns(size[0])
                    .rows(size[1])
                    .thumbPx(size[2]);
            assertThatThrownBy(() -> draw(sheet))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("out of range");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
