package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingOddity;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.dataset.matting.MattingTree;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Every fault that names alone show. */
final class NameCheck {
    /** What Python's glob takes for more than itself. */
    private static final Pattern GLOB = Pattern.compile("[*?]|\\[.+?]");

    private static final String JPG = ".jpg";
    private static final String PNG_EXPECTED = "/*.png";

    private final MattingTree tree;
    private final MattingLayout layout;
    private final MattingLimits limits;
    private final Consumer<MattingFinding> out;
    private final String outside;

    NameCheck(MattingTree tree, MattingLimits limits, Consumer<MattingFinding> out) {
        this.tree = tree;
        this.limits = limits;
        this.out = out;
        layout = tree.place().layout();
        // Nobody reads an archive where it lies, so its own path is no part of the paths that loaders will see.
        outside = Files.isDirectory(tree.files().path())
                ? tree.files().path().toString().replace('\\', '/') + "/"
                : "";
    }

    void check() {
        for (FileTree.Problem problem : tree.files().problems()) {
            add(MattingFault.UNREADABLE, problem.name(), problem.reason());
        }
        tree.oddities().forEach(this::addOddity);
        checkPath();
        if (tree.samples().isEmpty()) {
            add(MattingFault.NO_SAMPLES, tree.place().splits().getFirst().label(), "");
        }
        for (MattingSplit split : tree.place().splits()) {
            checkSplit(
                    split,
                    tree.samples().stream()
                            .filter(sample -> sample.split().equals(split))
                            .toList());
        }
    }

    private void checkSplit(MattingSplit split, List<MattingSample> samples) {
        List<String> names = samples.stream().map(MattingSample::name).toList();
        checkNumbers(split.frames(), names);
        checkTwins(samples);
        for (MattingSample sample : samples) {
            checkName(sample);
            if (layout.isVideo()) {
                checkVideo(sample);
            }
            if (layout == MattingLayout.VIDEO) {
                InstanceSets.check(sample, out);
                checkVideoMasks(sample);
            } else {
                sample.frames().stream()
                        .filter(frame -> frame.instances().isEmpty())
                        .forEach(frame -> add(
                                MattingFault.NO_ALPHAS, frame.image().name(), "expected=" + alphasOf(sample, frame)));
            }
            checkInstances(sample);
        }
    }

    private void checkNumbers(String folder, List<String> names) {
        NumberedNames numbered = NumberedNames.of(names);
        if (numbered == null) {
            return;
        }
        String descent = numbered.descent();
        Long gap = numbered.gap(false);
        if (descent != null) {
            add(MattingFault.UNPADDED, folder, "order=" + descent);
        }
        if (gap != null) {
            add(MattingFault.ID_GAP, folder, "first_missing=" + gap);
        }
    }

    private void checkTwins(List<MattingSample> samples) {
        Map<String, MattingSample> known = new HashMap<>();
        for (MattingSample sample : samples) {
            MattingSample twin = known.putIfAbsent(sample.name().toLowerCase(Locale.ROOT), sample);
            if (twin != null) {
                MattingFault fault =
                        twin.name().equals(sample.name()) ? MattingFault.STEM_SHARED : MattingFault.CASE_TWINS;
                add(fault, path(sample), "other=" + path(twin));
            }
        }
    }

    private void checkName(MattingSample sample) {
        if (usesGlob() && GLOB.matcher(sample.name()).find()) {
            add(MattingFault.NAME_GLOB, path(sample), "name=" + sample.name());
        }
        if (layout == MattingLayout.IMAGE_TEST
                && tree.masks() != null
                && sample.name().contains(layout.alphasName())) {
            add(MattingFault.PATH_TWICE, path(sample), "name=" + layout.alphasName());
        }
        if (layout == MattingLayout.VIDEO
                && tree.masks() != null
                && sample.name().equals(layout.alphasName())) {
            add(MattingFault.PATH_TWICE, path(sample), "name=/" + layout.alphasName() + "/");
        }
        if (usesJpg()) {
            for (MattingFrame frame : sample.frames()) {
                String file = frame.image().fileName();
                if (file.indexOf(JPG) != file.lastIndexOf(JPG)) {
                    String folder = alphasOf(sample, frame);
                    add(MattingFault.NAME_JPG_TWICE, frame.image().name(), "mattes=" + folder);
                }
            }
        }
    }

    /** The path before the splits: what every sample has in common. */
    private void checkPath() {
        for (MattingSplit split : tree.place().splits()) {
            String whole = outside + split.alphas();
            boolean masked = tree.masks() != null;
            String name = layout == MattingLayout.IMAGE_TEST ? layout.alphasName() : "/" + layout.alphasName() + "/";
            boolean replaces = layout == MattingLayout.IMAGE_TEST || layout == MattingLayout.VIDEO;
            String searched = layout == MattingLayout.IMAGE_TEST ? whole : "/" + whole + "/";
            if (masked && replaces && searched.indexOf(name) != searched.lastIndexOf(name)) {
                add(MattingFault.PATH_TWICE, whole, "name=" + name);
            }
            if (usesGlob() && GLOB.matcher(whole).find()) {
                add(MattingFault.NAME_GLOB, whole, "name=" + whole);
            }
        }
    }

    private void checkVideo(MattingSample video) {
        int frames = video.frames().size();
        if (layout == MattingLayout.VIDEO && frames < limits.clipFrames()) {
            add(MattingFault.VIDEO_SHORT, path(video), "frames=" + frames + ", clip=" + limits.clipFrames());
        }
        if (layout == MattingLayout.VIDEO) {
            video.frames().stream()
                    .filter(frame -> !frame.image().fileName().endsWith(JPG))
                    .forEach(frame ->
                            add(MattingFault.FRAME_NOT_JPG, frame.image().name(), "mattes=" + alphasOf(video, frame)));
        }
        NumberedNames numbered =
                NumberedNames.of(video.frames().stream().map(MattingFrame::name).toList());
        if (numbered == null) {
            return;
        }
        String descent = numbered.descent();
        Long gap = numbered.gap(false);
        if (descent != null) {
            add(MattingFault.FRAME_ORDER, path(video), "order=" + descent);
        }
        if (gap != null) {
            add(MattingFault.FRAME_GAP, path(video), "first_missing=" + gap);
        }
    }

    private void checkVideoMasks(MattingSample video) {
        if (tree.masks() == null) {
            return;
        }
        for (MattingFrame frame : video.frames()) {
            for (MattingInstance instance : frame.instances()) {
                if (instance.mask() == null) {
                    add(MattingFault.MASK_MISSING, instance.alpha().name(), "masks=" + tree.masks());
                }
            }
        }
    }

    private void checkInstances(MattingSample sample) {
        if (layout.isSingle()) {
            return;
        }
        int most = sample.frames().stream()
                .mapToInt(frame -> frame.instances().size())
                .max()
                .orElse(0);
        if (most > limits.mostInstances()) {
            String counts = "instances=" + most + ", most=" + limits.mostInstances();
            add(MattingFault.TOO_MANY_INSTANCES, path(sample), counts);
        }
        TreeSet<String> ids = new TreeSet<>();
        sample.frames().forEach(frame -> frame.instances().forEach(instance -> ids.add(instance.id())));
        NumberedNames numbered = NumberedNames.of(List.copyOf(ids));
        if (numbered == null) {
            return;
        }
        String descent = numbered.descent();
        if (descent != null) {
            add(MattingFault.UNPADDED, sample.split().alphas() + "/" + sample.name(), "order=" + descent);
        }
        Long gap = numbered.gap(true);
        if (gap != null && !ids.isEmpty()) {
            add(
                    MattingFault.ID_GAP,
                    sample.split().alphas() + "/" + sample.name(),
                    "first_missing=" + gap + ", ids=" + String.join(" ", ids));
        }
    }

    private void addOddity(MattingOddity oddity) {
        MattingFault fault = switch (oddity.kind()) {
            case IMAGE_NOT_JPG -> MattingFault.IMAGE_NOT_JPG;
            case IMAGE_NESTED -> MattingFault.IMAGE_NESTED;
            case IMAGE_WITHOUT_ALPHAS -> MattingFault.IMAGE_WITHOUT_ALPHAS;
            case IMAGE_WITHOUT_MASKS -> MattingFault.IMAGE_WITHOUT_MASKS;
            case ALPHA_WITHOUT_MASK -> MattingFault.ALPHA_WITHOUT_MASK;
            case ALPHA_NOT_PNG -> MattingFault.ALPHA_NOT_PNG;
            case ALPHAS_WITHOUT_IMAGE -> MattingFault.ALPHAS_WITHOUT_IMAGE;
            case ALPHAS_WITHOUT_FRAME -> MattingFault.ALPHAS_WITHOUT_FRAME;
            case VIDEO_WITHOUT_ALPHAS -> MattingFault.VIDEO_WITHOUT_ALPHAS;
            case MASK_UNUSED -> MattingFault.MASK_UNUSED;
            case MASKS_WITHOUT_IMAGE -> MattingFault.MASKS_WITHOUT_IMAGE;
            case JUNK -> MattingFault.JUNK;
            case JUNK_LISTED -> MattingFault.JUNK_LISTED;
            case FOLDER_LISTED -> MattingFault.FOLDER_LISTED;
            case MASK_WITHOUT_ALPHA -> MattingFault.MASK_WITHOUT_ALPHA;
            case VIDEO_WITHOUT_FRAMES -> MattingFault.VIDEO_WITHOUT_FRAMES;
        };
        add(fault, oddity.name(), "");
    }

    private boolean usesGlob() {
        return layout == MattingLayout.IMAGE_TRAIN || layout == MattingLayout.VIDEO;
    }

    private boolean usesJpg() {
        return !layout.isSingle();
    }

    private static String path(MattingSample sample) {
        boolean video = sample.split().layout().isVideo() || sample.frames().isEmpty();
        return video
                ? sample.split().frames() + "/" + sample.name()
                : sample.frames().getFirst().image().name();
    }

    private static String alphasOf(MattingSample sample, MattingFrame frame) {
        String folder = sample.split().alphas() + "/";
        return switch (sample.split().layout()) {
            case IMAGE_TRAIN, IMAGE_TEST -> folder + frame.name() + PNG_EXPECTED;
            case VIDEO -> folder + sample.name() + "/" + frame.name() + PNG_EXPECTED;
            case RVM -> folder + sample.name() + "/" + frame.image().fileName();
            case IMAGE_MATTE, RGBA -> folder + frame.image().fileName();
        };
    }

    private void add(MattingFault fault, String path, String detail) {
        out.accept(new MattingFinding(fault, path, Objects.requireNonNull(detail)));
    }
}
