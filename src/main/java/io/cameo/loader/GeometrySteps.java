package io.cameo.loader;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.Image;
import io.cameo.image.Interpolation;
import java.util.List;

/** The steps behind {@link Augments} that move pixels but do not choose a part of them. */
final class GeometrySteps {
    /** Those that {@link Interpolation#RANDOM} chooses from. */
    private static final List<Interpolation> FIXED = List.of(
            Interpolation.NEAREST,
            Interpolation.LINEAR,
            Interpolation.CUBIC,
            Interpolation.AREA,
            Interpolation.LANCZOS4);

    /** Of whole degrees; computing them for each sample would make garbage. */
    private static final float[] COSINES = new float[360];

    private static final float[] SINES = new float[360];

    static {
        for (int angle = 0; angle < COSINES.length; angle++) {
            COSINES[angle] = (float) StrictMath.cos(angle / 180.0 * Math.PI);
            SINES[angle] = (float) StrictMath.sin(angle / 180.0 * Math.PI);
        }
    }

    private GeometrySteps() {}

    static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("size is not positive: " + name + "=" + value);
        }
    }

    static void requireSample(String name, int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("sample out of range: " + name + "=" + value);
        }
    }

    static void requireEightBits(Image image) {
        if (image.format().bytesPerSample() != 1) {
            throw new BadImageException("image has more than 8 bits a sample: image=" + image);
        }
    }

    /** The fixed method for one resizing; {@link Interpolation#RANDOM} draws. */
    static Interpolation resolve(
            Interpolation how, int width, int height, int toWidth, int toHeight, SampleRandom random) {
        return switch (how) {
            case AUTO -> {
                boolean grows = toWidth > width && toHeight > height;
                boolean shrinks = toWidth < width && toHeight < height;
                yield grows ? Interpolation.CUBIC : shrinks ? Interpolation.AREA : Interpolation.LINEAR;
            }
            case RANDOM -> FIXED.get(random.nextInt(FIXED.size()));
            default -> how;
        };
    }

    /** The whole image; one that has the size already is left alone. */
    static Image resized(
            Image image, int width, int height, Interpolation how, SampleRandom random, AugmentScratch scratch) {
        if (width == image.widthPx() && height == image.heightPx()) {
            return image;
        }
        if (width < 1 || height < 1) {
            throw new BadImageException("image too long to resize: image=" + image + ", to=" + width + "x" + height);
        }
        Interpolation fixed = resolve(how, image.widthPx(), image.heightPx(), width, height, random);
        return scratch.resize(image, 0, 0, image.widthPx(), image.heightPx(), width, height, fixed);
    }

    private static Image resizedShort(
            Image image, int size, Interpolation how, SampleRandom random, AugmentScratch scratch) {
        long width = image.widthPx();
        long height = image.heightPx();
        // Integer division; equal sides take the second branch.
        long newWidth = height > width ? size : size * width / height;
        long newHeight = height > width ? size * height / width : size;
        if (newWidth > Integer.MAX_VALUE || newHeight > Integer.MAX_VALUE) {
            throw new BadImageException("image too long to resize: image=" + image + ", short=" + size);
        }
        return resized(image, (int) newWidth, (int) newHeight, how, random, scratch);
    }

    record ResizeShort(int sizePx, Interpolation how) implements Augment {
        ResizeShort {
            requirePositive("size", sizePx);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            return resizedShort(image, sizePx, how, random, scratch);
        }

        @Override
        public String toString() {
            return "resize_short(" + sizePx + "," + how + ")";
        }
    }

    record Affine(AffineRange range, int fillValue, Interpolation how) implements Augment {
        Affine {
            requireSample("fill_value", fillValue);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            float shear = (float) random.nextDouble() * range.maxShear() * 2 - range.maxShear();
            int angle = random.nextInt(-range.maxRotateDegrees(), range.maxRotateDegrees());
            if (!range.angles().isEmpty()) {
                angle = range.angles().get(random.nextInt(range.angles().size()));
            }
            float scale = (float) random.nextDouble() * (range.maxScale() - range.minScale()) + range.minScale();
            float ratio = (float) random.nextDouble() * (range.maxAspect() - range.minAspect()) + range.minAspect();
            int width = (int) Math.clamp(scale * image.widthPx(), range.minSizePx(), range.maxSizePx());
            int height = (int) Math.clamp(scale * image.heightPx(), range.minSizePx(), range.maxSizePx());
            if (width < 1 || height < 1) {
                throw new BadImageException("image shrinks to nothing: image=" + image + ", scale=" + scale);
            }
            Image source = scratch.nativeImage(image);
            Image result = scratch.spare(width, height, image.format());
            double[] map = scratch.map();
            fillMap(map, image, angle, shear, scale, ratio, width, height);
            Interpolation fixed = resolve(how, image.widthPx(), image.heightPx(), width, height, random);
            scratch.ops().warpAffine(source, map, result, fixed, fillValue);
            return result;
        }

        private static void fillMap(
                double[] map,
                Image image,
                int angle,
                float shear,
                float scale,
                float ratio,
                float width,
                float height) {
            float a = COSINES[Math.abs(angle % 360)];
            float b = SINES[Math.abs(angle % 360)] * Integer.signum(angle);
            float hs = 2 * scale / (1 + ratio);
            float ws = ratio * hs;
            float m00 = hs * a - shear * b * ws;
            float m10 = -b * ws;
            float m01 = hs * b + shear * a * ws;
            float m11 = a * ws;
            map[0] = m00;
            map[1] = m01;
            map[2] = (width - (m00 * image.widthPx() + m01 * image.heightPx())) / 2;
            map[3] = m10;
            map[4] = m11;
            map[5] = (height - (m10 * image.widthPx() + m11 * image.heightPx())) / 2;
        }

        @Override
        public String toString() {
            return "affine(" + range + ",fill=" + fillValue + "," + how + ")";
        }
    }

    record Pad(int borderPx, int fillValue) implements Augment {
        Pad {
            requirePositive("border", borderPx);
            requireSample("fill_value", fillValue);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            int width = image.widthPx();
            int height = image.heightPx();
            Image result = scratch.spare(
                    Math.addExact(width, 2 * borderPx), Math.addExact(height, 2 * borderPx), image.format());
            byte fill = (byte) fillValue;
            Pixels.fill(result, 0, 0, result.widthPx(), borderPx, fill);
            Pixels.fill(result, 0, borderPx, borderPx, height, fill);
            Pixels.copyRows(image, 0, 0, result, borderPx, borderPx, width, height);
            Pixels.fill(result, borderPx + width, borderPx, borderPx, height, fill);
            Pixels.fill(result, 0, borderPx + height, result.widthPx(), borderPx, fill);
            return result;
        }

        @Override
        public String toString() {
            return "pad(" + borderPx + ",fill=" + fillValue + ")";
        }
    }

    record Mirror() implements Augment {
        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            requireEightBits(image);
            Image result = scratch.spare(image.widthPx(), image.heightPx(), image.format());
            Pixels.mirror(image, result);
            return result;
        }

        @Override
        public String toString() {
            return "mirror";
        }
    }

    record DownUp(int minSizePx, int maxSizePx) implements Augment {
        DownUp {
            requirePositive("size", minSizePx);
            if (maxSizePx < minSizePx) {
                throw new IllegalArgumentException("range is empty: size=" + minSizePx + ".." + maxSizePx);
            }
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            int size = random.nextInt(minSizePx, maxSizePx);
            Image small = resizedShort(image, size, Interpolation.LINEAR, random, scratch);
            return resized(small, image.widthPx(), image.heightPx(), Interpolation.LINEAR, random, scratch);
        }

        @Override
        public String toString() {
            return "down_up(" + minSizePx + ".." + maxSizePx + ")";
        }
    }

    record Cutout(int sizePx, int value) implements Augment {
        Cutout {
            requirePositive("size", sizePx);
            requireSample("value", value);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            requireEightBits(image);
            int centerY = random.nextInt(image.heightPx());
            int centerX = random.nextInt(image.widthPx());
            int half = sizePx / 2;
            int x = Math.max(0, centerX - half);
            int y = Math.max(0, centerY - half);
            int width = (int) Math.min(image.widthPx(), (long) centerX + half) - x;
            int height = (int) Math.min(image.heightPx(), (long) centerY + half) - y;
            Image result = scratch.writable(image);
            Pixels.fill(result, x, y, width, height, (byte) value);
            return result;
        }

        @Override
        public String toString() {
            return "cutout(" + sizePx + ",value=" + value + ")";
        }
    }
}
