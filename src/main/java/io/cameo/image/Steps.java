package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The steps behind {@link Transforms}: parameters checked once, a stable text each. */
final class Steps {
    private Steps() {}

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("size is not positive: " + name + "=" + value);
        }
    }

    private static String interpolationText(Interpolation interpolation, long seed) {
        return interpolation == Interpolation.RANDOM ? "random:" + seed : interpolation.text();
    }

    private static Image resized(
            Image image, int widthPx, int heightPx, Interpolation how, long seed, long key, ImageCodec codec) {
        // im2rec.cc leaves such an image alone too, and cv2.resize would only copy it.
        if (image.widthPx() == widthPx && image.heightPx() == heightPx) {
            return image;
        }
        return codec.workspace().resize(image, widthPx, heightPx, how.resolve(image, widthPx, heightPx, seed, key));
    }

    private static Image cropped(Image image, int xPx, int yPx, int widthPx, int heightPx) {
        if (xPx < 0 || yPx < 0 || widthPx > image.widthPx() - xPx || heightPx > image.heightPx() - yPx) {
            throw new BadImageException("image is smaller than the crop: image=" + image.widthPx() + "x"
                    + image.heightPx() + ", crop=" + widthPx + "x" + heightPx);
        }
        return image.crop(xPx, yPx, widthPx, heightPx);
    }

    record Resize(int widthPx, int heightPx, Interpolation interpolation, long seed) implements Transform {
        Resize {
            requirePositive("width", widthPx);
            requirePositive("height", heightPx);
        }

        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            return resized(image, widthPx, heightPx, interpolation, seed, key, codec);
        }

        @Override
        public String toString() {
            return "resize(" + widthPx + "x" + heightPx + "," + interpolationText(interpolation, seed) + ")";
        }
    }

    record ResizeShort(int sizePx, Interpolation interpolation, long seed) implements Transform {
        ResizeShort {
            requirePositive("size", sizePx);
        }

        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            long newWidth = newWidthPx(image.widthPx(), image.heightPx());
            long newHeight = newHeightPx(image.widthPx(), image.heightPx());
            if (newWidth > Integer.MAX_VALUE || newHeight > Integer.MAX_VALUE) {
                throw new BadImageException("image too long to resize: image=" + image + ", short=" + sizePx);
            }
            return resized(image, (int) newWidth, (int) newHeight, interpolation, seed, key, codec);
        }

        // tools/im2rec.py image_encode: integer division, equal sides take the second branch.

        long newWidthPx(long width, long height) {
            return height > width ? sizePx : width * sizePx / height;
        }

        long newHeightPx(long width, long height) {
            return height > width ? height * sizePx / width : sizePx;
        }

        @Override
        public String toString() {
            return "resize_short(" + sizePx + "," + interpolationText(interpolation, seed) + ")";
        }
    }

    record CenterCrop(int widthPx, int heightPx) implements Transform {
        CenterCrop {
            requirePositive("width", widthPx);
            requirePositive("height", heightPx);
        }

        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            int xPx = Math.max(0, image.widthPx() - widthPx) / 2;
            int yPx = Math.max(0, image.heightPx() - heightPx) / 2;
            return cropped(image, xPx, yPx, widthPx, heightPx);
        }

        @Override
        public String toString() {
            return "center_crop(" + widthPx + "x" + heightPx + ")";
        }
    }

    record CenterSquareCrop() implements Transform {
        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            int side = Math.min(image.widthPx(), image.heightPx());
            return image.crop((image.widthPx() - side) / 2, (image.heightPx() - side) / 2, side, side);
        }

        @Override
        public String toString() {
            return "center_square_crop";
        }
    }

    record Crop(int xPx, int yPx, int widthPx, int heightPx) implements Transform {
        Crop {
            if (xPx < 0 || yPx < 0) {
                throw new IllegalArgumentException("crop starts outside: x=" + xPx + ", y=" + yPx);
            }
            requirePositive("width", widthPx);
            requirePositive("height", heightPx);
        }

        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            return cropped(image, xPx, yPx, widthPx, heightPx);
        }

        @Override
        public String toString() {
            return "crop(" + widthPx + "x" + heightPx + "+" + xPx + "+" + yPx + ")";
        }
    }

    record Flip(boolean horizontal) implements Transform {
        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            return codec.workspace().flip(image, horizontal ? 1 : 0);
        }

        @Override
        public String toString() {
            return horizontal ? "flip_horizontal" : "flip_vertical";
        }
    }

    record Pad(int topPx, int bottomPx, int leftPx, int rightPx, int value) implements Transform {
        Pad {
            if (topPx < 0 || bottomPx < 0 || leftPx < 0 || rightPx < 0 || value < 0 || value > 0xffff) {
                throw new IllegalArgumentException("border out of range: top=" + topPx + ", bottom=" + bottomPx
                        + ", left=" + leftPx + ", right=" + rightPx + ", value=" + value);
            }
        }

        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            return codec.workspace().pad(image, topPx, bottomPx, leftPx, rightPx, value);
        }

        @Override
        public String toString() {
            return "pad(" + topPx + "," + bottomPx + "," + leftPx + "," + rightPx + ",value=" + value + ")";
        }
    }

    record ToGray() implements Transform {
        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            return image.format().channels() == 1 ? image : codec.workspace().toGray(image);
        }

        @Override
        public String toString() {
            return "to_gray";
        }
    }

    /** Not a record: arrays are copied, and equality is by text. */
    static final class Normalize implements Transform {
        private final byte[][] tables;
        private final String text;

        Normalize(double[] mean, double[] std) {
            if (mean.length != std.length || mean.length == 0 || mean.length > 4) {
                throw new IllegalArgumentException(
                        "means and deviations do not match: means=" + mean.length + ", deviations=" + std.length);
            }
            tables = new byte[mean.length][256];
            for (int channel = 0; channel < mean.length; channel++) {
                if (!(Double.isFinite(mean[channel]) && Double.isFinite(std[channel]) && std[channel] != 0)) {
                    throw new IllegalArgumentException("mean or deviation out of range: mean=" + mean[channel]
                            + ", std=" + std[channel] + ", channel=" + channel);
                }
                for (int sample = 0; sample < 256; sample++) {
                    double value = Math.rint((sample - mean[channel]) / std[channel]);
                    tables[channel][sample] = (byte) Math.clamp(value, 0, 255);
                }
            }
            text = "normalize(mean=" + Arrays.toString(mean) + ",std=" + Arrays.toString(std) + ")";
        }

        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            int channels = image.format().channels();
            if (image.format().bytesPerSample() != 1 || (tables.length != 1 && tables.length != channels)) {
                throw new BadImageException(
                        "normalize does not fit the image: image=" + image + ", channels=" + tables.length);
            }
            // The rows must be read before the workspace moves on, because the image may live in it.
            byte[] samples = image.toBytes();
            for (int i = 0; i < samples.length; i++) {
                samples[i] = tables[tables.length == 1 ? 0 : i % channels][Byte.toUnsignedInt(samples[i])];
            }
            Image result = codec.workspace().blank(image.widthPx(), image.heightPx(), image.format());
            MemorySegment.copy(samples, 0, result.pixels(), ValueLayout.JAVA_BYTE, 0, samples.length);
            return result;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record Named(String text, Transform step) implements Transform {
        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            return step.apply(image, key, codec);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record Chain(List<Transform> steps) implements Transform {
        @Override
        public Image apply(Image image, long key, ImageCodec codec) {
            Image result = image;
            for (Transform step : steps) {
                result = step.apply(result, key, codec);
            }
            return result;
        }

        @Override
        public String toString() {
            return steps.isEmpty()
                    ? "none"
                    : steps.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }
    }
}
