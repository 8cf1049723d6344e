package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.image.DeviceBatches.Look;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batches that are resized on a device, checked against OpenCV and the definition of tensors. */
abstract class ResizeCudaContract {
    private static final List<PixelFormat> FORMATS = List.of(PixelFormat.BGR8, PixelFormat.GRAY8, PixelFormat.BGRA8);

    private final CudaLibrary library = library();

    abstract CudaLibrary library();

    @Test
    void raggedBatchesAreResizedAsByOpenCv() {
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            check(random, 1 + random.nextInt(150), 1 + random.nextInt(70), 1 + random.nextInt(5), 300, seed);
        }
    }

    /** Widths about those of tiles and runs. */
    @Test
    void everyWidthIsResizedAsByOpenCv() {
        for (int width = 1; width <= 140; width++) {
            SplittableRandom random = new SplittableRandom(width);
            check(random, width, 1 + random.nextInt(4), 1, 90, width);
        }
    }

    @Test
    void halvingDoublingAndCopyingAreOpenCvs() {
        for (int[] size : new int[][] {{224, 224}, {112, 112}, {56, 56}, {1, 1}, {32_766, 1}, {3, 2000}}) {
            SplittableRandom random = new SplittableRandom(size[0]);
            try (Arena arena = Arena.ofConfined()) {
                DeviceBatches batches = new DeviceBatches(library, arena, random);
                Image src = batches.noiseOf(size[0], size[1], PixelFormat.BGR8);
                run(batches, arena, List.of(src), 112, 112, DeviceTensor.Type.UINT8, random, 0);
            }
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            DeviceBatches batches = new DeviceBatches(library, arena, new SplittableRandom(1));
            DeviceImage image = batches.place(List.of(batches.noiseOf(9, 8, PixelFormat.BGR8)))
                    .getFirst();
            ImageBatch batch = new ImageBatch(library, arena, 2, 3);
            batch.add(image);
            DeviceTensor gray = batches.room(2, 5, 5, 1, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
            ResizeCuda resize = new ResizeCuda(library);
            assertRefused(() -> resize.run(batch, gray, stream), "does not fit the batch");
            DeviceTensor itself = new DeviceTensor(
                    image.memory(), 3, 1, 2, 2, 3, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
            assertRefused(() -> resize.run(batch, itself, stream), "share memory: image=0");
            PackCuda pack = new PackCuda(library);
            DeviceTensor room = batches.room(1, 8, 10, 3, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
            assertRefused(() -> pack.run(batch, room, stream), "not of the samples' size: image=0, size=9x8");
            batch.add(image);
            assertRefused(() -> batch.add(image), "batch is full");
            assertRefused(() -> resize.run(batch, room, stream), "does not fit the batch");
            assertRefused(
                    () -> new DeviceTensor(
                            image.memory(), 1, 1, 1, 1, 3, DeviceTensor.Type.FLOAT16, DeviceTensor.Layout.NHWC, false),
                    "not aligned to its numbers: offset=1");
            assertThatThrownBy(() -> new DeviceImage(image.memory(), image.offsetBytes(), 9, 9, 27, 3))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> new DeviceTensor(
                            room.memory(), 0, 9, 8, 10, 3, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aBatchInUseCannotBeChanged() {
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            DeviceBatches batches = new DeviceBatches(library, arena, new SplittableRandom(2));
            DeviceImage image = batches.place(List.of(batches.noiseOf(9, 8, PixelFormat.BGR8)))
                    .getFirst();
            ImageBatch batch = new ImageBatch(library, arena, 2, 3);
            batch.add(image);
            DeviceTensor room = batches.room(1, 8, 9, 3, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
            new PackCuda(library).run(batch, room, stream);
            assertThatThrownBy(() -> batch.add(image))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("clear it first");
            assertThatThrownBy(() -> batch.setMirrored(0, true)).isInstanceOf(IllegalStateException.class);
            batch.clear();
            assertThat(batch.add(image)).isZero();
        }
    }

    private static void assertRefused(Runnable call, String reason) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private void check(SplittableRandom random, int width, int height, int count, int longest, int seed) {
        try (Arena arena = Arena.ofConfined()) {
            DeviceBatches batches = new DeviceBatches(library, arena, random);
            PixelFormat format = FORMATS.get(seed % 3);
            List<Image> images = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                images.add(batches.noise(longest, longest, format));
            }
            DeviceTensor.Type type = batches.type(format);
            run(batches, arena, images, width, height, type, random, seed);
        }
    }

    private void run(
            DeviceBatches batches,
            Arena arena,
            List<Image> images,
            int width,
            int height,
            DeviceTensor.Type type,
            SplittableRandom random,
            int seed) {
        PixelFormat format = images.getFirst().format();
        DeviceTensor room = batches.room(
                images.size(),
                height,
                width,
                format.channels(),
                type,
                batches.layout(),
                format == PixelFormat.BGR8 && random.nextBoolean());
        ImageBatch batch = new ImageBatch(library, arena, images.size() + random.nextInt(3), format.channels());
        List<Look> looks = new ArrayList<>();
        List<Image> crops = new ArrayList<>();
        try (CudaStream stream = CudaStream.open(library);
                ImageOps ops = ImageOps.create()) {
            for (DeviceImage image : batches.place(images)) {
                Look look = batches.look();
                DeviceBatches.apply(look, batch, batch.add(image));
                looks.add(look);
                Image crop = Image.allocate(arena, width, height, format);
                Image src = images.get(crops.size()).copy(arena);
                ops.resize(src, 0, 0, src.widthPx(), src.heightPx(), crop, Interpolation.LINEAR);
                crops.add(crop);
            }
            new ResizeCuda(library).run(batch, room, stream);
            stream.await();
        }
        assertThat(batches.read(room.memory()))
                .as("seed %d, images %s, room %s", seed, images, room)
                .isEqualTo(DeviceBatches.define(room, crops, looks));
    }
}
