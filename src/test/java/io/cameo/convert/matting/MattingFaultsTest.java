package io.cameo.convert.matting;

import static io.cameo.convert.matting.DrawnTree.HEIGHT_PX;
import static io.cameo.convert.matting.DrawnTree.WIDTH_PX;
import static io.cameo.convert.matting.DrawnTree.encoded;
import static io.cameo.convert.matting.DrawnTree.found;
import static io.cameo.convert.matting.DrawnTree.matte;
import static org.assertj.core.api.Assertions.assertThat;

import io.cameo.image.Encoding;
import io.cameo.image.PixelFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that the golden trees do not have. */
class MattingFaultsTest {
    private static final int PIXELS = WIDTH_PX * HEIGHT_PX;

    @TempDir
    Path temp;

    private DrawnTree tree;

    @BeforeEach
    void begin() {
        tree = new DrawnTree(temp);
    }

    @Test
    void aSoundTreeHasNoFindings() throws IOException {
        tree.jpegs("images/0.jpg", "images/1.jpg").mattes("alphas/0/0.png", "alphas/1/0.png");
        assertThat(tree.check().found()).isEmpty();
    }

    @Test
    void mattesThatLoadersReadOtherwise() throws IOException {
        tree.jpegs("images/0.jpg")
                .file("alphas/0/0.png", encoded(PixelFormat.BGRA8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> i % 256))
                .file("alphas/0/1.png", encoded(PixelFormat.GRAY16, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> i * 64))
                .file("alphas/0/2.png", "not an image".getBytes(StandardCharsets.UTF_8))
                .mattes("alphas/0/3.PNG");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.ALPHA_CHANNEL)).containsExactly("alphas/0/0.png");
        assertThat(found(report, MattingFault.ALPHA_COLOR)).containsExactly("alphas/0/0.png stored=rgba");
        assertThat(found(report, MattingFault.ALPHA_16BIT)).containsExactly("alphas/0/1.png");
        assertThat(found(report, MattingFault.ALPHA_BAD))
                .containsExactly("alphas/0/2.png not a known image: bytes=12, first=0x6e6f7420");
        assertThat(found(report, MattingFault.ALPHA_NOT_PNG)).containsExactly("alphas/0/3.PNG");
    }

    @Test
    void aMatteIsCutOff() throws IOException {
        byte[] whole = matte();
        tree.jpegs("images/0.jpg").mattes("alphas/0/0.png");
        for (int i = 1; i < 4; i++) {
            tree.file("alphas/0/" + i + ".png", Arrays.copyOf(whole, whole.length * i / 4));
        }
        assertThat(found(tree.check(), MattingFault.ALPHA_BAD)).hasSize(3).allMatch(text -> text.contains("truncated"));
    }

    @Test
    void mattesThatAreSmallFaintOrTooMuch() throws IOException {
        tree.jpegs("images/0.jpg", "images/1.jpg")
                .file("alphas/0/0.png", matte(i -> i < 3 ? i + 2 : 0))
                .file("alphas/0/1.png", matte(i -> 0))
                .file("alphas/1/0.png", matte(i -> i < PIXELS / 2 ? 200 : 3))
                .file("alphas/1/1.png", matte(i -> i < 10 ? 58 : 57))
                .file("alphas/1/2.png", matte(i -> i == PIXELS - 1 ? 255 : 0));
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.ALPHA_SMALL))
                .containsExactly("alphas/0/0.png pixels=0, of=768", "alphas/1/1.png pixels=0, of=768");
        assertThat(found(report, MattingFault.ALPHA_EMPTY)).containsExactly("alphas/0/1.png");
        assertThat(found(report, MattingFault.NOTHING_LEFT)).containsExactly("images/0.jpg mattes=2");
        assertThat(found(report, MattingFault.ALPHA_FAINT))
                .containsExactly("images/0.jpg mattes=1, pixels=3", "images/1.jpg mattes=1, pixels=384");
        // 255 and one for each of three mattes: 200 + 58 is just allowed, 3 + 57 + 255 is not
        assertThat(found(report, MattingFault.SUM_ABOVE))
                .containsExactly("images/1.jpg most=315, allowed=258, pixels=1");
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void imagesThatAreNotWhatTheySeem() throws IOException {
        byte[] jpeg = DrawnTree.jpeg();
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
        tree.file("images/0.jpg", DrawnTree.withSegment(jpeg, 0xe1, "Exif\0\0", exif))
                .file("images/1.jpg", DrawnTree.withSegment(jpeg, 0xe2, "ICC_PROFILE\0\1\1 Adobe RGB", new byte[100]))
                .file("images/2.jpg", DrawnTree.withSegment(jpeg, 0xe2, "ICC_PROFILE\0\1\1 sRGB", new byte[100]))
                .file("images/3.jpg", encoded(PixelFormat.BGR8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> i % 256))
                .file("images/4.jpg", encoded(PixelFormat.GRAY8, Encoding.JPEG, WIDTH_PX, HEIGHT_PX, i -> i % 256))
                .file("images/5.jpg", new byte[0])
                .mattes("alphas/0/0.png", "alphas/1/0.png", "alphas/2/0.png")
                .mattes("alphas/3/0.png", "alphas/4/0.png", "alphas/5/0.png");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.IMAGE_TURNED)).containsExactly("images/0.jpg orientation=6");
        assertThat(found(report, MattingFault.IMAGE_PROFILE)).containsExactly("images/1.jpg");
        assertThat(found(report, MattingFault.IMAGE_KIND)).containsExactly("images/3.jpg kind=png");
        assertThat(found(report, MattingFault.IMAGE_CHANNELS)).containsExactly("images/4.jpg channels=1");
        assertThat(found(report, MattingFault.IMAGE_BAD)).hasSize(1).allMatch(text -> text.startsWith("images/5.jpg"));
        assertThat(report.found()).hasSize(5);
        assertThat(report.sizes()).containsEntry("32x24", 5L);
    }

    @Test
    void namesThatMislead() throws IOException {
        tree.jpegs("images/a.jpg", "images/A.jpg", "images/b.jpg.jpg", "images/b.jpg", "images/c[1].jpg")
                .mattes("alphas/a/0.png", "alphas/A/0.png", "alphas/b/0.png", "alphas/c[1]/0.png")
                .mattes("alphas/a/1.png", "alphas/a/2.png", "alphas/a/4.png");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.CASE_TWINS)).containsExactly("images/a.jpg other=images/A.jpg");
        assertThat(found(report, MattingFault.NAME_JPG_TWICE))
                .containsExactly("images/b.jpg.jpg mattes=alphas/b/*.png");
        assertThat(found(report, MattingFault.STEM_SHARED)).containsExactly("images/b.jpg.jpg other=images/b.jpg");
        assertThat(found(report, MattingFault.NAME_GLOB)).containsExactly("images/c[1].jpg name=c[1]");
        assertThat(found(report, MattingFault.TOO_MANY_INSTANCES)).containsExactly("images/a.jpg instances=4, most=3");
        assertThat(found(report, MattingFault.ID_GAP)).containsExactly("alphas/a first_missing=3, ids=0 1 2 4");
    }

    @Test
    void masksToTestWith() throws IOException {
        tree.jpegs("images/n/0.jpg", "images/n/alphas1.jpg")
                .mattes("alphas/n/0/00.png", "alphas/n/0/01.png", "alphas/n/0/02.png", "alphas/n/0/03.png")
                .mattes("alphas/n/alphas1/00.png", "masks_matched_x/n/alphas1/00.png")
                .mattes("masks_matched_x/n/.DS_Store")
                .file("masks_matched_x/n/0/00.png", matte(i -> 0))
                .file("masks_matched_x/n/0/01.png", matte(i -> i % WIDTH_PX < 10 ? 255 : 0))
                .file("masks_matched_x/n/0/02.png", matte(i -> i % WIDTH_PX < 16 ? 99 : 0))
                .file("masks_matched_x/n/0/03.png", encoded(PixelFormat.GRAY8, Encoding.PNG, 8, 8, i -> 255))
                .file("masks_matched_x/n/0/.DS_Store", new byte[3]);
        MattingCheckReport report = tree.check();
        String folder = "masks_matched_x/n/0/";
        assertThat(found(report, MattingFault.MASK_EMPTY)).containsExactly(folder + "00.png");
        assertThat(found(report, MattingFault.MASK_FAR)).containsExactly(folder + "01.png iou=0.625");
        assertThat(found(report, MattingFault.MASK_GRAY)).containsExactly(folder + "02.png pixels=384");
        assertThat(found(report, MattingFault.MASK_SIZE)).containsExactly(folder + "03.png expected=32x24, actual=8x8");
        assertThat(found(report, MattingFault.JUNK_LISTED)).containsExactly(folder + ".DS_Store");
        assertThat(found(report, MattingFault.PATH_TWICE)).containsExactly("images/n/alphas1.jpg name=alphas");
        assertThat(found(report, MattingFault.JUNK)).containsExactly("masks_matched_x/n/.DS_Store");
    }

    @Test
    void theFolderOfMattesIsNamedTwiceAboveTheTree() throws IOException {
        Path inner = temp.resolve("alphas/set[1]");
        new DrawnTree(inner).jpegs("images/n/0.jpg").mattes("alphas/n/0/00.png", "masks_matched_x/n/0/00.png");
        assertThat(found(new DrawnTree(inner).check(), MattingFault.PATH_TWICE))
                .hasSize(1)
                .allMatch(text -> text.endsWith("alphas/set[1]/alphas/n name=alphas"));
        Path train = temp.resolve("set[1]");
        new DrawnTree(train).jpegs("images/0.jpg").mattes("alphas/0/0.png");
        assertThat(found(new DrawnTree(train).check(), MattingFault.NAME_GLOB)).hasSize(1);
    }

    @Test
    void everyImageVanishes() throws IOException {
        tree.jpegs("images/n/0.jpg", "images/n/1.jpg", "images/n/2.JPG", "images/n/x/3.jpg")
                .mattes("alphas/n/0/00.png", "alphas/n/4/00.png", "masks_matched_x/n/5/00.png");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.NO_SAMPLES)).containsExactly("n");
        assertThat(found(report, MattingFault.IMAGE_WITHOUT_MASKS)).containsExactly("images/n/0.jpg");
        assertThat(found(report, MattingFault.IMAGE_WITHOUT_ALPHAS)).containsExactly("images/n/1.jpg");
        assertThat(found(report, MattingFault.IMAGE_NOT_JPG)).containsExactly("images/n/2.JPG");
        assertThat(found(report, MattingFault.IMAGE_NESTED)).containsExactly("images/n/x/3.jpg");
        assertThat(found(report, MattingFault.ALPHAS_WITHOUT_IMAGE)).containsExactly("alphas/n/4");
        assertThat(found(report, MattingFault.MASKS_WITHOUT_IMAGE)).containsExactly("masks_matched_x/n/5");
    }

    @Test
    void framesOfVideos() throws IOException {
        tree.jpegs("fgr/00001/1.jpg", "fgr/00001/10.jpg", "fgr/00001/2.jpg", "fgr/00600/0.jpg")
                .mattes("pha/00001/1/00.png", "pha/00001/10/00.png", "pha/00001/2/00.png")
                .file("pha/00001/1/01.png", matte(i -> 0))
                .file("pha/00001/2/01.png", matte(i -> 0))
                .file("pha/00001/10/01.png", matte(i -> 0))
                .file("pha/00600/0/00.png", matte(i -> 0))
                .file("fgr/00002/0.jpg", DrawnTree.jpeg())
                .file("fgr/00002/1.jpg", encoded(PixelFormat.BGR8, Encoding.JPEG, 16, 16, i -> 9))
                .file("fgr/00002/2.png", encoded(PixelFormat.BGR8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> 9))
                .mattes("pha/00002/0/00.png", "pha/00002/1/00.png", "pha/00002/2/00.png");
        Files.createDirectories(temp.resolve("pha/00003"));
        tree.jpegs("fgr/00004/0.jpg").mattes("fgr/00002/Thumbs.db");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.FRAME_ORDER)).containsExactly("fgr/00001 order=10 before 2");
        assertThat(found(report, MattingFault.FRAME_GAP)).containsExactly("fgr/00001 first_missing=3");
        assertThat(found(report, MattingFault.ALPHA_EMPTY))
                .containsExactly("pha/00001 instance=01, frames=3", "pha/00600 instance=00, frames=1");
        assertThat(found(report, MattingFault.FRAME_EMPTY)).containsExactly("fgr/00600/0.jpg mattes=1");
        assertThat(found(report, MattingFault.VIDEO_SHORT)).containsExactly("fgr/00600 frames=1, clip=2");
        assertThat(found(report, MattingFault.FRAME_SIZE)).containsExactly("fgr/00002/1.jpg first=32x24, this=16x16");
        assertThat(found(report, MattingFault.ALPHA_SIZE))
                .containsExactly("pha/00002/1/00.png expected=16x16, actual=32x24");
        assertThat(found(report, MattingFault.FRAME_NOT_JPG))
                .containsExactly("fgr/00002/2.png mattes=pha/00002/2.png/*.png");
        assertThat(found(report, MattingFault.FRAME_WITHOUT_ALPHAS))
                .containsExactly("pha/00002/2.png mattes=2, frames=3");
        assertThat(found(report, MattingFault.JUNK_LISTED)).containsExactly("fgr/00002/Thumbs.db");
        assertThat(found(report, MattingFault.VIDEO_WITHOUT_FRAMES)).containsExactly("pha/00003");
        assertThat(found(report, MattingFault.VIDEO_WITHOUT_ALPHAS)).containsExactly("fgr/00004");
        assertThat(report.levels()).containsOnlyKeys("easy", "medium");
    }

    @Test
    void masksOfVideos() throws IOException {
        tree.jpegs("S/fgr/v/0.jpg", "S/fgr/v/1.jpg")
                .mattes("S/pha/v/0/00.png", "S/pha/v/1/00.png", "S/xmem/v/0/00.png", "S/xmem/v/0/01.png");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.MASK_MISSING)).containsExactly("S/pha/v/1/00.png masks=xmem");
        assertThat(found(report, MattingFault.MASK_UNUSED)).containsExactly("S/xmem/v/0/01.png");
    }

    @Test
    void countsThatComeOutEvenHideAMissingFrame() throws IOException {
        tree.jpegs("fgr/v/0.jpg", "fgr/v/1.jpg").mattes("pha/v/0/00.png", "pha/v/0/01.png");
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.FRAME_WITHOUT_ALPHAS)).containsExactly("pha/v/1 mattes=2, frames=2");
        assertThat(found(report, MattingFault.INSTANCES_SHIFTED))
                .containsExactly("pha/v mattes=2, frames=2, taken_for=1, instances={00,01} {}");
    }

    @Test
    void imagesThatCarryTheirMattes() throws IOException {
        tree.file("p/0.png", encoded(PixelFormat.BGRA8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> i % 256))
                .file("p/1.png", encoded(PixelFormat.BGR8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> i % 256))
                .file("p/2.png", encoded(PixelFormat.BGRA8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, i -> 255))
                .file("p/notes.txt", new byte[1]);
        MattingCheckReport report = tree.check();
        assertThat(found(report, MattingFault.NO_ALPHA_CHANNEL)).containsExactly("p/1.png channels=3");
        assertThat(found(report, MattingFault.ALPHA_OPAQUE)).containsExactly("p/2.png");
        assertThat(found(report, MattingFault.JUNK)).containsExactly("p/notes.txt");
        assertThat(report.found()).doesNotContainKeys(MattingFault.ALPHA_CHANNEL, MattingFault.ALPHA_COLOR);
    }

    @Test
    void levelsByTheSeedsOfTheSynthesiser() {
        assertThat(VideoLevels.level(499)).isEqualTo("easy");
        assertThat(VideoLevels.level(500)).isEqualTo("medium");
        assertThat(VideoLevels.level(1500)).isEqualTo("hard");
        assertThat(VideoLevels.level(3500)).isEqualTo("medium");
        assertThat(VideoLevels.level(9500)).isEqualTo("unknown");
    }
}
