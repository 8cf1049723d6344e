package io.cameo.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** JPEGs of random pictures in every form that OpenCV writes, and what can be done to their segments. */
final class JpegMaker {
    static final int GRAY = 0;
    static final int YCC_444 = opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444;
    static final int YCC_422 = opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_422;
    static final int YCC_420 = opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420;

    static final int SOF0 = 0xc0;
    static final int DHT = 0xc4;
    static final int SOS = 0xda;
    static final int DQT = 0xdb;

    private static final int[] SAMPLINGS = {GRAY, YCC_444, YCC_422, YCC_420};

    private JpegMaker() {}

    /** Of any form and quality. */
    static byte[] any(SplittableRandom random, int widthPx, int heightPx) {
        return make(random, widthPx, heightPx, SAMPLINGS[random.nextInt(SAMPLINGS.length)]);
    }

    /** Of one sampling, any else. */
    static byte[] make(SplittableRandom random, int widthPx, int heightPx, int sampling) {
        int quality = random.nextInt(4) == 0 ? 100 : random.nextInt(1, 101);
        int restart = random.nextInt(3) == 0 ? random.nextInt(1, 12) : 0;
        return make(random, widthPx, heightPx, sampling, quality, restart, random.nextBoolean(), false);
    }

    static byte[] make(
            SplittableRandom random,
            int widthPx,
            int heightPx,
            int sampling,
            int quality,
            int restart,
            boolean optimized,
            boolean progressive) {
        int channels = sampling == GRAY ? 1 : 3;
        byte[] pixels = picture(random, widthPx, heightPx, channels);
        int[] parameters = {
            opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
            quality,
            opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
            restart,
            opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE,
            optimized ? 1 : 0,
            opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
            progressive ? 1 : 0,
            opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
            sampling == GRAY ? YCC_444 : sampling
        };
        int room = 4096 + 8 * pixels.length;
        try (BytePointer extension = new BytePointer(".jpg");
                BytePointer samples = new BytePointer(pixels);
                Mat image = new Mat(heightPx, widthPx, opencv_core.CV_8UC(channels), samples);
                BytePointer file = new BytePointer(room);
                IntPointer options = new IntPointer(parameters)) {
            if (!opencv_imgcodecs.imencode(extension, image, file, options)) {
                throw new AssertionError("not encodable: width=" + widthPx + ", height=" + heightPx);
            }
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }

    /** Noise, black and white, or slopes with a little noise. */
    private static byte[] picture(SplittableRandom random, int widthPx, int heightPx, int channels) {
        byte[] pixels = new byte[widthPx * heightPx * channels];
        int kind = random.nextInt(4);
        int grain = 1 + random.nextInt(40);
        double slopeX = random.nextDouble(-3, 3);
        double slopeY = random.nextDouble(-3, 3);
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / channels;
            double slope = 128
                    + (i % channels) * 20
                    + slopeX * (pixel % widthPx - widthPx / 2)
                    + slopeY * (pixel / widthPx - heightPx / 2);
            pixels[i] = (byte)
                    switch (kind) {
                        case 0 -> random.nextInt(256);
                        case 1 -> random.nextBoolean() ? 255 : 0;
                        default -> (int) Math.clamp(slope + random.nextInt(-grain, grain), 0, 255);
                    };
        }
        return pixels;
    }

    /** Where the first segment of a marker begins, with its FF. */
    static int find(byte[] jpeg, int marker) {
        int at = 2;
        while (Byte.toUnsignedInt(jpeg[at + 1]) != marker) {
            at += 2 + length(jpeg, at);
        }
        return at;
    }

    /** Of the segment that begins there, as it says itself. */
    static int length(byte[] jpeg, int at) {
        return Byte.toUnsignedInt(jpeg[at + 2]) << 8 | Byte.toUnsignedInt(jpeg[at + 3]);
    }

    /** Where the coded data begin. */
    static int dataOffset(byte[] jpeg) {
        int at = find(jpeg, SOS);
        return at + 2 + length(jpeg, at);
    }

    /** Without any segment of a marker. */
    static byte[] without(int marker, byte[] jpeg) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(jpeg, 0, 2);
        int at = 2;
        while (Byte.toUnsignedInt(jpeg[at + 1]) != SOS) {
            int whole = 2 + length(jpeg, at);
            if (Byte.toUnsignedInt(jpeg[at + 1]) != marker) {
                kept.write(jpeg, at, whole);
            }
            at += whole;
        }
        kept.write(jpeg, at, jpeg.length - at);
        return kept.toByteArray();
    }

    /** With one byte changed. */
    static byte[] with(byte[] jpeg, int at, int value) {
        byte[] changed = jpeg.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** With bytes put in. */
    static byte[] insert(byte[] jpeg, int at, int... values) {
        byte[] longer = new byte[jpeg.length + values.length];
        System.arraycopy(jpeg, 0, longer, 0, at);
        for (int i = 0; i < values.length; i++) {
            longer[at + i] = (byte) values[i];
        }
        System.arraycopy(jpeg, at, longer, at + values.length, jpeg.length - at);
        return longer;
    }

    /** With every quantization table in 16 bits a step. */
    static byte[] withWideSteps(byte[] jpeg) {
        byte[] changed = jpeg;
        for (int at = find(changed, DQT); changed[at + 1] == (byte) DQT; at += 2 + length(changed, at)) {
            int size = length(changed, at) - 3;
            int[] high = new int[size];
            byte[] steps = Arrays.copyOfRange(changed, at + 5, at + 5 + size);
            changed = insert(changed, at + 5, high);
            for (int k = 0; k < size; k++) {
                changed[at + 5 + 2 * k] = 0;
                changed[at + 6 + 2 * k] = steps[k];
            }
            changed[at + 3] = (byte) (2 * size + 3);
            changed[at + 4] |= 0x10;
        }
        return changed;
    }

    /** With tables 1 of all kinds once more as 3, which the last component uses. */
    static byte[] withOwnTablesForCr(byte[] jpeg) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(jpeg, 0, 2);
        int at = 2;
        while (Byte.toUnsignedInt(jpeg[at + 1]) != SOS) {
            int marker = Byte.toUnsignedInt(jpeg[at + 1]);
            byte[] segment = Arrays.copyOfRange(jpeg, at, at + 2 + length(jpeg, at));
            if (marker == SOF0) {
                segment[18] = 3;
            }
            changed.writeBytes(segment);
            if ((marker == DQT || marker == DHT) && (segment[4] & 15) == 1) {
                segment[4] = (byte) (segment[4] + 2);
                changed.writeBytes(segment);
            }
            at += segment.length;
        }
        byte[] rest = Arrays.copyOfRange(jpeg, at, jpeg.length);
        rest[10] = 0x33;
        changed.writeBytes(rest);
        return changed.toByteArray();
    }

    /** With all Huffman tables in one segment. */
    static byte[] withTablesInOneSegment(byte[] jpeg) {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        int at = 2;
        while (Byte.toUnsignedInt(jpeg[at + 1]) != SOS) {
            if (Byte.toUnsignedInt(jpeg[at + 1]) == DHT) {
                tables.write(jpeg, at + 4, length(jpeg, at) - 2);
            }
            at += 2 + length(jpeg, at);
        }
        byte[] all = tables.toByteArray();
        int[] segment = new int[4 + all.length];
        segment[0] = 0xff;
        segment[1] = DHT;
        segment[2] = (all.length + 2) >> 8;
        segment[3] = (all.length + 2) & 0xff;
        for (int i = 0; i < all.length; i++) {
            segment[4 + i] = all[i];
        }
        byte[] bare = without(DHT, jpeg);
        return insert(bare, find(bare, SOS), segment);
    }

    /** With two FFs more before each marker in and behind the coded data. */
    static byte[] withFillBeforeMarkers(byte[] jpeg) {
        int data = dataOffset(jpeg);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(jpeg, 0, data);
        for (int at = data; at < jpeg.length; at++) {
            changed.write(jpeg[at]);
            if (jpeg[at] == (byte) 0xff && jpeg[at + 1] != 0) {
                changed.write(0xff);
                changed.write(0xff);
            }
        }
        return changed.toByteArray();
    }
}
