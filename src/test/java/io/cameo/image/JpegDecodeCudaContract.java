package io.cameo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sound JPEGs decoded on a device: the pixels of OpenCV, which are libjpeg-turbo's. */
abstract class JpegDecodeCudaContract {
    private static final int[] SAMPLINGS = {JpegMaker.GRAY, JpegMaker.YCC_444, JpegMaker.YCC_422, JpegMaker.YCC_420};

    private JpegRuns runs;

    abstract CudaLibrary library();

    @BeforeEach
    void open() {
        runs = new JpegRuns(library());
    }

    @AfterEach
    void close() {
        if (runs != null) {
            runs.close();
        }
    }

    @Test
    void raggedBatchesAreDecodedAsByOpenCv() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> files = new ArrayList<>();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                int widest = random.nextInt(3) == 0 ? 20 : 300;
                files.add(JpegMaker.any(random, random.nextInt(1, widest), random.nextInt(1, widest)));
            }
            runs.assertDecoded(files, random.nextInt(3) == 0 ? 1 : 3, "seed " + seed);
        }
    }

    /** Every width and height about blocks of 8 and 16, and chroma too narrow to be interpolated. */
    @Test
    void everySmallSizeIsDecodedAsByOpenCv() {
        for (int sampling : SAMPLINGS) {
            for (int width = 1; width <= 35; width++) {
                SplittableRandom random = new SplittableRandom(width);
                List<byte[]> files = new ArrayList<>();
                for (int height = 1; height <= 35; height++) {
                    files.add(JpegMaker.make(random, width, height, sampling));
                }
                runs.assertDecoded(files, 3, "sampling " + Integer.toHexString(sampling) + ", width " + width);
            }
        }
    }

    /** All of the odd files: those of a kind that is taken, decoded; none of them is an accident. */
    @Test
    void oddFilesAreDecodedOrRefused() {
        List<byte[]> sound = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> names = new ArrayList<>(Golden.names());
        names.add("made/restart.jpg");
        for (String name : names) {
            byte[] file = Golden.bytes(name);
            if (runs.decode(List.of(file), 3).getFirst().refusal() == null) {
                sound.add(file);
            } else if (ImageKind.of(Golden.segment(name)) == ImageKind.JPEG) {
                refused.add(name);
            }
        }
        assertThat(sound).hasSizeGreaterThan(8);
        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "src/cmyk.jpg",
                        "src/exif_2.jpg",
                        "src/exif_3.jpg",
                        "src/exif_4.jpg",
                        "src/exif_5.jpg",
                        "src/exif_6.jpg",
                        "src/exif_7.jpg",
                        "src/exif_8.jpg",
                        "src/progressive.jpg",
                        "src/truncated.jpg");
        runs.assertDecoded(sound, 3, "odd files");
        runs.assertDecoded(sound, 1, "odd files");
    }

    /**
     * Faces as people pack them, as many as run by two and more to a warp on a GPU; some with one header and other data, as
     * one encoder writes them, some with tables of their own.
     */
    @Test
    void thousandsOfFacesAreDecodedAsByOpenCv() {
        SplittableRandom random = new SplittableRandom(7);
        List<byte[]> kinds = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            kinds.add(JpegMaker.make(random, 112, 112, SAMPLINGS[i / 6], 95, 0, i % 3 == 0, false));
            expected.add(runs.expected(kinds.get(i), 3));
        }
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 3_500; i++) {
            files.add(kinds.get(i % kinds.size()));
        }
        List<JpegRuns.Outcome> outcomes = runs.decode(files, 3);
        for (int i = 0; i < files.size(); i++) {
            assertThat(outcomes.get(i).pixels()).as("file %d", i).isEqualTo(expected.get(i % kinds.size()));
        }
    }

    /** What encoders other than OpenCV's write, too. */
    @Test
    void rareFormsOfTablesAndMarkersAreDecoded() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = JpegMaker.make(random, random.nextInt(1, 99), random.nextInt(1, 99), SAMPLINGS[1 + seed % 3]);
            int end = file.length - 2;
            List<byte[]> files = new ArrayList<>(List.of(
                    file,
                    JpegMaker.with(file, JpegMaker.find(file, JpegMaker.SOF0) + 1, 0xc1),
                    JpegMaker.insert(file, 2, 0xff, 0xff, 0xff),
                    JpegMaker.insert(file, JpegMaker.find(file, JpegMaker.SOS), 0xff),
                    JpegMaker.insert(file, end, 0xff, 0xff),
                    JpegMaker.insert(file, 2, 0xff, 0xfe, 0, 5, 1, 2, 3),
                    JpegMaker.withWideSteps(file),
                    JpegMaker.withOwnTablesForCr(file),
                    JpegMaker.withFillBeforeMarkers(file),
                    JpegMaker.withTablesInOneSegment(file)));
            runs.assertDecoded(files, 3, "seed " + seed);
        }
    }

    /** On one stream, without waiting in between; the batch is used again with other files. */
    @Test
    void imagesGoOnToOtherKernels() {
        CudaLibrary library = library();
        SplittableRandom random = new SplittableRandom(9);
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            JpegDecodeCuda decoder = new JpegDecodeCuda(library);
            JpegBatch files = decoder.batch(arena, 6, 1 << 20, 3);
            for (int round = 0; round < 3; round++) {
                List<byte[]> sources = new ArrayList<>();
                for (int i = 0; i < 6 - round; i++) {
                    byte[] file = JpegMaker.any(random, 64, 48);
                    sources.add(file);
                    assertThat(files.add(MemorySegment.ofArray(file), 0, file.length))
                            .isEqualTo(i);
                }
                decoder.run(files, stream);
                ImageBatch images = new ImageBatch(library, arena, files.size(), 3);
                for (int i = 0; i < files.size(); i++) {
                    images.add(Objects.requireNonNull(files.image(i)));
                }
                DeviceTensor tensor = new DeviceBatches(library, arena, random)
                        .room(files.size(), 48, 64, 3, DeviceTensor.Type.UINT8, DeviceTensor.Layout.NHWC, false);
                new PackCuda(library).run(images, tensor, stream);
                for (int i = 0; i < files.size(); i++) {
                    DeviceImage sample = new DeviceImage(
                            tensor.memory(), tensor.offsetBytes() + i * tensor.sampleBytes(), 64, 48, 192, 3);
                    assertThat(runs.read(sample, stream)).isEqualTo(runs.expected(sources.get(i), 3));
                    assertThat(files.refusal(i)).isNull();
                }
                files.clear();
                assertThat(files.size()).isZero();
            }
        }
    }

    @Test
    void refusesWhatTheCallerMustNotDo() {
        CudaLibrary library = library();
        byte[] file = JpegMaker.any(new SplittableRandom(1), 16, 16);
        MemorySegment bytes = MemorySegment.ofArray(file);
        try (Arena arena = Arena.ofConfined();
                CudaStream stream = CudaStream.open(library)) {
            JpegDecodeCuda decoder = new JpegDecodeCuda(library);
            assertThatThrownBy(() -> decoder.batch(arena, 0, 9, 3))
                    .hasMessage("batch holds no files: capacity=0, bytes=9");
            assertThatThrownBy(() -> decoder.batch(arena, 1, 9, 4))
                    .hasMessage("batch cannot have these channels: channels=4");
            JpegBatch batch = decoder.batch(arena, 2, file.length + 40L, 3);
            assertThatThrownBy(() -> batch.add(bytes, 1, file.length)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> batch.image(0)).isInstanceOf(IllegalStateException.class);
            batch.add(bytes, 0, file.length);
            assertThat(batch.hasRoom(file.length)).isFalse();
            assertThat(batch.hasRoom(20)).isTrue();
            assertThatThrownBy(() -> batch.add(bytes, 0, file.length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("batch is full: files=1, capacity=2");
            assertThatThrownBy(() -> batch.refusal(0)).hasMessage("batch has not run: files=1");
            decoder.run(batch, stream);
            assertThatThrownBy(() -> batch.add(bytes, 0, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("clear it first");
            assertThatThrownBy(() -> decoder.run(batch, stream)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> batch.refusal(1)).isInstanceOf(IndexOutOfBoundsException.class);
            batch.clear();
            decoder.run(batch, stream);
            batch.clear();
            batch.add(bytes, 0, 20);
            decoder.run(batch, stream);
            assertThat(batch.refusal(0)).isEqualTo("jpeg truncated: bytes=20");
            assertThat(batch.image(0)).isNull();
        }
    }
}
