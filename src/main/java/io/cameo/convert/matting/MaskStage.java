package io.cameo.convert.matting;

import io.cameo.archive.TreeFile;
import io.cameo.compute.SampleRandom;
import io.cameo.convert.ImageFile;
import io.cameo.dataset.matting.MattingInstance;
import io.cameo.dataset.matting.MattingLayout;
import io.cameo.dataset.matting.MattingTree;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.matte.CoarseMask;
import io.cameo.matte.MaskMatching;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Makes the masks of one picture after the other, or finds them. One for each worker. */
final class MaskStage implements AutoCloseable {
    private static final int WHITE = 255;

    private final MattingTree tree;
    private final Settings settings;
    private final ImageCodec codec = ImageCodec.create();
    private final LayerReader reader;
    private final Detections.@Nullable Finder finder;
    private final PlanePool pool = new PlanePool();
    private final MattePng png = new MattePng();
    private final MaskMatching matching = new MaskMatching();
    private final CoarseMask coarse = CoarseMask.create();
    private final SampleRandom random = new SampleRandom();

    /**
     * What every worker is told.
     *
     * @param above samples above this are the mask, where masks are made of mattes
     * @param coarse whether these are made coarse
     */
    record Settings(
            Path folder,
            String name,
            int above,
            boolean coarse,
            long seed,
            @Nullable Detections detections,
            MaskMatching.Rule rule,
            double overlap,
            boolean fill) {}

    /** What a worker gives for a picture. */
    static final class Result {
        int mattes;
        int written;
        int matched;
        int filled;
        int shared;
        int unused;
        double overlaps;
        boolean unseen;
        String recipe = "";
        final List<String> unmatched = new ArrayList<>();
        final List<SynthProblem> problems = new ArrayList<>();

        private void clear() {
            mattes = 0;
            written = 0;
            matched = 0;
            filled = 0;
            shared = 0;
            unused = 0;
            overlaps = 0;
            unseen = false;
            recipe = "";
            unmatched.clear();
            problems.clear();
        }
    }

    MaskStage(MattingTree tree, Settings settings) {
        this.tree = tree;
        this.settings = settings;
        reader = new LayerReader(tree.files(), codec);
        Detections detections = settings.detections();
        finder = detections == null ? null : detections.finder(codec);
    }

    void make(FrameItem item, Result out) throws IOException {
        out.clear();
        pool.reset();
        List<MattingInstance> instances = new ArrayList<>();
        List<Image> mattes = new ArrayList<>();
        for (MattingInstance instance : item.frame().instances()) {
            try {
                Image matte = tree.place().layout() == MattingLayout.RGBA
                        ? reader.alpha(new Foreground(instance.alpha(), null), pool)
                        : reader.matte(instance.alpha(), pool);
                requireSize(mattes, matte);
                mattes.add(matte);
                instances.add(instance);
            } catch (RejectedItemException bad) {
                out.problems.add(new SynthProblem(instance.alpha().name(), bad.reason()));
            }
        }
        out.mattes = item.frame().instances().size();
        if (mattes.isEmpty()) {
            return;
        }
        if (finder == null) {
            write(item, instances, masksOf(item, mattes, out), out);
        } else {
            match(item, instances, mattes, finder, out);
        }
    }

    private static void requireSize(List<Image> others, Image matte) throws RejectedItemException {
        if (!others.isEmpty()
                && (others.getFirst().widthPx() != matte.widthPx()
                        || others.getFirst().heightPx() != matte.heightPx())) {
            throw new RejectedItemException("matte has another size than those before: expected="
                    + others.getFirst().widthPx() + "x" + others.getFirst().heightPx() + ", actual=" + matte.widthPx()
                    + "x" + matte.heightPx());
        }
    }

    private void match(
            FrameItem item, List<MattingInstance> instances, List<Image> mattes, Detections.Finder from, Result out)
            throws IOException {
        List<Image> masks = null;
        try {
            masks = from.masks(
                    Detections.Frame.of(item.sample(), item.frame()),
                    mattes.getFirst().widthPx(),
                    mattes.getFirst().heightPx(),
                    pool);
            out.unseen = masks == null;
        } catch (RejectedItemException bad) {
            out.problems.add(new SynthProblem(item.frame().image().name(), bad.reason()));
        }
        List<Image> found = masks == null ? List.of() : masks;
        double[][] overlaps = matching.overlaps(mattes, found);
        int[] maskOf = MaskMatching.match(overlaps, settings.overlap(), settings.rule());
        boolean lacking = Arrays.stream(maskOf).anyMatch(mask -> mask < 0);
        List<Image> made = settings.fill() && lacking ? masksOf(item, copies(mattes), out) : List.of();
        List<Image> chosen = new ArrayList<>();
        List<MattingInstance> theirs = new ArrayList<>();
        for (int i = 0; i < maskOf.length; i++) {
            if (maskOf[i] >= 0) {
                out.matched++;
                out.overlaps += overlaps[i][maskOf[i]];
                chosen.add(found.get(maskOf[i]));
            } else {
                out.unmatched.add(instances.get(i).alpha().name());
                if (!settings.fill()) {
                    continue;
                }
                out.filled++;
                chosen.add(made.get(i));
            }
            theirs.add(instances.get(i));
        }
        long different =
                Arrays.stream(maskOf).filter(mask -> mask >= 0).distinct().count();
        out.unused = (int) (found.size() - different);
        out.shared = (int) (out.matched - different);
        write(item, theirs, chosen, out);
    }

    private List<Image> copies(List<Image> planes) {
        return planes.stream().map(pool::keep).toList();
    }

    /** The mattes made masks, in place. */
    private List<Image> masksOf(FrameItem item, List<Image> mattes, Result out) {
        if (settings.coarse()) {
            random.reset(settings.seed(), 0, key(item));
            Image first = mattes.getFirst();
            CoarseMask.Recipe recipe =
                    CoarseMask.Settings.IMAGE.draw(random, mattes.size(), first.widthPx(), first.heightPx());
            coarse.apply(recipe, mattes);
            out.recipe = recipe.toString();
        } else {
            mattes.forEach(this::binarize);
        }
        return mattes;
    }

    private static long key(FrameItem item) {
        CRC32C sum = new CRC32C();
        sum.update(item.frame().image().name().getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private void binarize(Image plane) {
        for (long at = 0; at < plane.pixels().byteSize(); at++) {
            int sample = plane.pixels().get(ValueLayout.JAVA_BYTE, at) & 0xff;
            plane.pixels().set(ValueLayout.JAVA_BYTE, at, (byte) (sample > settings.above() ? WHITE : 0));
        }
    }

    private void write(FrameItem item, List<MattingInstance> instances, List<Image> masks, Result out)
            throws IOException {
        for (int i = 0; i < masks.size(); i++) {
            Path file = settings.folder().resolve(name(item, instances.get(i).alpha()));
            Path above = file.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            ImageFile.write(file, png.encode(masks.get(i)));
            out.written++;
        }
    }

    /** The name of a matte, below the folder of masks instead of that of mattes, as {@code .png}. */
    private String name(FrameItem item, TreeFile alpha) {
        String from = item.sample().split().alphas();
        String rest = from.isEmpty() ? alpha.name() : alpha.name().substring(from.length() + 1);
        String folder = item.sample().split().folder(settings.name());
        return folder + "/" + rest.substring(0, rest.lastIndexOf('.')) + ".png";
    }

    @Override
    public void close() {
        reader.close();
        if (finder != null) {
            finder.close();
        }
        coarse.close();
        codec.close();
        pool.close();
    }
}
