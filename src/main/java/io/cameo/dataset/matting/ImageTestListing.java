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

/**
 * {@code HIMDataset} for tests: globs images, then takes every entry of an image's folder of masks, or of mattes where no
 * masks are wanted, for an instance.
 */
final class ImageTestListing {
    private final FileTree tree;
    private final MattingSplit split;
    private final @Nullable String masks;
    private final MattingTree.Listing out;
    private final Set<String> stems = new HashSet<>();

    ImageTestListing(FileTree tree, MattingSplit split, @Nullable String masks, MattingTree.Listing out) {
        this.tree = tree;
        this.split = split;
        this.masks = masks;
        this.out = out;
    }

    void list() {
        for (TreeFile image : ImageTrainListing.images(tree, split.frames(), out)) {
            String stem = Names.stem(image.fileName());
            stems.add(stem);
            TreeFolder alphas = tree.folder(Names.join(split.alphas(), stem));
            add(out.everything, stem, image, whole(stem, alphas));
            if (masks == null) {
                listByAlphas(stem, image, alphas);
            } else {
                listByMasks(stem, image, alphas, tree.folder(maskFolder(stem)));
            }
        }
        leftOver(split.alphas(), Kind.ALPHAS_WITHOUT_IMAGE);
        if (masks != null) {
            leftOver(split.folder(masks), Kind.MASKS_WITHOUT_IMAGE);
        }
    }

    private void listByAlphas(String stem, TreeFile image, @Nullable TreeFolder alphas) {
        if (alphas == null) {
            out.add(Kind.IMAGE_WITHOUT_ALPHAS, image.name());
            return;
        }
        alphas.files().stream()
                .filter(file -> !Names.isImage(file.fileName()))
                .forEach(file -> out.add(Kind.JUNK_LISTED, file.name()));
        alphas.folders().forEach(name -> out.add(Kind.JUNK_LISTED, alphas.child(name)));
        add(out.samples, stem, image, whole(stem, alphas));
    }

    private void listByMasks(String stem, TreeFile image, @Nullable TreeFolder alphas, @Nullable TreeFolder listed) {
        if (listed == null) {
            out.add(alphas == null ? Kind.IMAGE_WITHOUT_ALPHAS : Kind.IMAGE_WITHOUT_MASKS, image.name());
            return;
        }
        List<MattingInstance> instances = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TreeFile mask : listed.files()) {
            String name = mask.fileName();
            TreeFile alpha = tree.file(Names.join(split.alphas(), stem) + "/" + name);
            names.add(name);
            if (!Names.isImage(name)) {
                out.add(Kind.JUNK_LISTED, mask.name());
            } else if (alpha == null) {
                out.add(Kind.MASK_WITHOUT_ALPHA, mask.name());
            } else {
                instances.add(new MattingInstance(Names.bare(name), alpha, mask, null));
            }
        }
        listed.folders().forEach(name -> out.add(Kind.JUNK_LISTED, listed.child(name)));
        if (alphas != null) {
            for (TreeFile alpha : alphas.files()) {
                if (!names.contains(alpha.fileName())) {
                    out.add(Names.isImage(alpha.fileName()) ? Kind.ALPHA_WITHOUT_MASK : Kind.JUNK, alpha.name());
                }
            }
        }
        add(out.samples, stem, image, instances);
    }

    /** All mattes of an image, with masks where there are some. */
    private List<MattingInstance> whole(String stem, @Nullable TreeFolder alphas) {
        return alphas == null
                ? List.of()
                : alphas.files().stream()
                        .filter(alpha -> Names.isImage(alpha.fileName()))
                        .map(alpha -> new MattingInstance(
                                Names.bare(alpha.fileName()),
                                alpha,
                                masks == null ? null : tree.file(maskFolder(stem) + "/" + alpha.fileName()),
                                null))
                        .toList();
    }

    private String maskFolder(String stem) {
        return Names.join(split.folder(masks == null ? "" : masks), stem);
    }

    private void leftOver(String name, Kind kind) {
        TreeFolder folder = tree.folder(name);
        if (folder != null) {
            folder.folders().stream()
                    .filter(stem -> !stems.contains(stem))
                    .forEach(stem -> out.add(kind, folder.child(stem)));
            folder.files().forEach(file -> out.add(Kind.JUNK, file.name()));
        }
    }

    private void add(List<MattingSample> to, String stem, TreeFile image, List<MattingInstance> instances) {
        to.add(new MattingSample(split, stem, List.of(new MattingFrame(stem, image, instances, null))));
    }
}
