package io.cameo.loader;

import io.cameo.compute.SampleRandom;
import io.cameo.image.BadImageException;
import io.cameo.image.ColorConversion;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.PixelFormat;
import java.lang.foreign.MemorySegment;

/** The steps behind {@link Augments} that change pixels where they are. */
final class ColorSteps {
    private static final int BRIGHTNESS = 0;
    private static final int CONTRAST = 1;
    /** All orders of three, two bits for each. */
    private static final int[] ORDERS = {0b100100, 0b011000, 0b100001, 0b001001, 0b010010, 0b000110};

    private ColorSteps() {}

    private static void requireColor(Image image) {
        if (image.format() != PixelFormat.BGR8) {
            throw new BadImageException("step needs three channels: image=" + image);
        }
    }

    private static void requireNotNegative(String name, float value) {
        if (!(value >= 0 && Float.isFinite(value))) {
            throw new IllegalArgumentException("strength out of range: " + name + "=" + value);
        }
    }

    record Jitter(float brightness, float contrast, float saturation) implements Augment {
        Jitter {
            requireNotNegative("brightness", brightness);
            requireNotNegative("contrast", contrast);
            requireNotNegative("saturation", saturation);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            requireColor(image);
            Image result = scratch.writable(image);
            float alphaBrightness = 1 + (float) random.nextDouble(-brightness, brightness);
            float alphaContrast = 1 + (float) random.nextDouble(-contrast, contrast);
            float alphaSaturation = 1 + (float) random.nextDouble(-saturation, saturation);
            int order = ORDERS[random.nextInt(ORDERS.length)];
            for (int i = 0; i < 3; i++) {
                switch ((order >> (2 * i)) & 3) {
                    case BRIGHTNESS -> scratch.ops().scale(result, alphaBrightness, 0, result);
                    case CONTRAST -> contrast(result, alphaContrast, scratch);
                    default -> saturation(result, alphaSaturation, scratch);
                }
            }
            return result;
        }

        private static void contrast(Image image, float alpha, AugmentScratch scratch) {
            Image gray = scratch.aside(image, PixelFormat.GRAY8);
            scratch.ops().convert(image, ColorConversion.RGB_TO_GRAY, gray);
            float mean = (float) Pixels.mean(gray);
            scratch.ops().scale(image, alpha, (1 - alpha) * mean, image);
        }

        private static void saturation(Image image, float alpha, AugmentScratch scratch) {
            Image gray = scratch.aside(image, PixelFormat.GRAY8);
            scratch.ops().convert(image, ColorConversion.RGB_TO_GRAY, gray);
            Image wide = scratch.asideToo(image, PixelFormat.BGR8);
            scratch.ops().convert(gray, ColorConversion.GRAY_TO_BGR, wide);
            scratch.ops().blend(image, alpha, wide, 1 - alpha, image);
        }

        @Override
        public String toString() {
            return "color_jitter(brightness=" + brightness + ",contrast=" + contrast + ",saturation=" + saturation
                    + ")";
        }
    }

    record HlsJitter(int hue, int saturation, int lightness) implements Augment {
        HlsJitter {
            requireNotNegative("random_h", hue);
            requireNotNegative("random_s", saturation);
            requireNotNegative("random_l", lightness);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            requireColor(image);
            int addHue = shift(hue, random);
            int addSaturation = shift(saturation, random);
            int addLightness = shift(lightness, random);
            byte[] table = scratch.table();
            fill(table, 0, addHue, 180);
            fill(table, 1, addLightness, 255);
            fill(table, 2, addSaturation, 255);
            Image result = scratch.writable(image);
            Image hls = scratch.aside(image, PixelFormat.BGR8);
            scratch.ops().convert(result, ColorConversion.BGR_TO_HLS, hls);
            Pixels.replace(hls, table);
            scratch.ops().convert(hls, ColorConversion.HLS_TO_BGR, result);
            return result;
        }

        /** Two numbers make extremes rarer than one would. */
        private static int shift(int most, SampleRandom random) {
            float first = (float) random.nextDouble();
            float second = (float) random.nextDouble();
            return (int) ((first + 4 * second) / 5 * most * 2 - most);
        }

        private static void fill(byte[] table, int channel, int add, int limit) {
            for (int sample = 0; sample < 256; sample++) {
                table[256 * channel + sample] = (byte) Math.clamp((long) sample + add, 0, limit);
            }
        }

        @Override
        public String toString() {
            return "hls_jitter(h=" + hue + ",s=" + saturation + ",l=" + lightness + ")";
        }
    }

    record PcaNoise(float deviation) implements Augment {
        /** Eigenvectors of ImageNet's colours times their eigenvalues, rows R, G, B; from image_aug_default.cc. */
        private static final float[][] PRINCIPAL = {
            {55.46f * -0.5675f, 4.794f * 0.7192f, 1.148f * 0.4009f},
            {55.46f * -0.5808f, 4.794f * -0.0045f, 1.148f * -0.8140f},
            {55.46f * -0.5836f, 4.794f * -0.6948f, 1.148f * 0.4203f}
        };

        PcaNoise {
            requireNotNegative("pca_noise", deviation);
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            requireColor(image);
            float first = (float) random.nextGaussian() * deviation;
            float second = (float) random.nextGaussian() * deviation;
            float third = (float) random.nextGaussian() * deviation;
            byte[] table = scratch.table();
            for (int channel = 0; channel < 3; channel++) {
                float[] row = PRINCIPAL[2 - channel];
                float add = row[0] * first + row[1] * second + row[2] * third;
                for (int sample = 0; sample < 256; sample++) {
                    table[256 * channel + sample] = (byte) Math.clamp((int) (sample + add), 0, 255);
                }
            }
            Image result = scratch.writable(image);
            Pixels.replace(result, table);
            return result;
        }

        @Override
        public String toString() {
            return "pca_noise(" + deviation + ")";
        }
    }

    record Gray() implements Augment {
        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            if (image.format().channels() == 1) {
                return image;
            }
            requireColor(image);
            Image result = scratch.writable(image);
            Image gray = scratch.aside(image, PixelFormat.GRAY8);
            scratch.ops().convert(result, ColorConversion.BGR_TO_GRAY, gray);
            scratch.ops().convert(gray, ColorConversion.GRAY_TO_BGR, result);
            return result;
        }

        @Override
        public String toString() {
            return "gray";
        }
    }

    record Recompress(int minQuality, int maxQuality) implements Augment {
        Recompress {
            if (minQuality < 0 || minQuality > maxQuality || maxQuality > 100) {
                throw new IllegalArgumentException("range is empty: quality=" + minQuality + ".." + maxQuality);
            }
        }

        @Override
        public Image apply(Image image, SampleRandom random, AugmentScratch scratch) {
            int quality = random.nextInt(minQuality, maxQuality);
            MemorySegment jpeg = scratch.codec().encode(image, Encoding.JPEG, quality);
            ColorMode mode = image.format().channels() == 1 ? ColorMode.GRAY : ColorMode.COLOR;
            return scratch.codec().decode(jpeg, mode);
        }

        @Override
        public String toString() {
            return "recompress(" + minQuality + ".." + maxQuality + ")";
        }
    }
}
