package io.cameo.gpu;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.face.WarpCuda;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceTensor;
import io.cameo.image.ImageBatch;
import io.cameo.image.PackCuda;
import io.cameo.image.ResizeCuda;
import io.cameo.mask.BitOrder;
import io.cameo.mask.BitPackingCuda;
import io.cameo.mask.BitPackingCuda.Rows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How fast the kernels are on images that lie in the device's memory, beside a copy within that memory, in one process.
 * Random pixels, new ones every run; that the kernels draw the right ones is for the tests to say, which run before. A time
 * is the median of rounds; in each a kernel is queued many times and waited for once, its tables' upload included.
 */
final class KernelRates {
    private static final int CROP_PX = 112;
    private static final int SOURCE_PX = 250;
    private static final int CHANNELS = 3;
    private static final int PLANE_BYTES = 640 * 480;
    private static final int BITS = 8;
    private static final long ROUND_NANOS = 100_000_000;
    private static final double NANOS = 1e9;

    private final RateTable table;
    private final CudaStream stream;
    private final int rounds;
    private final int batch;
    private double copyBytesPerSecond;

    private KernelRates(RateTable table, CudaStream stream, int batch, int rounds) {
        this.table = table;
        this.stream = stream;
        this.batch = batch;
        this.rounds = rounds;
    }

    /** Measures all kernels. */
    static void run(CudaLibrary library, RateTable table, int batch, int rounds, long seed) {
        table.part("kernels on images that lie on the device, " + batch + " a batch");
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            new KernelRates(table, stream, batch, rounds).run(library, arena, new SplittableRandom(seed));
        }
    }

    private void run(CudaLibrary library, Arena arena, SplittableRandom random) {
        long sourceBytes = (long) SOURCE_PX * SOURCE_PX * CHANNELS;
        long cropBytes = (long) CROP_PX * CROP_PX * CHANNELS;
        DeviceMemory sources = DeviceMemory.allocate(library, arena, batch * sourceBytes);
        DeviceMemory out = DeviceMemory.allocate(library, arena, batch * cropBytes * DeviceTensor.Type.FLOAT32.bytes());
        fill(library, arena, sources, random);

        long copied = Math.min(sources.byteSize(), out.byteSize());
        copyBytesPerSecond = 2 * copied / seconds(() -> stream.copy(sources, 0, out, 0, copied));
        print("copy within the memory", (double) copied / cropBytes, 2 * copied, 2 * copied / copyBytesPerSecond);

        WarpCuda warp = new WarpCuda(library);
        ImageBatch close = faces(library, arena, sources, CROP_PX, random, 1);
        ImageBatch wide = faces(library, arena, sources, SOURCE_PX, random, SOURCE_PX / (double) CROP_PX);
        for (DeviceTensor.Type type :
                new DeviceTensor.Type[] {DeviceTensor.Type.UINT8, DeviceTensor.Type.FLOAT16, DeviceTensor.Type.FLOAT32
                }) {
            DeviceTensor crops = crops(out, type);
            long bytes = batch * (cropBytes + crops.sampleBytes());
            measure("warp 112 to 112, " + type, bytes, () -> warp.run(close, crops, stream));
        }
        DeviceTensor faces = crops(out, DeviceTensor.Type.UINT8);
        measure("warp 250 to 112, UINT8", batch * (sourceBytes + cropBytes), () -> warp.run(wide, faces, stream));
        ResizeCuda resize = new ResizeCuda(library);
        measure("resize 250 to 112, UINT8", batch * (sourceBytes + cropBytes), () -> resize.run(wide, faces, stream));
        PackCuda pack = new PackCuda(library);
        DeviceTensor numbers = crops(out, DeviceTensor.Type.FLOAT32);
        measure(
                "pack 112, FLOAT32",
                batch * (cropBytes + numbers.sampleBytes()),
                () -> pack.run(close, numbers, stream));
        masks(library, sources, out);
    }

    private void masks(CudaLibrary library, DeviceMemory sources, DeviceMemory out) {
        int planes = Math.toIntExact(Math.min(batch, Math.min(sources.byteSize(), out.byteSize()) / PLANE_BYTES));
        BitPackingCuda packing = new BitPackingCuda(library);
        Rows bytes = new Rows(sources, 0, PLANE_BYTES);
        Rows bits = new Rows(out, 0, PLANE_BYTES / BITS);
        long moved = (long) planes * (PLANE_BYTES + PLANE_BYTES / BITS);
        double packed = seconds(() -> packing.pack(bytes, bits, planes, PLANE_BYTES, BitOrder.MSB_FIRST, stream));
        print("masks 640x480 to bits", planes, moved, packed);
        double unpacked = seconds(() -> packing.unpack(bits, bytes, planes, PLANE_BYTES, BitOrder.MSB_FIRST, stream));
        print("bits to masks 640x480", planes, moved, unpacked);
    }

    private DeviceTensor crops(DeviceMemory out, DeviceTensor.Type type) {
        DeviceTensor.Layout layout =
                type == DeviceTensor.Type.UINT8 ? DeviceTensor.Layout.NHWC : DeviceTensor.Layout.NCHW;
        return new DeviceTensor(
                out, 0, batch, CROP_PX, CROP_PX, CHANNELS, type, layout, type != DeviceTensor.Type.UINT8);
    }

    /** Squares of the memory, each turned a little and shrunk so that about all of it is drawn. */
    private ImageBatch faces(
            CudaLibrary library,
            Arena arena,
            DeviceMemory memory,
            int sidePx,
            SplittableRandom random,
            double pixelsPerPixel) {
        ImageBatch faces = new ImageBatch(library, arena, batch, CHANNELS);
        long strideBytes = (long) sidePx * CHANNELS;
        for (int i = 0; i < batch; i++) {
            double angle = random.nextDouble(-0.2, 0.2);
            double cos = Math.cos(angle) / pixelsPerPixel;
            double sin = Math.sin(angle) / pixelsPerPixel;
            double middle = sidePx / 2.0;
            double[] matrix = {
                cos, -sin, CROP_PX / 2.0 - cos * middle + sin * middle, sin, cos, CROP_PX / 2.0 - (sin + cos) * middle
            };
            faces.add(new DeviceImage(memory, i * strideBytes * sidePx, sidePx, sidePx, strideBytes, CHANNELS), matrix);
        }
        return faces;
    }

    private void fill(CudaLibrary library, Arena arena, DeviceMemory memory, SplittableRandom random) {
        long chunk = Math.min(memory.byteSize(), 1 << 24);
        MemorySegment noise = DeviceMemory.pinned(library, arena, chunk);
        byte[] bytes = new byte[Math.toIntExact(chunk)];
        random.nextBytes(bytes);
        MemorySegment.copy(bytes, 0, noise, ValueLayout.JAVA_BYTE, 0, bytes.length);
        for (long at = 0; at < memory.byteSize(); at += chunk) {
            stream.upload(noise, 0, memory, at, Math.min(chunk, memory.byteSize() - at));
        }
        stream.await();
    }

    private void measure(String name, long bytes, Runnable queue) {
        print(name, batch, bytes, seconds(queue));
    }

    /** Of one queued job: the median of rounds, each as many jobs as take a tenth of a second. */
    private double seconds(Runnable queue) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            first = Math.min(first, nanos(queue, 1));
        }
        int times = Math.clamp(ROUND_NANOS / Math.max(first, 1), 1, 10_000);
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            seconds[i] = nanos(queue, times) / NANOS / times;
        }
        Arrays.sort(seconds);
        return seconds[rounds / 2];
    }

    private long nanos(Runnable queue, int times) {
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            queue.run();
        }
        stream.await();
        return System.nanoTime() - begin;
    }

    private void print(String name, double images, long bytes, double seconds) {
        double rate = bytes / seconds;
        table.add(name, images / seconds, rate, rate / copyBytesPerSecond, aim(name));
    }

    private static String aim(String name) {
        return name.startsWith("warp 112 to 112, UINT8")
                ? "the copy; aim: 2 M images/s, better 10 M"
                : name.startsWith("pack") || name.contains("masks") ? "the copy; aim: 70 %" : "the copy";
    }
}
