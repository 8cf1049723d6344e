package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeFolder;
import io.cameo.convert.TreeTarget;
import io.cameo.dataset.matting.ClipPlace;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingManifest;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.dataset.matting.MattingTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What records a tree becomes, and under which keys: made of names and sizes alone, so that it is the same every time. */
final class PackPlan {
    /** Loose files are packed together, up to so many and so large. */
    private static final int MOST_LOOSE_FILES = 256;

    private static final long MOST_LOOSE_BYTES = 16L << 20;

    private final MattingTree tree;
    private final MattingPack.Choice choice;
    private final PackSuspects suspects;
    private final List<PackItem> items = new ArrayList<>();
    private final Set<String> packed = new HashSet<>();

    private PackPlan(MattingTree tree, MattingPack.Choice choice) {
        this.tree = tree;
        this.choice = choice;
        suspects = new PackSuspects(tree.files(), choice);
    }

    static List<PackItem> of(MattingTree tree, MattingPack.Choice choice) {
        return new PackPlan(tree, choice).plan();
    }

    private List<PackItem> plan() {
        long clip = 0;
        for (MattingSample sample : tree.everything()) {
            List<MattingFrame> frames = sample.frames();
            if (isPassedOver(sample)) {
                continue;
            }
            String fault = fault(sample);
            long firstKey = items.size();
            for (int i = 0; i < frames.size(); i++) {
                ClipPlace place = new ClipPlace(clip, firstKey, frames.size(), i);
                String own = fault != null ? fault : suspects.fault(sample, frames.get(i));
                TreeFile first = frames.getFirst().image();
                items.add(new PackItem.Frame(sample.split(), sample.name(), first, frames.get(i), place, own));
                remember(frames.get(i));
            }
            clip++;
        }
        long frames = items.size();
        List<TreeFile> covered = tree.files().files().stream()
                .filter(file -> isCovered(file.name()))
                .toList();
        suspects.others().forEach((name, reason) -> {
            if (isCovered(name)) {
                items.add(new PackItem.Bad(items.size(), name, reason));
            }
        });
        if (choice.keepFiles()) {
            addLoose(covered.stream()
                    .filter(file -> !packed.contains(file.name()))
                    .filter(file -> TreeTarget.isName(file.name()))
                    .toList());
        }
        items.add(new PackItem.Manifest(
                items.size(),
                new MattingManifest(
                        tree.place().layout(), tree.masks(), frames, choice.keepFiles(), covered, emptyFolders())));
        return items;
    }

    /** Loaders pass over an image to test on that has no mattes; so do we. */
    private static boolean isPassedOver(MattingSample sample) {
        return sample.frames().isEmpty()
                || (sample.split().layout() == MattingLayout.IMAGE_TEST
                        && sample.frames().getFirst().instances().isEmpty());
    }

    /** What InstanceSets finds first. */
    private static @Nullable String fault(MattingSample sample) {
        if (sample.split().layout() != MattingLayout.VIDEO) {
            return null;
        }
        List<MattingFinding> findings = new ArrayList<>();
        InstanceSets.check(sample, findings::add);
        return findings.isEmpty() ? null : Refusal.text(findings.getFirst());
    }

    private void remember(MattingFrame frame) {
        packed.add(frame.image().name());
        for (MattingInstance instance : frame.instances()) {
            packed.add(instance.alpha().name());
            remember(instance.mask());
            if (choice.withFgBg()) {
                remember(instance.foreground());
            }
        }
        if (choice.withFgBg()) {
            remember(frame.background());
        }
    }

    private void remember(@Nullable TreeFile file) {
        if (file != null) {
            packed.add(file.name());
        }
    }

    private void addLoose(List<TreeFile> loose) {
        List<TreeFile> together = new ArrayList<>();
        long bytes = 0;
        for (TreeFile file : loose) {
            boolean full = together.size() == MOST_LOOSE_FILES || bytes + file.sizeBytes() > MOST_LOOSE_BYTES;
            if (full && !together.isEmpty()) {
                items.add(new PackItem.Files(items.size(), List.copyOf(together)));
                together.clear();
                bytes = 0;
            }
            together.add(file);
            bytes += file.sizeBytes();
        }
        if (!together.isEmpty()) {
            items.add(new PackItem.Files(items.size(), List.copyOf(together)));
        }
    }

    private List<String> emptyFolders() {
        return emptyFolders(tree.files())
                .filter(name -> isCovered(name + "/") && TreeTarget.isName(name))
                .toList();
    }

    static Stream<String> emptyFolders(FileTree files) {
        return files.folders().stream().filter(name -> {
            TreeFolder folder = Objects.requireNonNull(files.folder(name));
            return folder.files().isEmpty() && folder.folders().isEmpty();
        });
    }

    /** Where one layout or split of several was chosen, the others are not of this file. */
    private boolean isCovered(String name) {
        return !choice.isPart() || tree.place().splits().stream().anyMatch(split -> isUnder(split, name));
    }

    private static boolean isUnder(MattingSplit split, String name) {
        if (split.layout() != MattingLayout.IMAGE_TEST) {
            return isBelow(split.folder(""), name);
        }
        if (!isBelow(split.root(), name)) {
            return false;
        }
        String rest = name.substring(split.root().isEmpty() ? 0 : split.root().length() + 1);
        int slash = rest.indexOf('/');
        return slash > 0 && rest.startsWith(split.name() + "/", slash + 1);
    }

    private static boolean isBelow(String folder, String name) {
        return folder.isEmpty() || name.startsWith(folder + "/");
    }
}
