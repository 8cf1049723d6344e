package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.ImageOps;
import io.cameo.image.Interpolation;

/** The steps that give frames another size. */
final class SizeSteps {
    private SizeSteps() {}

    /** {@code cv2.resize}: frames and mattes linearly, masks to the nearest pixel. */
    static void resize(ImageOps ops, Image from, Image to, ClipPlanes.Kind kind) {
        Interpolation how = kind == ClipPlanes.Kind.MASK ? Interpolation.NEAREST : Interpolation.LINEAR;
        ops.resize(from, 0, 0, from.widthPx(), from.heightPx(), to, how);
    }

    /** The shorter side becomes {@code sizePx}, the other follows, rounded down: in whole numbers, without a float between. */
    record ResizeShort(int sizePx) implements PlaneStep {
        ResizeShort {
            requirePositive("size", sizePx);
        }

        /** How long a side becomes. */
        int sidePx(int thisPx, int otherPx) {
            long side = thisPx <= otherPx ? sizePx : (long) thisPx * sizePx / otherPx;
            return (int) Math.min(side, Integer.MAX_VALUE);
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            int width = sidePx(planes.widthPx(), planes.heightPx());
            int height = sidePx(planes.heightPx(), planes.widthPx());
            if (width != planes.widthPx() || height != planes.heightPx()) {
                planes.move(width, height, (from, to, kind) -> resize(tools.ops(), from, to, kind));
            }
            note(log, width, height);
        }

        static void note(StepLog log, int widthPx, int heightPx) {
            log.step("resize").value("width", widthPx).value("height", heightPx);
        }

        @Override
        public String toString() {
            return "resize_short(" + sizePx + ")";
        }
    }

    /** Black pixels at the bottom and on the right. */
    record PadToMultiple(int multiplePx) implements PlaneStep {
        PadToMultiple {
            requirePositive("multiple", multiplePx);
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            pad(planes, up(planes.widthPx()), up(planes.heightPx()));
            log.step("pad").value("width", planes.widthPx()).value("height", planes.heightPx());
        }

        private int up(int sizePx) {
            return Math.ceilDiv(sizePx, multiplePx) * multiplePx;
        }

        @Override
        public String toString() {
            return "pad_to_multiple(" + multiplePx + ")";
        }
    }

    /** Black pixels at the bottom and on the right up to a size. */
    static void pad(ClipPlanes planes, int widthPx, int heightPx) {
        if (planes.widthPx() > widthPx || planes.heightPx() > heightPx) {
            throw new BadImageException("sample is larger than a row of the batch: expected<=" + widthPx + "x"
                    + heightPx + ", actual=" + planes.widthPx() + "x" + planes.heightPx());
        }
        if (planes.widthPx() != widthPx || planes.heightPx() != heightPx) {
            planes.move(widthPx, heightPx, (from, to, _) -> StepTools.placeOnBlack(from, 0, 0, to));
        }
    }

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("size is not positive: " + name + "=" + value);
        }
    }

    static void requireChance(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("not a probability: probability=" + chance);
        }
    }
}
