package io.cameo.loader.matting;

import io.cameo.compute.SampleRandom;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;

/** The steps that change the colours of frames, and leave mattes and masks alone. */
final class LookSteps {
    private static final int LEVELS = 256;
    private static final int CHANNELS = 3;

    private LookSteps() {}

    /** {@code 255 * (x / 255)^g}, rounded, with g from a normal distribution, drawn again while it is out of range. */
    record Gamma(double probability, double deviation, double least, double most) implements PlaneStep {
        Gamma {
            SizeSteps.requireChance(probability);
            if (!(deviation >= 0 && least > 0 && least <= 1 && most >= 1 && most < 100)) {
                throw new IllegalArgumentException(
                        "range does not hold 1: deviation=" + deviation + ", least=" + least + ", most=" + most);
            }
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (!random.nextBoolean(probability)) {
                return;
            }
            double gamma;
            do {
                gamma = 1 + random.nextGaussian() * deviation;
            } while (gamma < least || gamma > most);
            byte[] table = table(gamma);
            forEachRow(planes, row -> replace(row, table));
            log.step("gamma").value("gamma", gamma);
        }

        static byte[] table(double gamma) {
            byte[] table = new byte[LEVELS];
            for (int level = 0; level < LEVELS; level++) {
                table[level] = (byte) Math.round(255 * StrictMath.pow(level / 255.0, gamma));
            }
            return table;
        }

        private static void replace(byte[] row, byte[] table) {
            for (int i = 0; i < row.length; i++) {
                row[i] = table[Byte.toUnsignedInt(row[i])];
            }
        }

        @Override
        public String toString() {
            return "gamma(" + probability + ",deviation=" + deviation + ",range=" + least + ".." + most + ")";
        }
    }

    /** Normally distributed, for each sample of each frame anew, with a deviation drawn for all of them. */
    record Noise(double probability, double maxDeviation) implements PlaneStep {
        Noise {
            SizeSteps.requireChance(probability);
            if (!(maxDeviation >= 0 && maxDeviation <= 255)) {
                throw new IllegalArgumentException("deviation out of range: deviation=" + maxDeviation);
            }
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (!random.nextBoolean(probability)) {
                return;
            }
            double deviation = random.nextDouble() * maxDeviation;
            int[] noise = NormalTable.scaled(deviation);
            forEachRow(planes, row -> add(row, noise, random));
            log.step("noise").value("deviation", deviation);
        }

        /** Five numbers out of each draw. */
        private static void add(byte[] row, int[] noise, SampleRandom random) {
            int at = 0;
            while (at < row.length) {
                long bits = random.nextLong();
                int end = Math.min(row.length, at + Long.SIZE / NormalTable.BITS);
                while (at < end) {
                    int sum = (Byte.toUnsignedInt(row[at]) << NormalTable.FRACTION)
                            + noise[(int) bits & NormalTable.MASK];
                    row[at++] = (byte)
                            Math.clamp((sum + (1 << (NormalTable.FRACTION - 1))) >> NormalTable.FRACTION, 0, 255);
                    bits >>>= NormalTable.BITS;
                }
            }
        }

        @Override
        public String toString() {
            return "noise(" + probability + ",max_deviation=" + maxDeviation + ")";
        }
    }

    /** Through a JPEG and back, all frames at one quality. */
    record Recompress(double probability, int leastQuality, int mostQuality) implements PlaneStep {
        Recompress {
            SizeSteps.requireChance(probability);
            if (leastQuality < 1 || leastQuality > mostQuality || mostQuality > 100) {
                throw new IllegalArgumentException(
                        "range is not possible: quality=" + leastQuality + ".." + mostQuality);
            }
        }

        @Override
        public void apply(ClipPlanes planes, SampleRandom random, StepTools tools, StepLog log) {
            if (!random.nextBoolean(probability)) {
                return;
            }
            int quality = random.nextInt(leastQuality, mostQuality);
            for (int frame = 0; frame < planes.frames(); frame++) {
                Image image = planes.image(frame);
                MemorySegment jpeg = tools.codec().encode(image, Encoding.JPEG, quality);
                StepTools.place(tools.codec().decode(jpeg, ColorMode.COLOR), 0, 0, image, 0, 0);
            }
            log.step("jpeg").value("quality", quality);
        }

        @Override
        public String toString() {
            return "recompress(" + probability + ",quality=" + leastQuality + ".." + mostQuality + ")";
        }
    }

    /** Adds a number to each channel of all frames. */
    static void shift(ClipPlanes planes, SampleRandom random, double most, StepLog log) {
        int[] add = new int[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            add[channel] = (int) Math.rint(random.nextDouble(-most, most));
        }
        for (int frame = 0; frame < planes.frames(); frame++) {
            Image image = planes.image(frame);
            byte[] row = new byte[(int) image.rowBytes()];
            for (int y = 0; y < image.heightPx(); y++) {
                StepTools.load(image, y, row);
                for (int i = 0; i < row.length; i++) {
                    row[i] = (byte) Math.clamp(Byte.toUnsignedInt(row[i]) + add[i % CHANNELS], 0, 255);
                }
                StepTools.store(row, image, y);
            }
        }
        log.step("shift").value("blue", add[0]).value("green", add[1]).value("red", add[2]);
    }

    /** What is done to a row, which is as long as its array. */
    @FunctionalInterface
    private interface RowChange {
        void apply(byte[] row);
    }

    private static void forEachRow(ClipPlanes planes, RowChange change) {
        byte[] row = new byte[CHANNELS * planes.widthPx()];
        for (int frame = 0; frame < planes.frames(); frame++) {
            Image image = planes.image(frame);
            for (int y = 0; y < image.heightPx(); y++) {
                StepTools.load(image, y, row);
                change.apply(row);
                StepTools.store(row, image, y);
            }
        }
    }
}
