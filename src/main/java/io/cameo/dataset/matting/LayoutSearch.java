package io.cameo.dataset.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks through the folders of a tree for pairs that matting data comes in: images and alphas, fgr and pha. */
final class LayoutSearch {
    private static final String IMAGES = MattingLayout.IMAGE_TRAIN.framesName();
    private static final String ALPHAS = MattingLayout.IMAGE_TRAIN.alphasName();
    private static final String FGR = MattingLayout.VIDEO.framesName();
    private static final String PHA = MattingLayout.VIDEO.alphasName();

    private final FileTree tree;
    private final Map<MattingLayout, List<MattingSplit>> splits = new EnumMap<>(MattingLayout.class);
    private final Map<MattingLayout, String> reasons = new EnumMap<>(MattingLayout.class);
    private String lacking = "";

    LayoutSearch(FileTree tree) {
        this.tree = tree;
    }

    MattingPlaces search() {
        look(folder(""));
        for (String name : tree.folders()) {
            look(folder(name));
        }
        if (splits.isEmpty()) {
            lookForRgba();
        }
        List<MattingPlace> places = new ArrayList<>();
        splits.forEach((layout, found) ->
                places.add(new MattingPlace(layout, found, Objects.requireNonNull(reasons.get(layout)))));
        return new MattingPlaces(places, lacking);
    }

    private void look(TreeFolder here) {
        if (here.folders().contains(IMAGES)) {
            if (here.folders().contains(ALPHAS)) {
                lookAtImages(here);
            } else {
                lack(folder(here.child(IMAGES)), here.child(ALPHAS));
            }
        }
        if (here.folders().contains(FGR)) {
            if (here.folders().contains(PHA)) {
                lookAtMattes(here);
            } else {
                lack(folder(here.child(FGR)), here.child(PHA));
            }
        }
    }

    /** Images that cannot have an alpha channel have their mattes elsewhere; PNG files beside them are something else. */
    private void lack(TreeFolder images, String alphas) {
        boolean opaque = isOpaque(images)
                || images.folders().stream().map(images::child).anyMatch(name -> isOpaque(folder(name)));
        if (opaque && lacking.isEmpty()) {
            lacking = "there are " + images.name() + " and no " + alphas + " beside";
        }
    }

    private static boolean isOpaque(TreeFolder folder) {
        return folder.files().stream().anyMatch(file -> Names.globs(file.fileName(), Names.JPG));
    }

    private void lookAtImages(TreeFolder here) {
        TreeFolder images = folder(here.child(IMAGES));
        if (hasImage(images)) {
            add(MattingLayout.IMAGE_TRAIN, here.name(), "images directly in " + images.name());
        }
        for (String name : images.folders()) {
            TreeFolder split = folder(images.child(name));
            boolean beside = tree.folder(Names.join(here.child(ALPHAS), name)) != null;
            if (hasImage(split) && (beside || !hasImage(images))) {
                String reason = "images in folders of " + images.name() + ", as " + split.name();
                add(new MattingSplit(MattingLayout.IMAGE_TEST, here.name(), name), reason);
            }
        }
    }

    private void lookAtMattes(TreeFolder here) {
        TreeFolder pha = folder(here.child(PHA));
        String folders = firstBelow(pha, below -> !below.folders().isEmpty());
        String files = firstBelow(pha, LayoutSearch::hasImage);
        if (folders != null) {
            add(MattingLayout.VIDEO, here.name(), "a folder of mattes for each frame, as in " + folders);
        } else if (files != null) {
            add(MattingLayout.RVM, here.name(), "one matte for each frame, as in " + files);
        } else if (hasImage(pha)) {
            add(MattingLayout.IMAGE_MATTE, here.name(), "mattes directly in " + pha.name());
        } else {
            add(MattingLayout.VIDEO, here.name(), "frames and no matte in " + pha.name());
        }
    }

    private void lookForRgba() {
        String reason = "png files and no folders of mattes; only reading tells whether they have an alpha channel";
        List<String> all = new ArrayList<>();
        all.add("");
        all.addAll(tree.folders());
        for (String name : all) {
            if (folder(name).files().stream().anyMatch(file -> Names.globs(file.fileName(), Names.PNG))) {
                add(MattingLayout.RGBA, name, reason);
            }
        }
    }

    /** A folder that is itself the split: its last part is what loaders call it. */
    private void add(MattingLayout layout, String whole, String reason) {
        String name = Names.last(whole);
        String root = whole.substring(0, Math.max(0, whole.length() - name.length() - 1));
        add(new MattingSplit(layout, root, name), reason);
    }

    private void add(MattingSplit split, String reason) {
        splits.computeIfAbsent(split.layout(), _ -> new ArrayList<>()).add(split);
        reasons.putIfAbsent(split.layout(), reason);
    }

    private @Nullable String firstBelow(TreeFolder folder, Predicate<TreeFolder> wanted) {
        return folder.folders().stream()
                .map(folder::child)
                .filter(name -> wanted.test(folder(name)))
                .findFirst()
                .orElse(null);
    }

    private TreeFolder folder(String name) {
        return Objects.requireNonNull(tree.folder(name), name);
    }

    private static boolean hasImage(TreeFolder folder) {
        return folder.files().stream().map(TreeFile::fileName).anyMatch(Names::isImage);
    }
}
