package io.cameo.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.image.Image;
import io.cameo.mask.BitPackingCuda.Rows;
import io.cameo.mask.InstancePlaneCuda.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Masks on a device, checked against the twins that run in Java. */
abstract class MaskCudaContract {
    private static final byte UNTOUCHED = 0x5a;

    private final CudaLibrary library = library();

    abstract CudaLibrary library();

    @ParameterizedTest
    @EnumSource
    void packsAndUnpacksEveryLengthAtEveryAlignment(BitOrder order) {
        for (int count = 0; count <= 200; count++) {
            SplittableRandom random = new SplittableRandom(count);
            for (int shift = 0; shift < 17; shift += 1 + random.nextInt(4)) {
                check(random, 1, count, shift, 17 - shift, 0, order);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void packsAndUnpacksRowsWithGapsAndWithout(BitOrder order) {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = seed % 3 == 0 ? 8 * random.nextInt(1, 60) : random.nextInt(1, 500);
            int gap = random.nextBoolean() ? 0 : random.nextInt(40);
            check(random, random.nextInt(1, 40), count, 16 * random.nextInt(2), 4 * random.nextInt(3), gap, order);
        }
        check(new SplittableRandom(1), 100, 64 * 1024, 0, 0, 0, order);
    }

    @Test
    void refusesRowsThatDoNotFit() {
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            DeviceMemory bytes = DeviceMemory.allocate(library, arena, 100);
            DeviceMemory bits = DeviceMemory.allocate(library, arena, 12);
            BitPackingCuda packing = new BitPackingCuda(library);
            BitOrder order = BitOrder.LSB_FIRST;
            Rows src = new Rows(bytes, 0, 100);
            assertThatThrownBy(() -> packing.pack(src, new Rows(bits, 0, 13), 1, 100, order, stream))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packing.unpack(new Rows(bits, 1, 12), src, 1, 96, order, stream))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packing.pack(new Rows(bytes, 8, 100), new Rows(bits, 0, 12), 1, 96, order, stream))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packing.pack(new Rows(bytes, 0, 9), new Rows(bits, 0, 2), 3, 10, order, stream))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rows overlap: rows=3, stride=9, row=10");
            assertThatThrownBy(() -> packing.pack(src, new Rows(bytes, 39, 5), 1, 40, order, stream))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("source and destination overlap");
        }
    }

    @ParameterizedTest
    @EnumSource
    void planesAreThePaintersOwn(PlaneFormat format) {
        InstancePlaneCuda planes = new InstancePlaneCuda(library, format);
        PlanePainter painter = new PlanePainter(format);
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try (Arena arena = Arena.ofConfined();
                    CudaStream stream = CudaStream.open(library)) {
                List<Image> expected = new ArrayList<>();
                List<Target> targets = new ArrayList<>();
                for (int i = 0; i < 1 + seed % 4; i++) {
                    int width = random.nextInt(1, seed % 5 == 0 ? 200 : 40);
                    int height = random.nextInt(1, seed % 7 == 0 ? 200 : 40);
                    List<PersonMask> annotations = annotations(random, width, height, format);
                    Image plane = Image.allocate(arena, width, height, format.pixels());
                    painter.paint("seed " + seed, annotations, plane);
                    Target target = target(arena, random, width, height, format);
                    planes.add("seed " + seed, annotations, target);
                    expected.add(plane);
                    targets.add(target);
                }
                planes.run(stream);
                stream.await();
                for (int i = 0; i < targets.size(); i++) {
                    assertThat(read(targets.get(i), format))
                            .as("seed %d, image %d", seed, i)
                            .isEqualTo(expected.get(i).toBytes());
                }
            }
        }
    }

    @Test
    void refusesPlanesThatDoNotFit() {
        try (Arena arena = Arena.ofConfined()) {
            DeviceMemory memory = DeviceMemory.allocate(library, arena, 100);
            InstancePlaneCuda wide = new InstancePlaneCuda(library, PlaneFormat.WIDE);
            assertThatThrownBy(() -> wide.add("a", List.of(), new Target(memory, 1, 4, 4, 8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("plane cannot be painted there");
            assertThatThrownBy(() -> wide.add("a", List.of(), new Target(memory, 0, 4, 4, 7)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> wide.add("a", List.of(), new Target(memory, 0, 5, 11, 10)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            PersonMask other = new PersonMask(Rle.of(3, 4, 0, 12), 1, false, 1);
            assertThatThrownBy(() -> wide.add("a", List.of(other), new Target(memory, 0, 4, 4, 8)))
                    .isInstanceOf(BadMaskException.class)
                    .hasMessageContaining("mask does not fit the image: image=a");
        }
    }

    private void check(
            SplittableRandom random, int rows, int count, int byteShift, int bitShift, int gap, BitOrder order) {
        int packed = (count + 7) / 8;
        int byteStride = count + gap;
        int bitStride = packed + gap / 4;
        byte[] values = new byte[byteShift + rows * byteStride + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
        }
        byte[] bits = filled(bitShift + rows * bitStride + 1);
        byte[] flags = filled(values.length);
        BitPacking java = new BitPacking(new BitKernelSimd());
        MemorySegment bitRows = MemorySegment.ofArray(bits).asSlice(bitShift);
        java.packRows(
                MemorySegment.ofArray(values).asSlice(byteShift), byteStride, bitRows, bitStride, rows, count, order);
        java.unpackRows(
                bitRows, bitStride, MemorySegment.ofArray(flags).asSlice(byteShift), byteStride, rows, count, order);
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            Rows src = new Rows(upload(arena, values, stream), byteShift, byteStride);
            Rows middle = new Rows(upload(arena, filled(bits.length), stream), bitShift, bitStride);
            Rows back = new Rows(upload(arena, filled(flags.length), stream), byteShift, byteStride);
            BitPackingCuda packing = new BitPackingCuda(library);
            packing.pack(src, middle, rows, count, order, stream);
            packing.unpack(middle, back, rows, count, order, stream);
            String what = rows + " rows of " + count + ", bytes at " + byteShift + ", bits at " + bitShift;
            assertThat(download(middle.memory(), stream)).as(what).isEqualTo(bits);
            assertThat(download(back.memory(), stream)).as(what).isEqualTo(flags);
        }
    }

    /** Persons, crowds, areas of 0; masks without pixels, of one run, with many. */
    private static List<PersonMask> annotations(SplittableRandom random, int width, int height, PlaneFormat format) {
        List<PersonMask> out = new ArrayList<>();
        int count = random.nextInt(4) == 0 && format != PlaneFormat.STRICT ? 130 : random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Rle mask = switch (random.nextInt(5)) {
                case 0 -> Rle.of(height, width, height * width);
                case 1 -> Rle.of(height, width, 0, height * width);
                case 2 -> DrawnMasks.ring(height, width);
                default -> noise(random, width, height);
            };
            out.add(new PersonMask(mask, random.nextInt(6), random.nextInt(5) == 0, random.nextInt(3)));
        }
        return out;
    }

    private static Rle noise(SplittableRandom random, int width, int height) {
        int rest = height * width;
        int longest = 1 + random.nextInt(rest);
        List<Integer> runs = new ArrayList<>();
        while (rest > 0) {
            int run = Math.min(rest, random.nextInt(longest + 1));
            runs.add(run);
            rest -= run;
        }
        return Rle.of(height, width, runs.stream().mapToInt(Integer::intValue).toArray());
    }

    private Target target(Arena arena, SplittableRandom random, int width, int height, PlaneFormat format) {
        int pixel = format.pixels().bytesPerSample();
        int stride = pixel * (width + random.nextInt(4));
        int offset = pixel * random.nextInt(4);
        long bytes = offset + (long) stride * (height - 1) + (long) pixel * width;
        try (CudaStream stream = CudaStream.open(library)) {
            return new Target(upload(arena, filled((int) bytes), stream), offset, width, height, stride);
        }
    }

    private byte[] read(Target target, PlaneFormat format) {
        try (CudaStream stream = CudaStream.open(library)) {
            MemorySegment all = MemorySegment.ofArray(download(target.memory(), stream));
            return Image.wrap(
                            all.asSlice(target.offsetBytes()),
                            target.widthPx(),
                            target.heightPx(),
                            target.strideBytes(),
                            format.pixels())
                    .toBytes();
        }
    }

    private DeviceMemory upload(Arena arena, byte[] bytes, CudaStream stream) {
        MemorySegment host = DeviceMemory.pinned(library, arena, bytes.length);
        MemorySegment.copy(bytes, 0, host, ValueLayout.JAVA_BYTE, 0, bytes.length);
        DeviceMemory memory = DeviceMemory.allocate(library, arena, bytes.length);
        stream.upload(host, 0, memory, 0, bytes.length);
        stream.await();
        return memory;
    }

    private byte[] download(DeviceMemory memory, CudaStream stream) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = DeviceMemory.pinned(library, arena, memory.byteSize());
            stream.download(memory, 0, host, 0, memory.byteSize());
            stream.await();
            return host.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static byte[] filled(int length) {
        byte[] out = new byte[length];
        Arrays.fill(out, UNTOUCHED);
        return out;
    }
}
