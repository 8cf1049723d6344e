package io.cameo.loader;

import static io.cameo.loader.GeometrySteps.requirePositive;
import static io.cameo.loader.GeometrySteps.resized;
import static io.cameo.loader.GeometrySteps.resolve;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.Interpolation;

/** The steps behind {@link Augments} that choose a part of an image. */
final class CropSteps {
    private static final int TRIES = 10;

    private CropSteps() {}

    /** Half of the room that is left, rounded down, or any part of it. */
    private static int place(int room, boolean anywhere, SampleRandom random) {
        return anywhere ? random.nextInt(0, room) : room / 2;
    }

    record Crop(int widthPx, int heightPx, boolean anywhere, Interpolation how) implements Augment {
        Crop {
            requirePositive("width", widthPx);
            requirePositive("height", heightPx);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            Image large = enlarged(image, random, scratch);
            if (large.widthPx() < widthPx || large.heightPx() < heightPx) {
                throw new BadImageException(
                        "image is smaller than the crop: image=" + image + ", crop=" + widthPx + "x" + heightPx);
            }
            int y = place(large.heightPx() - heightPx, anywhere, random);
            int x = place(large.widthPx() - widthPx, anywhere, random);
            if (large.widthPx() == widthPx && large.heightPx() == heightPx) {
                return large;
            }
            // Copied, because a view of part of an image would be garbage for every sample.
            Image result = scratch.spare(widthPx, heightPx, large.format());
            Pixels.copyRows(large, x, y, result, 0, 0, widthPx, heightPx);
            return result;
        }

        private Image enlarged(Image image, SampleRandom random, AugmentScratch scratch) {
            if (image.heightPx() >= heightPx && image.widthPx() >= widthPx) {
                return image;
            }
            Interpolation fixed = resolve(how, image.widthPx(), image.heightPx(), widthPx, heightPx, random);
            Image large = image;
            if (large.heightPx() < heightPx) {
                float width = (float) heightPx / (float) large.heightPx() * (float) large.widthPx();
                large = resized(large, (int) width, heightPx, fixed, random, scratch);
            }
            if (large.widthPx() < widthPx) {
                float height = (float) widthPx / (float) large.widthPx() * (float) large.heightPx();
                large = resized(large, widthPx, (int) height, fixed, random, scratch);
            }
            return large;
        }

        @Override
        public String toString() {
            return (anywhere ? "random_crop(" : "center_crop(") + widthPx + "x" + heightPx + "," + how + ")";
        }
    }

    record SquareCrop(int widthPx, int heightPx, int minSizePx, int maxSizePx, boolean anywhere, Interpolation how)
            implements Augment {
        SquareCrop {
            requirePositive("width", widthPx);
            requirePositive("height", heightPx);
            requirePositive("min_crop_size", minSizePx);
            if (maxSizePx < minSizePx) {
                throw new IllegalArgumentException("range is empty: crop_size=" + minSizePx + ".." + maxSizePx);
            }
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            if (image.widthPx() < maxSizePx || image.heightPx() < maxSizePx) {
                throw new BadImageException(
                        "image is smaller than max_crop_size: image=" + image + ", max_crop_size=" + maxSizePx);
            }
            int size = random.nextInt(minSizePx, maxSizePx);
            int y = place(image.heightPx() - size, anywhere, random);
            int x = place(image.widthPx() - size, anywhere, random);
            Interpolation fixed = resolve(how, size, size, widthPx, heightPx, random);
            return scratch.resize(image, x, y, size, size, widthPx, heightPx, fixed);
        }

        @Override
        public String toString() {
            return (anywhere ? "random" : "center") + "_square_crop(" + widthPx + "x" + heightPx + ",size=" + minSizePx
                    + ".." + maxSizePx + "," + how + ")";
        }
    }

    record RandomResizedCrop(Crop otherwise, float minArea, float maxArea, float minAspect, float maxAspect)
            implements Augment {
        RandomResizedCrop {
            boolean inRange = minArea > 0
                    && minArea <= maxArea
                    && Float.isFinite(maxArea)
                    && minAspect > 0
                    && minAspect <= maxAspect
                    && Float.isFinite(maxAspect);
            if (!inRange) {
                throw new IllegalArgumentException("range is empty: area=" + minArea + ".." + maxArea + ", aspect="
                        + minAspect + ".." + maxAspect);
            }
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            boolean isFixed = minArea == 1 && maxArea == 1 && minAspect == 1 && maxAspect == 1;
            float area = (float) ((long) image.heightPx() * image.widthPx());
            for (int i = 0; i < TRIES && !isFixed; i++) {
                float wanted = area * (float) random.nextDouble(minArea, maxArea);
                float aspect = (float) random.nextDouble(minAspect, maxAspect);
                int height = round(wanted / aspect);
                int width = round(wanted * aspect);
                if (random.nextDouble() > 0.5) {
                    int swapped = height;
                    height = width;
                    width = swapped;
                }
                if (height >= 1 && width >= 1 && height <= image.heightPx() && width <= image.widthPx()) {
                    return cut(image, width, height, random, scratch);
                }
            }
            return otherwise.apply(image, random, scratch);
        }

        private Image cut(Image image, int width, int height, SampleRandom random, AugmentScratch scratch) {
            int y = random.nextInt(0, image.heightPx() - height);
            int x = random.nextInt(0, image.widthPx() - width);
            int toWidth = otherwise.widthPx();
            int toHeight = otherwise.heightPx();
            Interpolation fixed = resolve(otherwise.how(), width, height, toWidth, toHeight, random);
            return scratch.resize(image, x, y, width, height, toWidth, toHeight, fixed);
        }

        /** The side of a square of this area, as {@code std::round} has it. */
        private static int round(float area) {
            return (int) Math.floor((float) Math.sqrt(area) + 0.5);
        }

        @Override
        public String toString() {
            return "random_resized_crop(" + otherwise.widthPx() + "x" + otherwise.heightPx() + ",area=" + minArea + ".."
                    + maxArea + ",aspect=" + minAspect + ".." + maxAspect + "," + otherwise.how() + ")";
        }
    }
}
