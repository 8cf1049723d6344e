package io.cameo.dataset.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import io.cameo.dataset.matting.MattingOddity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One matte an image: RVM's clips and images, whose mattes have the same names, and images that carry their own. */
final class SingleListing {
    private final FileTree tree;
    private final MattingSplit split;
    private final MattingTree.Listing out;

    SingleListing(FileTree tree, MattingSplit split, MattingTree.Listing out) {
        this.tree = tree;
        this.split = split;
        this.out = out;
    }

    void list() {
        switch (split.layout()) {
            case RGBA -> listRgba();
            case IMAGE_MATTE -> listImages();
            default -> listClips();
        }
    }

    private void listRgba() {
        TreeFolder folder = tree.folder(split.folder(""));
        for (TreeFile image : folder == null ? List.<TreeFile>of() : folder.files()) {
            if (Names.globs(image.fileName(), Names.PNG)) {
                add(Names.bare(image.fileName()), List.of(frame(image, image)));
            } else {
                out.add(Kind.JUNK, image.name());
            }
        }
    }

    private void listImages() {
        for (MattingFrame frame : frames(tree.folder(split.frames()), split.alphas())) {
            add(frame.name(), List.of(frame));
        }
    }

    private void listClips() {
        TreeFolder clips = tree.folder(split.frames());
        TreeFolder alphas = tree.folder(split.alphas());
        if (clips == null || alphas == null) {
            return;
        }
        for (String clip : clips.folders()) {
            add(clip, frames(tree.folder(clips.child(clip)), alphas.child(clip)));
        }
        clips.files().forEach(file -> out.add(Kind.JUNK_LISTED, file.name()));
        Set<String> known = Set.copyOf(clips.folders());
        alphas.folders().stream()
                .filter(clip -> !known.contains(clip))
                .forEach(clip -> out.add(Kind.VIDEO_WITHOUT_FRAMES, alphas.child(clip)));
    }

    private List<MattingFrame> frames(@Nullable TreeFolder images, String alphas) {
        List<MattingFrame> frames = new ArrayList<>();
        if (images == null) {
            return frames;
        }
        for (TreeFile image : images.files()) {
            if (Names.isImage(image.fileName())) {
                frames.add(frame(image, tree.file(alphas + "/" + image.fileName())));
            } else {
                out.add(Kind.JUNK_LISTED, image.name());
            }
        }
        TreeFolder mattes = tree.folder(alphas);
        for (TreeFile matte : mattes == null ? List.<TreeFile>of() : mattes.files()) {
            if (tree.file(images.child(matte.fileName())) == null) {
                out.add(Names.isImage(matte.fileName()) ? Kind.ALPHAS_WITHOUT_FRAME : Kind.JUNK, matte.name());
            }
        }
        return frames;
    }

    private static MattingFrame frame(TreeFile image, @Nullable TreeFile alpha) {
        List<MattingInstance> instances =
                alpha == null ? List.of() : List.of(new MattingInstance(MattingInstance.SINGLE, alpha, null, null));
        return new MattingFrame(Names.bare(image.fileName()), image, instances, null);
    }

    private void add(String name, List<MattingFrame> frames) {
        out.samples.add(new MattingSample(split, name, frames));
    }
}
