package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.archive.TreeReader;
import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorMode;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Pictures of a tree, with every fault that {@link MattingCheck} would tell of them. */
final class TreeSheetSource implements SheetSource {
    /** A sheet is no training run: what depends on one's settings is no fault here. */
    private static final MattingLimits NO_LIMITS = new MattingLimits(1, Integer.MAX_VALUE);

    private final MattingTree tree;
    private final List<MattingSample> samples;
    private final Map<String, List<MattingFinding>> namesFaults = new HashMap<>();

    TreeSheetSource(MattingTree tree) {
        this.tree = tree;
        samples = tree.everything().stream()
                .filter(sample -> !sample.frames().isEmpty())
                .toList();
        new NameCheck(
                        tree,
                        NO_LIMITS,
                        finding -> namesFaults
                                .computeIfAbsent(finding.path(), _ -> new ArrayList<>())
                                .add(finding))
                .check();
    }

    @Override
    public String name() {
        return String.valueOf(tree.files().path().toAbsolutePath().normalize().getFileName());
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public boolean isVideo() {
        return tree.place().layout().isVideo();
    }

    @Override
    public String label(int sample) {
        return label(samples.get(sample).split(), samples.get(sample).name());
    }

    static String label(MattingSplit split, String name) {
        return split.label().equals(".") ? name : split.label() + "/" + name;
    }

    @Override
    public int frames(int sample) {
        return samples.get(sample).frames().size();
    }

    @Override
    public SheetItem item(int sample, int frame) {
        MattingSample from = samples.get(sample);
        TreeSet<String> people = new TreeSet<>();
        from.frames().forEach(each -> each.instances().forEach(instance -> people.add(instance.id())));
        String name = isVideo() ? label(sample) + "/" + from.frames().get(frame).name() : label(sample);
        return new SheetItem(sample, frame, name, List.copyOf(people));
    }

    @Override
    public @Nullable String masks() {
        return tree.masks();
    }

    @Override
    public Reader reader() {
        return new Loader();
    }

    private final class Loader implements Reader {
        private final TreeReader reader = tree.files().reader();
        private final ImageCodec codec = ImageCodec.create();
        private final FrameStage stage = new FrameStage(tree);
        private final FrameFacts facts = new FrameFacts();
        private final MattePlane plane = new MattePlane();

        @Override
        public void load(SheetItem item, SheetFrame into) {
            MattingSample sample = samples.get(item.sample());
            MattingFrame frame = sample.frames().get(item.frame());
            into.begin(item.people().size());
            addNamesFaults(sample, frame, into);
            stage.check(new FrameItem(sample, frame), facts);
            facts.findings.forEach(into::add);
            try {
                into.keepPhoto(codec.decode(reader.read(frame.image()), ColorMode.COLOR));
            } catch (BadImageException bad) {
                into.lackPhoto(bad.reason());
            } catch (CorruptDataException damaged) {
                into.lackPhoto(damaged.reason());
            } catch (IOException unreadable) {
                into.lackPhoto("cannot be read: " + unreadable.getMessage());
            }
            for (MattingInstance instance : frame.instances()) {
                int person = item.people().indexOf(instance.id());
                into.count();
                if (loads(instance.alpha(), tree.place().layout() == MattingLayout.RGBA, into)) {
                    into.keepMatte(person, plane);
                }
                TreeFile mask = instance.mask();
                if (mask != null && loads(mask, false, into)) {
                    into.keepMask(person, plane);
                }
            }
        }

        /** Whether the plane now holds what is in a file. Why not, the check has said already. */
        private boolean loads(TreeFile file, boolean fourth, SheetFrame into) {
            try {
                Image image = codec.decode(reader.read(file), ColorMode.UNCHANGED);
                if (!into.fits(image.widthPx(), image.heightPx())) {
                    return false;
                }
                if (!fourth) {
                    plane.loadColors(image);
                } else if (image.format().channels() == 4) {
                    plane.loadAlpha(image);
                }
                return !fourth || image.format().channels() == 4;
            } catch (BadImageException | CorruptDataException | IOException _) {
                return false;
            }
        }

        @Override
        public void close() {
            stage.close();
            codec.close();
            reader.close();
        }
    }

    /** What names alone tell of a frame, its sample, or one of its files. */
    private void addNamesFaults(MattingSample sample, MattingFrame frame, SheetFrame into) {
        String alphas = sample.split().alphas() + "/" + sample.name();
        Set<String> paths = new LinkedHashSet<>();
        paths.add(frame.image().name());
        paths.add(sample.split().frames() + "/" + sample.name());
        paths.add(alphas);
        paths.add(alphas + "/" + frame.name());
        frame.instances().forEach(instance -> paths.add(instance.alpha().name()));
        for (String path : paths) {
            namesFaults.getOrDefault(path, List.of()).forEach(into::add);
        }
    }
}
