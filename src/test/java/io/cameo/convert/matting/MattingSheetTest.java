package io.cameo.convert.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.convert.PersonColors;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingRecords;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.image.ColorMode;
import io.cameo.image.ContactSheet;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets, pixel by pixel: trees here are drawn so large that nothing is scaled. */
class MattingSheetTest {
    private static final Path GOLDEN = Path.of("testdata/matting/tree");
    private static final int WIDTH = 128;
    private static final int HEIGHT = 96;
    private static final int PHOTO_GRAY = 90;
    /** Where the first tile begins. */
    private static final int LEFT = 32;

    private static final int TOP = 32 + 64;

    @TempDir
    Path folder;

    /** A sheet that was written, and where panels stand on it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sheet(MattingSheetReport report, int widthPx, int heightPx, byte[] pixels, SheetPlan plan) {
        int rgb(int xPx, int yPx) {
            int at = 3 * (yPx * widthPx + xPx);
            return ((pixels[at + 2] & 255) << 16) | ((pixels[at + 1] & 255) << 8) | (pixels[at] & 255);
        }

        /** A pixel of a panel; tiles stand in one row, or in one column. */
        int rgb(int tile, int panel, int xPx, int yPx) {
            int right = plan.upright() ? tile * (plan.widthPx() + 14) : 0;
            int down = plan.upright() ? 0 : tile * (plan.heightPx() + 34);
            return rgb(LEFT + right + plan.panelX(panel) + xPx, TOP + down + plan.panelY(panel) + yPx);
        }

        /** Everything below the title. */
        byte[] body() {
            return Arrays.copyOfRange(pixels, 3 * widthPx * TOP, pixels.length);
        }
    }

    private Sheet sheet(Path root, String masks, UnaryOperator<MattingSheet> with) throws IOException {
        try (FileTree files = FileTree.open(root)) {
            MattingTree tree =
                    MattingTree.of(files, MattingLayout.recognise(files).only());
            return sheet(MattingSheet.of(tree), masks, with);
        }
    }

    private Sheet sheet(MattingSheet job, String masks, UnaryOperator<MattingSheet> with) throws IOException {
        Path png = folder.resolve("sheet.png");
        MattingSheetReport report = with.apply(job.workers(1).thumbPx(WIDTH)).writeTo(png);
        SheetPlan plan = new SheetPlan(report.noun().equals("frame"), masks, WIDTH, HEIGHT);
        if (report.cancelled()) {
            return new Sheet(report, 0, 0, new byte[0], plan);
        }
        byte[] file = Files.readAllBytes(png);
        assertThat(report.outputBytes()).isEqualTo(file.length);
        try (ImageCodec codec = ImageCodec.create()) {
            Image image = codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR);
            return new Sheet(report, image.widthPx(), image.heightPx(), image.toBytes(), plan);
        }
    }

    private static byte[] matte(IntBinaryOperator alpha) {
        return DrawnTree.encoded(
                PixelFormat.GRAY8, Encoding.PNG, WIDTH, HEIGHT, i -> alpha.applyAsInt(i % WIDTH, i / WIDTH));
    }

    private static byte[] photo() {
        return DrawnTree.encoded(PixelFormat.BGR8, Encoding.JPEG, WIDTH, HEIGHT, _ -> PHOTO_GRAY);
    }

    private static int gray(int level) {
        return level << 16 | level << 8 | level;
    }

    /** How much of a colour is {@code rgb}, the rest being another. */
    private static int mix(int rgb, int other, double share) {
        int out = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            out |= (int) Math.round((rgb >> shift & 255) * share + (other >> shift & 255) * (1 - share)) << shift;
        }
        return out;
    }

    @Test
    void everybodyHasAColourOverACheckerboard() throws IOException {
        new DrawnTree(folder.resolve("set"))
                .file("images/a.jpg", photo())
                .file("alphas/a/0.png", matte((x, _) -> x < 40 ? 255 : x < 60 ? 51 : 0))
                .file("alphas/a/1.png", matte((x, _) -> x >= 60 && x < 100 ? 255 : 0))
                .file("alphas/a/2.png", matte((x, y) -> x >= 90 && x < 100 && y < 48 ? 255 : 0));
        Sheet sheet = sheet(folder.resolve("set"), "", job -> job);
        assertThat(sheet.report().noun()).isEqualTo("image");
        assertThat(sheet.widthPx()).isEqualTo(2 * LEFT + 4 * (WIDTH + 6) - 6);
        assertThat(sheet.rgb(0, 0, 64, 48)).isEqualTo(gray(PHOTO_GRAY));
        assertThat(sheet.rgb(0, 1, 20, 48)).isEqualTo(PersonColors.of(1));
        assertThat(sheet.rgb(0, 1, 80, 80)).isEqualTo(PersonColors.of(2));
        assertThat(sheet.rgb(0, 1, 95, 80)).isEqualTo(PersonColors.of(2));
        // One who is nearly transparent, and two who claim the same pixel.
        assertThat(sheet.rgb(0, 1, 50, 2)).isEqualTo(mix(PersonColors.of(1), SheetPanels.checker(50, 2), 0.2));
        assertThat(sheet.rgb(0, 1, 95, 20)).isEqualTo(mix(PersonColors.of(2), PersonColors.of(3), 0.5));
        for (int panel = 1; panel <= 2; panel++) {
            assertThat(sheet.rgb(0, panel, 104, 0)).isEqualTo(SheetPanels.CHECKER_DARK);
            assertThat(sheet.rgb(0, panel, 112, 0)).isEqualTo(SheetPanels.CHECKER_LIGHT);
            assertThat(sheet.rgb(0, panel, 112, 8)).isEqualTo(SheetPanels.CHECKER_DARK);
        }
        assertThat(sheet.rgb(0, 2, 20, 48)).isEqualTo(gray(PHOTO_GRAY));
        assertThat(sheet.rgb(0, 2, 50, 2)).isEqualTo(mix(gray(PHOTO_GRAY), SheetPanels.checker(50, 2), 0.2));
        assertThat(sheet.report().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.finding().fault()).isEqualTo(MattingFault.SUM_ABOVE));
        assertThat(sheet.report().isSound()).isTrue(); // a warning only
    }

    @Test
    void theTrimapIsThatOfAllPeopleTogether() throws IOException {
        new DrawnTree(folder.resolve("set"))
                .file("images/a.jpg", photo())
                .file("alphas/a/0.png", matte((x, _) -> x < 50 ? 255 : 0))
                .file("alphas/a/1.png", matte((x, y) -> x >= 50 && y < 60 ? 255 : 0));
        Sheet sheet = sheet(folder.resolve("set"), "", job -> job);
        assertThat(sheet.rgb(0, 3, 20, 48)).isEqualTo(gray(255));
        assertThat(sheet.rgb(0, 3, 100, 20)).isEqualTo(gray(255));
        assertThat(sheet.rgb(0, 3, 50, 20)).isEqualTo(gray(128)); // between two people nobody knows
        assertThat(sheet.rgb(0, 3, 100, 60)).isEqualTo(gray(128));
        assertThat(sheet.rgb(0, 3, 100, 90)).isZero();
    }

    @Test
    void aPersonHasOneColourInAllFramesOfAVideo() throws IOException {
        byte[] left = matte((x, _) -> x < 40 ? 255 : 0);
        byte[] right = matte((x, _) -> x >= 80 ? 255 : 0);
        byte[] mask = matte((x, _) -> x >= 72 ? 255 : 0);
        new DrawnTree(folder.resolve("set"))
                .file("fgr/v/0.jpg", photo())
                .file("fgr/v/1.jpg", photo())
                .file("pha/v/0/00.png", left)
                .file("pha/v/0/01.png", right)
                .file("pha/v/1/01.png", right)
                .file("xmem/v/0/00.png", left)
                .file("xmem/v/0/01.png", mask)
                .file("xmem/v/1/01.png", mask);
        Sheet sheet = sheet(folder.resolve("set"), "xmem", job -> job.clip("v"));
        assertThat(sheet.report().noun()).isEqualTo("frame");
        assertThat(sheet.report().shown()).isEqualTo(2);
        assertThat(sheet.rgb(0, 1, 20, 48)).isEqualTo(PersonColors.of(1));
        assertThat(sheet.rgb(0, 1, 100, 48)).isEqualTo(PersonColors.of(2));
        assertThat(sheet.rgb(1, 1, 20, 48)).isIn(SheetPanels.CHECKER_LIGHT, SheetPanels.CHECKER_DARK);
        assertThat(sheet.rgb(1, 1, 100, 48)).isEqualTo(PersonColors.of(2));
        assertThat(sheet.rgb(1, 4, 75, 48)).isEqualTo(PersonColors.of(2));
        assertThat(sheet.rgb(1, 4, 20, 48)).isIn(SheetPanels.CHECKER_LIGHT, SheetPanels.CHECKER_DARK);
        assertThat(sheet.report().faults())
                .extracting(fault -> fault.name() + " " + fault.finding().fault())
                .containsExactly("v/1 INSTANCE_MISSING");
        assertThat(sheet.report().isSound()).isFalse();
        assertThat(sheet(folder.resolve("set"), "xmem", job -> job).report().noun())
                .isEqualTo("video");
    }

    @Test
    void whatCannotBeReadIsRedAndTheOthersAreShown() throws IOException {
        new DrawnTree(folder.resolve("set"))
                .file("images/a.jpg", Arrays.copyOf(photo(), 300))
                .file("alphas/a/0.png", matte((x, _) -> x < 40 ? 255 : 0))
                .file("images/b.jpg", photo())
                .file("alphas/b/0.png", new byte[40]);
        Sheet sheet = sheet(folder.resolve("set"), "", job -> job);
        assertThat(sheet.rgb(0, 0, 0, 0)).isEqualTo(ContactSheet.FAULT_INK);
        assertThat(sheet.rgb(0, 0, 64, 90)).isEqualTo(ContactSheet.FAULT_PAPER);
        assertThat(sheet.rgb(0, 1, 20, 48)).isEqualTo(PersonColors.of(1));
        assertThat(sheet.rgb(0, 2, 20, 48)).isEqualTo(ContactSheet.CELL);
        assertThat(sheet.rgb(1, 0, 64, 48)).isEqualTo(gray(PHOTO_GRAY));
        assertThat(sheet.rgb(1, 1, 20, 48)).isIn(SheetPanels.CHECKER_LIGHT, SheetPanels.CHECKER_DARK);
        assertThat(sheet.report().faults())
                .extracting(fault -> fault.finding().fault())
                .containsExactly(MattingFault.IMAGE_BAD, MattingFault.ALPHA_BAD);
    }

    private Path pack(String golden) throws IOException {
        Path rec = folder.resolve(golden + ".rec");
        try (FileTree files = FileTree.open(GOLDEN.resolve(golden))) {
            MattingPack.from(files).workers(1).writeTo(rec);
        }
        return rec;
    }

    private Sheet records(Path rec, String masks, UnaryOperator<MattingSheet> with) throws IOException {
        try (MattingRecords records = MattingRecords.open(rec)) {
            return sheet(MattingSheet.of(records), masks, with);
        }
    }

    @Test
    void recordsLookAsTheTreeThatTheyWerePackedOf() throws IOException {
        Sheet tree = sheet(GOLDEN.resolve("I-HIM-MINI"), "", job -> job);
        Sheet records = records(pack("I-HIM-MINI"), "", job -> job);
        assertThat(records.body()).isEqualTo(tree.body());
        assertThat(records.report().isSound()).isTrue();
        UnaryOperator<MattingSheet> clip = job -> job.clip("00000").limit(3);
        Sheet frames = records(pack("V-HIM-MINI"), "xmem", clip);
        assertThat(frames.report().shown()).isEqualTo(3);
        assertThat(frames.report().all()).isEqualTo(5);
        assertThat(frames.body())
                .isEqualTo(sheet(GOLDEN.resolve("V-HIM-MINI"), "xmem", clip).body());
    }

    @Test
    void aDamagedRecordIsShownAsSuch() throws IOException {
        Path rec = pack("I-HIM-MINI");
        byte[] bytes = Files.readAllBytes(rec);
        try (RecordFile file = RecordFile.open(rec)) {
            int at = Math.toIntExact(file.index().offset(1));
            Arrays.fill(bytes, at + 64, at + 96, (byte) 0x5a);
        }
        Files.write(rec, bytes);
        Sheet sheet = records(rec, "", job -> job);
        assertThat(sheet.report().shown()).isEqualTo(4);
        assertThat(sheet.report().isSound()).isFalse();
        assertThat(sheet.report().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.finding().detail()).isNotEmpty());
        assertThat(sheet.rgb(1, 0, 0, 0)).isEqualTo(ContactSheet.FAULT_INK);
    }

    @Test
    void onlyThoseThatAreAskedForInTheirOrder() throws IOException {
        Path golden = GOLDEN.resolve("I-HIM-MINI");
        Sheet all = sheet(golden, "", job -> job);
        Sheet some = sheet(golden, "", job -> job.samples(List.of("2", "nobody", "0", "2")));
        assertThat(some.report().shown()).isEqualTo(2);
        assertThat(some.report().missing()).containsExactly("nobody");
        assertThat(some.report().isSound()).isFalse();
        assertThat(some.rgb(0, 0, 64, 48)).isEqualTo(all.rgb(3, 0, 64, 48)); // 0, 1, 10, 2
        assertThat(some.rgb(1, 0, 64, 48)).isEqualTo(all.rgb(0, 0, 64, 48));
        assertThat(SheetChoice.some(10, 4, null)).containsExactly(0, 2, 5, 7);
        assertThat(SheetChoice.some(1000, 20, 7L))
                .hasSize(20)
                .doesNotHaveDuplicates()
                .isSorted()
                .isEqualTo(SheetChoice.some(1000, 20, 7L))
                .isNotEqualTo(SheetChoice.some(1000, 20, 8L));
        assertThatThrownBy(() -> sheet(golden, "", job -> job.clip("7")))
                .hasMessage("no such video: clip=7, found=0, 1, 10, 2");
        assertThatThrownBy(() -> sheet(golden, "", job -> job.limit(0)))
                .hasMessage("limit out of range: limit=0, allowed=1..1000");
    }

    @Test
    void aWishToStopLeavesNothing() throws IOException {
        Sheet sheet = sheet(GOLDEN.resolve("HIM-MINI"), "", job -> {
            job.cancel();
            return job;
        });
        assertThat(sheet.report().cancelled()).isTrue();
        assertThat(folder.resolve("sheet.png")).doesNotExist();
    }
}
