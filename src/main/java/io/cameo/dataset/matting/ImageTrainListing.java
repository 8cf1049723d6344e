package io.cameo.dataset.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import io.cameo.dataset.matting.MattingOddity.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code HIMDataset(is_train=True)}: globs images, then each one's mattes. Never looks for masks. */
final class ImageTrainListing {
    private static final String FOREGROUNDS = "fg";
    private static final String BACKGROUNDS = "bg";

    private final FileTree tree;
    private final MattingSplit split;
    private final MattingTree.Listing out;

    ImageTrainListing(FileTree tree, MattingSplit split, MattingTree.Listing out) {
        this.tree = tree;
        this.split = split;
        this.out = out;
    }

    void list() {
        Set<String> stems = new HashSet<>();
        for (TreeFile image : images(tree, split.frames(), out)) {
            String stem = Names.stem(image.fileName());
            stems.add(stem);
            TreeFile background = tree.file(Names.join(split.folder(BACKGROUNDS), stem + Names.JPG));
            MattingFrame frame = new MattingFrame(stem, image, instances(stem), background);
            out.samples.add(new MattingSample(split, stem, List.of(frame)));
        }
        TreeFolder alphas = tree.folder(split.alphas());
        if (alphas != null) {
            alphas.folders().stream()
                    .filter(name -> !stems.contains(name))
                    .forEach(name -> out.add(Kind.ALPHAS_WITHOUT_IMAGE, alphas.child(name)));
            alphas.files().forEach(file -> out.add(Kind.JUNK, file.name()));
        }
    }

    private List<MattingInstance> instances(String stem) {
        List<MattingInstance> instances = new ArrayList<>();
        for (TreeFile alpha : alphas(tree.folder(Names.join(split.alphas(), stem)), out)) {
            String id = Names.bare(alpha.fileName());
            String foreground = Names.join(split.folder(FOREGROUNDS), stem + "/" + id);
            TreeFile jpg = tree.file(foreground + Names.JPG);
            instances.add(new MattingInstance(id, alpha, null, jpg != null ? jpg : tree.file(foreground + Names.PNG)));
        }
        return instances;
    }

    /** {@code sorted(glob("*.jpg"))}. */
    static List<TreeFile> images(FileTree tree, String folder, MattingTree.Listing out) {
        TreeFolder images = tree.folder(folder);
        List<TreeFile> found = new ArrayList<>();
        if (images == null) {
            return found;
        }
        for (TreeFile file : images.files()) {
            if (Names.globs(file.fileName(), Names.JPG)) {
                found.add(file);
            } else {
                out.add(Names.isImage(file.fileName()) ? Kind.IMAGE_NOT_JPG : Kind.JUNK, file.name());
            }
        }
        for (String name : images.folders()) {
            if (Names.globs(name, Names.JPG)) {
                out.add(Kind.FOLDER_LISTED, images.child(name));
            }
            nested(tree, images.child(name), out);
        }
        return found;
    }

    /** {@code sorted(glob("*.png"))}; nothing where there is no folder. */
    static List<TreeFile> alphas(@Nullable TreeFolder folder, MattingTree.Listing out) {
        List<TreeFile> found = new ArrayList<>();
        if (folder == null) {
            return found;
        }
        for (TreeFile file : folder.files()) {
            if (Names.globs(file.fileName(), Names.PNG)) {
                found.add(file);
            } else {
                out.add(Names.isImage(file.fileName()) ? Kind.ALPHA_NOT_PNG : Kind.JUNK, file.name());
            }
        }
        folder.folders()
                .forEach(name ->
                        out.add(Names.globs(name, Names.PNG) ? Kind.FOLDER_LISTED : Kind.JUNK, folder.child(name)));
        return found;
    }

    private static void nested(FileTree tree, String name, MattingTree.Listing out) {
        TreeFolder folder = tree.folder(name);
        if (folder != null) {
            folder.files().stream()
                    .filter(file -> Names.isImage(file.fileName()))
                    .forEach(file -> out.add(Kind.IMAGE_NESTED, file.name()));
            folder.folders().forEach(below -> nested(tree, folder.child(below), out));
        }
    }
}
