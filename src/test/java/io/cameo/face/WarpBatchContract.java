package io.cameo.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.image.DeviceBatches;
import io.cameo.image.DeviceBatches.Look;
import io.cameo.image.DeviceImage;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.ImageBatch.Table;
import io.cameo.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ragged batches of faces, checked against the scalar twin and the definition of tensors. */
abstract class WarpBatchContract {
    private static final List<PixelFormat> FORMATS = List.of(PixelFormat.BGR8, PixelFormat.GRAY8, PixelFormat.BGRA8);
    private static final int ERROR_NULL = -1;
    private static final int ERROR_SIZE = -2;
    private static final int ERROR_CODE = -3;
    private static final int ERROR_CHANNELS = -4;
    private static final int ERROR_ALIGNMENT = -5;

    private final CudaLibrary library = library();

    abstract CudaLibrary library();

    @Test
    void raggedBatchesAreTheScalarTwins() {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            check(random, 1 + random.nextInt(140), 1 + random.nextInt(70), 1 + random.nextInt(6), seed);
        }
    }

    @Test
    void facesOfTheUsualSizeAreTheScalarTwins() {
        for (int seed = 0; seed < 12; seed++) {
            check(new SplittableRandom(seed), seed % 2 == 0 ? 112 : 96, 112, 9, seed);
        }
    }

    @Test
    void theLibraryRefusesWhatItsHeaderSays() throws Throwable {
        WarpCuda.Handles handles = library.bind(MethodHandles.lookup(), WarpCuda.Handles.class);
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            DeviceBatches batches = new DeviceBatches(library, arena, new SplittableRandom(1));
            ImageBatch batch = new ImageBatch(library, arena, 1, 3);
            batch.add(batches.place(List.of(batches.noiseOf(9, 8, PixelFormat.BGR8)))
                    .getFirst());
            DeviceTensor room = batches.room(1, 4, 5, 3, DeviceTensor.Type.FLOAT32, DeviceTensor.Layout.NHWC, false);
            batch.upload(room, stream);
            MemorySegment dst = room.pointer();
            MemorySegment misaligned = MemorySegment.ofAddress(dst.address() + 1);
            int[] fine = {1, 3, 5, 4, 2, 0, 0};
            assertThat(call(handles, batch, dst, stream, fine)).isZero();
            assertThat(call(handles, batch, misaligned, stream, fine)).isEqualTo(ERROR_ALIGNMENT);
            assertThat(call(handles, batch, MemorySegment.NULL, stream, fine)).isEqualTo(ERROR_NULL);
            assertThat(call(handles, batch, dst, stream, -1, 3, 5, 4, 2, 0, 0)).isEqualTo(ERROR_SIZE);
            assertThat(call(handles, batch, dst, stream, 1, 3, 0, 4, 2, 0, 0)).isEqualTo(ERROR_SIZE);
            assertThat(call(handles, batch, dst, stream, 1, 3, 5, -4, 2, 0, 0)).isEqualTo(ERROR_SIZE);
            assertThat(call(handles, batch, dst, stream, 1, 2, 5, 4, 2, 0, 0)).isEqualTo(ERROR_CHANNELS);
            assertThat(call(handles, batch, dst, stream, 1, 4, 5, 4, 2, 0, 0)).isEqualTo(ERROR_CHANNELS);
            assertThat(call(handles, batch, dst, stream, 1, 1, 5, 4, 2, 0, 1)).isEqualTo(ERROR_CHANNELS);
            assertThat(call(handles, batch, dst, stream, 1, 3, 5, 4, 4, 0, 0)).isEqualTo(ERROR_CODE);
            assertThat(call(handles, batch, dst, stream, 1, 3, 5, 4, -1, 0, 0)).isEqualTo(ERROR_CODE);
            assertThat(call(handles, batch, dst, stream, 1, 3, 5, 4, 2, 2, 0)).isEqualTo(ERROR_CODE);
            assertThat(call(handles, batch, dst, stream, 1, 3, 5, 4, 2, 0, 2)).isEqualTo(ERROR_CODE);
            assertThat(call(handles, batch, MemorySegment.NULL, stream, 0, 3, 5, 4, 2, 0, 0))
                    .isZero();
            stream.await();
            assertThatThrownBy(() -> library.check("cameo_face_warp", ERROR_ALIGNMENT))
                    .hasMessage("native call failed: function=cameo_face_warp, status=-5, detail=a table or tensor is"
                            + " not aligned to its elements");
        }
    }

    /** The numbers are count, channels, width, height, dtype, layout, order. */
    private static int call(
            WarpCuda.Handles handles, ImageBatch batch, MemorySegment dst, CudaStream stream, int... numbers)
            throws Throwable {
        return (int) handles.warp()
                .invokeExact(
                        batch.table(Table.PIXELS),
                        batch.table(Table.STRIDES),
                        batch.table(Table.WIDTHS),
                        batch.table(Table.HEIGHTS),
                        batch.table(Table.MATRICES),
                        batch.table(Table.SCALES),
                        batch.table(Table.MIRRORED),
                        numbers[0],
                        numbers[1],
                        dst,
                        numbers[2],
                        numbers[3],
                        numbers[4],
                        numbers[5],
                        numbers[6],
                        stream.handle());
    }

    private void check(SplittableRandom random, int width, int height, int count, int seed) {
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            DeviceBatches batches = new DeviceBatches(library, arena, random);
            PixelFormat format = FORMATS.get(seed % 3);
            List<Image> images = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                images.add(batches.noise(300, 200, format));
            }
            DeviceTensor.Type type = batches.type(format);
            DeviceTensor room = batches.room(
                    count,
                    height,
                    width,
                    format.channels(),
                    type,
                    batches.layout(),
                    format == PixelFormat.BGR8 && random.nextBoolean());
            ImageBatch batch = new ImageBatch(library, arena, count + random.nextInt(3), format.channels());
            List<Look> looks = new ArrayList<>();
            List<Image> crops = new ArrayList<>();
            WarpScalar scalar = new WarpScalar();
            for (DeviceImage image : batches.place(images)) {
                double[] matrix = WarpContract.matrix(random, images.get(crops.size()), width, height);
                Look look = batches.look();
                DeviceBatches.apply(look, batch, batch.add(image, matrix));
                looks.add(look);
                Image crop = Image.allocate(arena, width, height, format);
                scalar.run(images.get(crops.size()), matrix, crop);
                crops.add(crop);
            }
            new WarpCuda(library).run(batch, room, stream);
            stream.await();
            assertThat(batches.read(room.memory()))
                    .as("seed %d, images %s, room %s", seed, images, room)
                    .isEqualTo(DeviceBatches.define(room, crops, looks));
        }
    }
}
