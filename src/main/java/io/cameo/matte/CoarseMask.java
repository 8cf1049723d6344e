package io.cameo.matte;

import io.cameo.compute.SampleRandom;
import io.cameo.image.Image;
import io.cameo.image.ImageOps;
import io.cameo.image.Interpolation;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes coarse masks of mattes, such as a detector might have given, as MaGGIe's training does: binarised and grown or shrunk,
 * made small and large again, cut, and, in videos, with holes. What is done is a {@link Recipe}, which can be printed, kept and
 * done again.
 *
 * <pre>{@code
 * random.reset(seed, epoch, key);
 * CoarseMask.Recipe recipe = CoarseMask.Settings.IMAGE.draw(random, planes.size(), widthPx, heightPx);
 * coarse.apply(recipe, planes);
 * }</pre>
 *
 * <p>Planes are {@code GRAY8}, in native memory, and changed in place. The distributions are those of MaGGIe's {@code
 * transforms.py}, the random numbers are not: here they depend on nothing but seed, epoch and key. One object for each thread.
 */
public final class CoarseMask implements AutoCloseable {
    private static final int SHRINK = 8;
    private static final int WHITE = 255;
    private static final int HALF = 127;

    private final ImageOps ops;
    private final BitMorphology morphology = new BitMorphology();
    private final BitRows bits = new BitRows();
    private final BitRows changed = new BitRows();
    private @Nullable Arena arena;
    private @Nullable Image padded;
    private @Nullable Image small;

    private CoarseMask(ImageOps ops) {
        this.ops = ops;
    }

    /**
     * Loads OpenCV unless that has been done.
     *
     * @throws IllegalStateException if OpenCV cannot be loaded
     */
    public static CoarseMask create() {
        return new CoarseMask(ImageOps.create());
    }

    /**
     * What may happen to a mask.
     *
     * @param kernelLimitPx squares have sides of 1 to one less than this
     * @param downUp how likely a plane is made small and large again
     * @param dropout whether planes may get holes, when there are six or more
     */
    public record Settings(int kernelLimitPx, double downUp, boolean dropout) {
        /** As MaGGIe trains on images. */
        public static final Settings IMAGE = new Settings(30, 0.5, false);

        /** As MaGGIe trains on videos, where the planes of all frames are those of one sample. */
        public static final Settings VIDEO = new Settings(30, 0.5, true);

        /** Checks. */
        public Settings {
            if (kernelLimitPx < 2 || !(downUp >= 0 && downUp <= 1)) {
                throw new IllegalArgumentException(
                        "settings are out of range: kernel_limit=" + kernelLimitPx + ", downup=" + downUp);
            }
        }

        /**
         * Draws what is to be done to the planes of one sample. Every stage draws in a place of its own, so that none disturbs
         * the others; the caller's place is left as it was.
         *
         * @throws IllegalArgumentException if there is no plane or no pixel
         */
        public Recipe draw(SampleRandom random, int planes, int widthPx, int heightPx) {
            if (planes < 1 || widthPx < 1 || heightPx < 1) {
                throw new IllegalArgumentException(
                        "no planes: planes=" + planes + ", width=" + widthPx + ", height=" + heightPx);
            }
            return new Recipe(new CoarseDraw(this, random, planes, widthPx, heightPx).steps());
        }
    }

    /**
     * What is done, in order. Two recipes of the same text do the same.
     *
     * @param steps which name planes by their place in the list they are applied to
     */
    public record Recipe(List<CoarseStep> steps) {
        /** Takes a copy. */
        public Recipe {
            steps = List.copyOf(steps);
        }

        /** One line, steps apart by semicolons; {@link #parse} reads it. */
        @Override
        public String toString() {
            return steps.stream().map(CoarseStep::toString).collect(Collectors.joining("; "));
        }

        /**
         * The recipe that was printed.
         *
         * @throws IllegalArgumentException if the text is not one
         */
        public static Recipe parse(String text) {
            List<CoarseStep> steps = new ArrayList<>();
            for (String one : text.isBlank() ? new String[0] : text.split(";", -1)) {
                String[] words = one.strip().split(" +", -1);
                Map<String, String> values = new HashMap<>();
                for (int i = 1; i < words.length; i++) {
                    int equals = words[i].indexOf('=');
                    if (equals < 0) {
                        throw new IllegalArgumentException("step of a coarse mask is not key=value: found=" + words[i]);
                    }
                    values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
                }
                steps.add(CoarseStep.of(words[0], values));
            }
            return new Recipe(steps);
        }
    }

    /**
     * Does what the recipe says to the planes, mattes or masks of one size.
     *
     * @throws IllegalArgumentException if formats or sizes do not fit, or the recipe names a plane or pixels that are not
     *     there; planes may have been changed then
     */
    public void apply(Recipe recipe, List<Image> planes) {
        for (Image plane : planes) {
            Planes.requireSameSize(planes.getFirst(), Planes.requireBytes(plane));
        }
        for (CoarseStep step : recipe.steps()) {
            switch (step) {
                case CoarseStep.Binarize it -> binarize(it, at(planes, it.plane()));
                case CoarseStep.DownUp it -> downUp(at(planes, it.plane()));
                case CoarseStep.Copy it -> copy(it, at(planes, it.plane()));
                case CoarseStep.Swap it -> swap(it, at(planes, it.plane()), at(planes, it.other()));
                case CoarseStep.Drop it -> drop(it, at(planes, it.plane()));
            }
        }
    }

    /**
     * What MaGGIe gives to its model: the upper left pixel of every 8x8 block.
     *
     * @param small an eighth of the mask's width and height, rounded down
     * @throws IllegalArgumentException if it is not, or formats do not fit
     */
    public static void shrink(Image mask, Image small) {
        Planes.requireBytes(mask);
        Planes.requireBytes(small);
        if (small.widthPx() != mask.widthPx() / SHRINK || small.heightPx() != mask.heightPx() / SHRINK) {
            throw new IllegalArgumentException("not an eighth: from=" + mask + ", to=" + small);
        }
        for (int y = 0; y < small.heightPx(); y++) {
            long from = (long) y * SHRINK * mask.strideBytes();
            long to = y * small.strideBytes();
            for (int x = 0; x < small.widthPx(); x++) {
                byte sample = mask.pixels().get(ValueLayout.JAVA_BYTE, from + (long) x * SHRINK);
                small.pixels().set(ValueLayout.JAVA_BYTE, to + x, sample);
            }
        }
    }

    private static Image at(List<Image> planes, int place) {
        if (place < 0 || place >= planes.size()) {
            throw new IllegalArgumentException(
                    "recipe names a plane that is not there: plane=" + place + ", planes=" + planes.size());
        }
        return planes.get(place);
    }

    private void binarize(CoarseStep.Binarize step, Image plane) {
        bits.atLeast(plane, (int) Math.floor(step.above()) + 1);
        boolean dilates = step.order() != CoarseStep.Order.ERODE;
        boolean erodes = step.order() != CoarseStep.Order.DILATE;
        boolean erodesFirst = step.order() == CoarseStep.Order.ERODE_DILATE;
        if (erodes && erodesFirst) {
            erode(step.erodePx());
        }
        if (dilates) {
            morphology.dilate(bits, StructuringElement.square(step.dilatePx()), changed);
            bits.swap(changed);
        }
        if (erodes && !erodesFirst) {
            erode(step.erodePx());
        }
        bits.paint(plane, WHITE, 0);
    }

    private void erode(int sizePx) {
        morphology.erode(bits, StructuringElement.square(sizePx), changed);
        bits.swap(changed);
    }

    /**
     * {@code cv2.resize} by a factor of 0.125 takes samples 8 apart, whatever the size: that is the resize of a plane of eight
     * times the small size, with the last row and column repeated where it is larger.
     */
    private void downUp(Image plane) {
        int smallWidth = Math.max(1, (int) Math.rint(plane.widthPx() / (double) SHRINK));
        int smallHeight = Math.max(1, (int) Math.rint(plane.heightPx() / (double) SHRINK));
        prepare(smallWidth, smallHeight);
        Image wide = Objects.requireNonNull(padded);
        Image tiny = Objects.requireNonNull(small);
        int copied = Math.min(plane.widthPx(), wide.widthPx());
        for (int y = 0; y < wide.heightPx(); y++) {
            long from = Math.min(y, plane.heightPx() - 1) * plane.strideBytes();
            long to = y * wide.strideBytes();
            MemorySegment.copy(plane.pixels(), from, wide.pixels(), to, copied);
            byte last = plane.pixels().get(ValueLayout.JAVA_BYTE, from + copied - 1);
            wide.pixels().asSlice(to + copied, wide.widthPx() - (long) copied).fill(last);
        }
        ops.resize(wide, 0, 0, wide.widthPx(), wide.heightPx(), tiny, Interpolation.LINEAR);
        ops.resize(tiny, 0, 0, smallWidth, smallHeight, plane, Interpolation.LINEAR);
        bits.atLeast(plane, HALF + 1).paint(plane, WHITE, 0);
    }

    private void prepare(int smallWidth, int smallHeight) {
        Image known = small;
        if (known != null && known.widthPx() == smallWidth && known.heightPx() == smallHeight) {
            return;
        }
        close(arena);
        Arena fresh = Arena.ofConfined();
        arena = fresh;
        small = Image.allocate(fresh, smallWidth, smallHeight, PixelFormat.GRAY8);
        padded = Image.allocate(fresh, smallWidth * SHRINK, smallHeight * SHRINK, PixelFormat.GRAY8);
    }

    private static void copy(CoarseStep.Copy step, Image plane) {
        Image from = plane.crop(step.fromXPx(), step.fromYPx(), step.widthPx(), step.heightPx());
        Image to = plane.crop(step.toXPx(), step.toYPx(), step.widthPx(), step.heightPx());
        byte[] pixels = from.toBytes();
        put(pixels, to);
    }

    private static void swap(CoarseStep.Swap step, Image plane, Image other) {
        Image one = plane.crop(step.xPx(), step.yPx(), step.widthPx(), step.heightPx());
        Image two = other.crop(step.xPx(), step.yPx(), step.widthPx(), step.heightPx());
        byte[] pixels = one.toBytes();
        put(two.toBytes(), one);
        put(pixels, two);
    }

    private static void put(byte[] pixels, Image to) {
        for (int y = 0; y < to.heightPx(); y++) {
            MemorySegment.copy(
                    pixels, y * to.widthPx(), to.pixels(), ValueLayout.JAVA_BYTE, y * to.strideBytes(), to.widthPx());
        }
    }

    private void drop(CoarseStep.Drop step, Image plane) {
        bits.atLeast(plane, 1);
        SetPixels set = SetPixels.of(bits);
        int height = set.bottom() - set.top() + 1;
        int width = set.right() - set.left() + 1;
        if (set.count() == 0 || height / 8 < 2 || width / 8 < 2) {
            return;
        }
        int tall = height / 16 + (int) ((height / 8 - height / 16) * step.tall());
        int wide = width / 16 + (int) ((width / 8 - width / 16) * step.wide());
        long pixel = SetPixels.nth(bits, (long) (set.count() * step.pick()));
        int x = Math.min((int) (pixel % bits.widthPx()), set.right() - wide);
        int y = Math.min((int) (pixel / bits.widthPx()), set.bottom() - tall);
        put(new byte[wide * tall], plane.crop(x, y, wide, tall));
    }

    private static void close(@Nullable Arena scratch) {
        if (scratch != null) {
            scratch.close();
        }
    }

    /** Frees the scratch; the planes are the caller's. */
    @Override
    public void close() {
        close(arena);
        arena = null;
        small = null;
        padded = null;
        ops.close();
    }
}
