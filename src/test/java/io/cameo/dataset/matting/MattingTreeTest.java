package io.cameo.dataset.matting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.archive.FileTree;
import io.cameo.dataset.matting.MattingOddity.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MattingTreeTest {
    private static final Path GOLDEN = Path.of("testdata/matting");
    private static final String MATCHED = "masks_matched_r50_fpn_3x";

    @TempDir
    Path temp;

    private static MattingTree open(Path root) throws IOException {
        FileTree files = FileTree.open(root);
        return MattingTree.of(files, MattingLayout.recognise(files).only());
    }

    private MattingTree make(String... names) throws IOException {
        for (String name : names) {
            Path file = temp.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, name);
        }
        return open(temp);
    }

    private static List<MattingSample> of(String split, MattingTree tree) {
        return tree.samples().stream()
                .filter(sample -> sample.split().name().equals(split))
                .toList();
    }

    @Test
    void enumeratesWhatTheLoadersDo() throws IOException {
        MattingTree train = open(GOLDEN.resolve("tree/I-HIM-MINI"));
        MattingTree test = open(GOLDEN.resolve("tree/HIM-MINI"));
        MattingTree unmasked = MattingTree.of(test.files(), test.place(), "");
        MattingTree video = open(GOLDEN.resolve("tree/V-HIM-MINI"));
        String written = new ExpectedIndex()
                .images("him_train", "I-HIM-MINI/", train.samples(), false)
                .images("him_test_natural_masks_matched", "", of("natural", test), true)
                .images("him_test_comp_masks_matched", "", of("comp", test), true)
                .images("him_test_comp_nomask", "", of("comp", unmasked), true)
                .testClips("vim_eval_clip3_overlap2", video.samples(), 3, 2)
                .trainClips("vim_train_clip3", video.samples(), 3)
                .text();
        assertThat(written).isEqualTo(Files.readString(GOLDEN.resolve("expected_index.json")));
    }

    @Test
    void givesForegroundsAndBackgroundsWhereTheyStand() throws IOException {
        for (MattingSample sample : open(GOLDEN.resolve("tree/I-HIM-MINI")).samples()) {
            MattingFrame frame = sample.frames().getFirst();
            assertThat(Objects.requireNonNull(frame.background()).name()).isEqualTo("bg/" + sample.name() + ".jpg");
            for (MattingInstance instance : frame.instances()) {
                assertThat(Objects.requireNonNull(instance.foreground()).name())
                        .isEqualTo("fg/" + sample.name() + "/" + instance.id() + ".jpg");
            }
        }
    }

    @Test
    void recognisesEachLayoutWithItsSplits() throws IOException {
        MattingTree test = open(GOLDEN.resolve("tree/HIM-MINI"));
        assertThat(test.place().layout()).isEqualTo(MattingLayout.IMAGE_TEST);
        assertThat(test.place().splits()).extracting(MattingSplit::name).containsExactly("comp", "natural");
        assertThat(test.masks()).isEqualTo(MATCHED);
        assertThat(MattingTree.masks(test.files(), test.place())).containsExactly(MATCHED, "masks_r50_fpn_3x");
        MattingTree video = open(GOLDEN.resolve("tree/V-HIM-MINI"));
        assertThat(video.place().splits()).extracting(MattingSplit::label).containsExactly("comp_easy");
        assertThat(video.masks()).isEqualTo("xmem");
        MattingTree whole = open(GOLDEN.resolve("tree/V-HIM-MINI/comp_easy"));
        assertThat(whole.place().splits()).extracting(MattingSplit::label).containsExactly(".");
        assertThat(whole.samples().getFirst().frames()).hasSize(5);
    }

    @Test
    void namesEveryLayoutOfATreeThatHasSeveral() throws IOException {
        FileTree files = FileTree.open(GOLDEN.resolve("tree"));
        MattingPlaces places = MattingLayout.recognise(files);
        assertThatThrownBy(places::only)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more than one layout found, say which: layout=image-train (I-HIM-MINI), layout=image-test"
                        + " (HIM-MINI/comp, HIM-MINI/natural), layout=video (V-HIM-MINI/comp_easy)");
        assertThat(MattingTree.of(files, places.of(MattingLayout.of("him2k"))).samples())
                .hasSize(3)
                .allMatch(sample -> sample.frames().getFirst().image().name().startsWith("HIM-MINI/images/"));
        assertThatThrownBy(() -> places.of(MattingLayout.RVM)).hasMessageContaining("found=[image-train, ");
        assertThat(places.of(MattingLayout.IMAGE_TEST).only("comp").splits()).hasSize(1);
        assertThatThrownBy(() -> MattingLayout.of("coco")).hasMessageContaining("known=image-train|image-test|");
    }

    @Test
    void saysWhatIsNotSeen() throws IOException {
        MattingTree test = open(GOLDEN.resolve("tree/HIM-MINI"));
        assertThat(test.oddities())
                .containsExactlyInAnyOrder(
                        new MattingOddity(Kind.IMAGE_WITHOUT_MASKS, "images/comp/000007.jpg"),
                        new MattingOddity(Kind.ALPHA_WITHOUT_MASK, "alphas/natural/google_hard_0a1b/04.png"));
        assertThat(test.everything()).hasSize(4);
        List<MattingInstance> all =
                test.everything().getLast().frames().getFirst().instances();
        assertThat(all).extracting(MattingInstance::id).containsExactly("02", "04", "06");
        assertThat(all.get(1).mask()).isNull();
        assertThat(all.get(2).mask()).isNotNull();
    }

    @Test
    void imagesToTrainOnAreLowerCaseJpg() throws IOException {
        MattingTree tree = make(
                "images/a.jpg",
                "images/b.JPG",
                "images/c.png",
                "images/.d.jpg",
                "images/x/e.jpg",
                "images/f.jpg.g.jpg",
                "images/Thumbs.db",
                "alphas/a/0.png",
                "alphas/a/1.PNG",
                "alphas/a/._0.png",
                "alphas/f.g/0.png",
                "alphas/h/0.png");
        assertThat(tree.place().layout()).isEqualTo(MattingLayout.IMAGE_TRAIN);
        assertThat(tree.samples()).extracting(MattingSample::name).containsExactly("a", "f.g");
        assertThat(tree.samples().getFirst().frames().getFirst().instances())
                .extracting(MattingInstance::id)
                .containsExactly("0");
        assertThat(tree.oddities())
                .containsExactlyInAnyOrder(
                        new MattingOddity(Kind.IMAGE_NOT_JPG, "images/b.JPG"),
                        new MattingOddity(Kind.IMAGE_NOT_JPG, "images/c.png"),
                        new MattingOddity(Kind.JUNK, "images/.d.jpg"),
                        new MattingOddity(Kind.IMAGE_NESTED, "images/x/e.jpg"),
                        new MattingOddity(Kind.JUNK, "images/Thumbs.db"),
                        new MattingOddity(Kind.ALPHA_NOT_PNG, "alphas/a/1.PNG"),
                        new MattingOddity(Kind.JUNK, "alphas/a/._0.png"),
                        new MattingOddity(Kind.ALPHAS_WITHOUT_IMAGE, "alphas/h"));
    }

    @Test
    void foldersWithTheNamesOfFilesAreListedLikeFiles() throws IOException {
        MattingTree tree = make(
                "images/a.jpg", "images/b.jpg/c.txt", "alphas/a/0.png", "alphas/a/1.png/x.txt", "alphas/a/more/2.png");
        assertThat(tree.samples()).extracting(MattingSample::name).containsExactly("a");
        assertThat(tree.oddities())
                .containsExactlyInAnyOrder(
                        new MattingOddity(Kind.FOLDER_LISTED, "images/b.jpg"),
                        new MattingOddity(Kind.FOLDER_LISTED, "alphas/a/1.png"),
                        new MattingOddity(Kind.JUNK, "alphas/a/more"));
    }

    @Test
    void everyEntryOfAFolderOfMasksIsTakenForAnInstance() throws IOException {
        MattingTree tree = make(
                "images/natural/a.jpg",
                "images/natural/b.jpg",
                "alphas/natural/a/00.png",
                "alphas/natural/b/00.png",
                "masks_matched_x/natural/a/00.png",
                "masks_matched_x/natural/a/01.png",
                "masks_matched_x/natural/a/.DS_Store",
                "masks_matched_x/natural/z/00.png");
        assertThat(tree.samples()).extracting(MattingSample::name).containsExactly("a");
        assertThat(tree.oddities())
                .containsExactlyInAnyOrder(
                        new MattingOddity(Kind.JUNK_LISTED, "masks_matched_x/natural/a/.DS_Store"),
                        new MattingOddity(Kind.MASK_WITHOUT_ALPHA, "masks_matched_x/natural/a/01.png"),
                        new MattingOddity(Kind.IMAGE_WITHOUT_MASKS, "images/natural/b.jpg"),
                        new MattingOddity(Kind.MASKS_WITHOUT_IMAGE, "masks_matched_x/natural/z"));
        assertThatThrownBy(() -> MattingTree.of(tree.files(), tree.place(), "masks_y"))
                .hasMessage("no such masks: masks=masks_y, found=[masks_matched_x]");
    }

    @Test
    void videosAreThoseThatHaveMattes() throws IOException {
        MattingTree tree = make(
                "S/fgr/v0/0.jpg",
                "S/fgr/v0/1.png",
                "S/fgr/v0/.DS_Store",
                "S/fgr/v1/0.jpg",
                "S/pha/v0/0/00.png",
                "S/pha/v0/1/00.png",
                "S/pha/v2/0/00.png",
                "S/pha/.DS_Store",
                "S/xmem/v0/0/01.png");
        assertThat(tree.samples()).hasSize(1);
        List<MattingFrame> frames = tree.samples().getFirst().frames();
        assertThat(frames).extracting(MattingFrame::name).containsExactly("0", "1.png");
        assertThat(frames.get(1).instances()).isEmpty();
        assertThat(tree.oddities())
                .containsExactlyInAnyOrder(
                        new MattingOddity(Kind.JUNK_LISTED, "S/pha/.DS_Store"),
                        new MattingOddity(Kind.JUNK_LISTED, "S/fgr/v0/.DS_Store"),
                        new MattingOddity(Kind.MASK_UNUSED, "S/xmem/v0/0/01.png"),
                        new MattingOddity(Kind.ALPHAS_WITHOUT_FRAME, "S/pha/v0/1"),
                        new MattingOddity(Kind.VIDEO_WITHOUT_FRAMES, "S/pha/v2"),
                        new MattingOddity(Kind.VIDEO_WITHOUT_ALPHAS, "S/fgr/v1"));
    }

    @Test
    void oneMatteAnImage() throws IOException {
        MattingTree clips = make("train/fgr/c/0.jpg", "train/fgr/c/1.jpg", "train/pha/c/0.jpg", "train/pha/c/1.png");
        assertThat(clips.place().layout()).isEqualTo(MattingLayout.RVM);
        List<MattingFrame> frames = clips.samples().getFirst().frames();
        assertThat(frames.get(0).instances()).extracting(MattingInstance::id).containsExactly("0");
        assertThat(frames.get(1).instances()).isEmpty();
        assertThat(clips.oddities()).containsExactly(new MattingOddity(Kind.ALPHAS_WITHOUT_FRAME, "train/pha/c/1.png"));
    }

    @Test
    void mattesOfTheSameNameOrInTheImageItself() throws IOException {
        MattingTree images = make("a/fgr/x.jpg", "a/pha/x.jpg");
        assertThat(images.place().layout()).isEqualTo(MattingLayout.IMAGE_MATTE);
        assertThat(images.samples()).extracting(MattingSample::name).containsExactly("x");
        Path portraits = Files.createDirectories(temp.resolve("b/people"));
        Files.writeString(portraits.resolve("p.png"), "");
        MattingTree rgba = open(temp.resolve("b"));
        assertThat(rgba.place().layout()).isEqualTo(MattingLayout.RGBA);
        MattingFrame frame = rgba.samples().getFirst().frames().getFirst();
        assertThat(frame.instances().getFirst().alpha()).isEqualTo(frame.image());
        assertThatThrownBy(() -> open(Files.createDirectory(temp.resolve("none"))))
                .hasMessageStartingWith("no matting data found: expected ");
    }

    @Test
    void masksBesideImagesWithoutMattesAreNoImages() throws IOException {
        assertThatThrownBy(() -> make("images/n/a.jpg", "masks_matched_x/n/a/00.png"))
                .hasMessage("no matting data found: there are images and no alphas beside");
        FileTree files = FileTree.open(temp);
        assertThat(MattingLayout.recognise(files).of(MattingLayout.RGBA).splits())
                .extracting(MattingSplit::label)
                .containsExactly("masks_matched_x/n/a");
    }

    @Test
    void clipsOfShortAndLongVideos() {
        assertThat(MattingClip.trainStarts(7, 8)).isEmpty();
        assertThat(MattingClip.trainStarts(8, 8)).containsExactly(0);
        assertThat(MattingClip.test(30, 3, 2)).hasSize(28).last().isEqualTo(new MattingClip(27, 30, 2));
        assertThat(MattingClip.test(5, 4, 1)).containsExactly(new MattingClip(0, 4, 0), new MattingClip(3, 5, 1));
        assertThatThrownBy(() -> MattingClip.test(5, 3, 3)).hasMessageContaining("overlap=3, length=3");
    }
}
