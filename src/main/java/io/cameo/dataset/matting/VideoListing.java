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

/** {@code VIMDataset}: the videos that have a folder of mattes, every entry of their frames, and each one's mattes. */
final class VideoListing {
    private final FileTree tree;
    private final MattingSplit split;
    private final @Nullable String masks;
    private final MattingTree.Listing out;

    VideoListing(FileTree tree, MattingSplit split, @Nullable String masks, MattingTree.Listing out) {
        this.tree = tree;
        this.split = split;
        this.masks = masks;
        this.out = out;
    }

    void list() {
        TreeFolder alphas = tree.folder(split.alphas());
        TreeFolder frames = tree.folder(split.frames());
        if (alphas == null || frames == null) {
            return;
        }
        alphas.files().forEach(file -> out.add(Kind.JUNK_LISTED, file.name()));
        for (String video : alphas.folders()) {
            TreeFolder listed = tree.folder(frames.child(video));
            if (listed == null) {
                out.add(Kind.VIDEO_WITHOUT_FRAMES, alphas.child(video));
            } else {
                out.samples.add(new MattingSample(split, video, frames(video, listed)));
            }
        }
        Set<String> known = Set.copyOf(alphas.folders());
        frames.folders().stream()
                .filter(video -> !known.contains(video))
                .forEach(video -> out.add(Kind.VIDEO_WITHOUT_ALPHAS, frames.child(video)));
        frames.files().forEach(file -> out.add(Kind.JUNK, file.name()));
    }

    private List<MattingFrame> frames(String video, TreeFolder listed) {
        List<MattingFrame> frames = new ArrayList<>();
        Set<String> stems = new HashSet<>();
        for (TreeFile image : listed.files()) {
            String stem = Names.stem(image.fileName());
            if (Names.isImage(image.fileName())) {
                stems.add(stem);
                frames.add(new MattingFrame(stem, image, instances(video, stem), null));
            } else {
                out.add(Kind.JUNK_LISTED, image.name());
            }
        }
        listed.folders().forEach(name -> out.add(Kind.JUNK_LISTED, listed.child(name)));
        TreeFolder alphas = tree.folder(Names.join(split.alphas(), video));
        if (alphas != null) {
            alphas.folders().stream()
                    .filter(name -> !stems.contains(name))
                    .forEach(name -> out.add(Kind.ALPHAS_WITHOUT_FRAME, alphas.child(name)));
            alphas.files()
                    .forEach(file -> out.add(
                            Names.isImage(file.fileName()) ? Kind.ALPHAS_WITHOUT_FRAME : Kind.JUNK, file.name()));
        }
        return frames;
    }

    private List<MattingInstance> instances(String video, String stem) {
        List<MattingInstance> instances = new ArrayList<>();
        String below = video + "/" + stem;
        String maskFolder = masks == null ? null : Names.join(split.folder(masks), below);
        Set<String> names = new HashSet<>();
        for (TreeFile alpha : ImageTrainListing.alphas(tree.folder(Names.join(split.alphas(), below)), out)) {
            String name = alpha.fileName();
            names.add(name);
            TreeFile mask = maskFolder == null ? null : tree.file(maskFolder + "/" + name);
            instances.add(new MattingInstance(Names.bare(name), alpha, mask, null));
        }
        TreeFolder besides = maskFolder == null ? null : tree.folder(maskFolder);
        if (besides != null) {
            besides.files().stream()
                    .filter(mask -> !names.contains(mask.fileName()))
                    .forEach(mask ->
                            out.add(Names.isImage(mask.fileName()) ? Kind.MASK_UNUSED : Kind.JUNK, mask.name()));
        }
        return instances;
    }
}
