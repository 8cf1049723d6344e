package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Ragged batches of noise for the tests of kernels, in Java and on a device, and what kernels must make of them. */
public final class DeviceBatches {
    public static final byte UNTOUCHED = 0x5a;

    private final CudaLibrary library;
    private final Arena arena;
    private final SplittableRandom random;

    public DeviceBatches(CudaLibrary library, Arena arena, SplittableRandom random) {
        this.library = library;
        this.arena = arena;
        this.random = random;
    }

    /** Numbers for three channels: means, factors, offsets; and whether the image is mirrored. */
    public static final class Look {
        private final float[] scale;
        private final boolean mirrored;

        private Look(float[] scale, boolean mirrored) {
            this.scale = scale;
            this.mirrored = mirrored;
        }
    }

    /** Of any size up to these sides, every fourth tiny; any stride. */
    public Image noise(int widestPx, int highestPx, PixelFormat format) {
        int width = random.nextInt(4) == 0 ? random.nextInt(1, 4) : random.nextInt(1, widestPx + 1);
        int height = random.nextInt(4) == 0 ? random.nextInt(1, 4) : random.nextInt(1, highestPx + 1);
        return noiseOf(width, height, format);
    }

    /** Of one size, any stride. */
    public Image noiseOf(int width, int height, PixelFormat format) {
        int gap = random.nextInt(5);
        int stride = width * format.channels() + gap;
        byte[] bytes = new byte[stride * height - gap];
        random.nextBytes(bytes);
        return Image.wrap(MemorySegment.ofArray(bytes), width, height, stride, format);
    }

    /** The same images on the device, each in memory that ends with its last sample, at any alignment. */
    public List<DeviceImage> place(List<Image> images) {
        List<DeviceImage> placed = new ArrayList<>();
        try (Arena pinned = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            for (Image image : images) {
                long bytes = image.pixels().byteSize();
                int shift = random.nextInt(5);
                DeviceMemory memory = DeviceMemory.allocate(library, arena, bytes + shift);
                MemorySegment host = DeviceMemory.pinned(library, pinned, bytes);
                MemorySegment.copy(image.pixels(), 0, host, 0, bytes);
                stream.upload(host, 0, memory, shift, bytes);
                placed.add(new DeviceImage(
                        memory,
                        shift,
                        image.widthPx(),
                        image.heightPx(),
                        image.strideBytes(),
                        image.format().channels()));
            }
            stream.await();
        }
        return placed;
    }

    /** Room for samples that ends with the last of them, filled with {@link #UNTOUCHED}. */
    public DeviceTensor room(
            int samples,
            int heightPx,
            int widthPx,
            int channels,
            DeviceTensor.Type type,
            DeviceTensor.Layout layout,
            boolean reversed) {
        long offset = (long) type.bytes() * random.nextInt(5);
        long bytes = offset + (long) samples * heightPx * widthPx * channels * type.bytes();
        DeviceMemory memory = DeviceMemory.allocate(library, arena, bytes);
        try (Arena pinned = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            MemorySegment host = DeviceMemory.pinned(library, pinned, bytes).fill(UNTOUCHED);
            stream.upload(host, 0, memory, 0, bytes);
            stream.await();
        }
        return new DeviceTensor(memory, offset, samples, heightPx, widthPx, channels, type, layout, reversed);
    }

    /** All bytes of a memory. */
    public byte[] read(DeviceMemory memory) {
        try (Arena pinned = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            MemorySegment host = DeviceMemory.pinned(library, pinned, memory.byteSize());
            stream.download(memory, 0, host, 0, memory.byteSize());
            stream.await();
            return host.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Any type that a tensor of such images can have. */
    public DeviceTensor.Type type(PixelFormat format) {
        List<DeviceTensor.Type> all = List.of(DeviceTensor.Type.values());
        return format.channels() == 4 ? DeviceTensor.Type.UINT8 : all.get(random.nextInt(all.size()));
    }

    public DeviceTensor.Layout layout() {
        return random.nextBoolean() ? DeviceTensor.Layout.NHWC : DeviceTensor.Layout.NCHW;
    }

    /** Any scales. */
    public Look look() {
        float[] scale = new float[9];
        for (int channel = 0; channel < 3; channel++) {
            scale[channel] = random.nextInt(3) == 0 ? 127.5f : (float) random.nextDouble(-20, 300);
            scale[3 + channel] = (float) (random.nextDouble(-2, 2) * Math.pow(2, random.nextInt(-20, 8)));
            scale[6 + channel] = random.nextBoolean() ? 0 : (float) random.nextDouble(-3, 3);
        }
        return new Look(scale, random.nextBoolean());
    }

    /** Sets what the batch shall do with its last image. */
    public static void apply(Look look, ImageBatch batch, int image) {
        for (int channel = 0; channel < 3; channel++) {
            batch.setScale(image, channel, look.scale[channel], look.scale[3 + channel], look.scale[6 + channel]);
        }
        batch.setMirrored(image, look.mirrored);
    }

    /** What the room's memory must hold after these crops were written to it: the words of the header once more. */
    public static byte[] define(DeviceTensor room, List<Image> crops, List<Look> looks) {
        MemorySegment out =
                MemorySegment.ofArray(new byte[(int) room.memory().byteSize()]).fill(UNTOUCHED);
        for (int n = 0; n < crops.size(); n++) {
            Image crop = crops.get(n);
            Look look = looks.get(n);
            for (int c = 0; c < room.channels(); c++) {
                int from = room.reversed() ? room.channels() - 1 - c : c;
                for (int y = 0; y < room.heightPx(); y++) {
                    for (int x = 0; x < room.widthPx(); x++) {
                        int pixel = crop.sample(look.mirrored ? room.widthPx() - 1 - x : x, y, from);
                        long planar = (((long) n * room.channels() + c) * room.heightPx() + y) * room.widthPx() + x;
                        long interleaved =
                                (((long) n * room.heightPx() + y) * room.widthPx() + x) * room.channels() + c;
                        long index = room.layout() == DeviceTensor.Layout.NCHW ? planar : interleaved;
                        put(
                                room.type(),
                                pixel,
                                look.scale,
                                c,
                                out,
                                room.offsetBytes() + index * room.type().bytes());
                    }
                }
            }
        }
        return out.toArray(ValueLayout.JAVA_BYTE);
    }

    private static void put(
            DeviceTensor.Type type, int pixel, float[] scale, int channel, MemorySegment out, long offset) {
        if (type == DeviceTensor.Type.UINT8) {
            out.set(ValueLayout.JAVA_BYTE, offset, (byte) pixel);
            return;
        }
        float mean = scale[channel];
        float number = pixel - mean;
        number = number * scale[3 + channel];
        number = number + scale[6 + channel];
        switch (type) {
            case FLOAT32 -> out.set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset, number);
            case FLOAT16 -> out.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, Float.floatToFloat16(number));
            default -> {
                double rounded = mean < 0 ? Math.ceil(mean - 0.5) : Math.floor(mean + 0.5);
                out.set(ValueLayout.JAVA_BYTE, offset, (byte) Math.clamp(pixel - rounded, -128, 127));
            }
        }
    }
}
