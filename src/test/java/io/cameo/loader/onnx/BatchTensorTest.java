package io.cameo.loader.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.ImageCodec;
import io.cameo.loader.Batch;
import io.cameo.loader.Loader;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.Normalization;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchTensorTest {
    private static final int WIDTH_PX = MadeRecords.WIDTH_PX;
    private static final int HEIGHT_PX = MadeRecords.HEIGHT_PX;
    private static final int PIXELS = WIDTH_PX * HEIGHT_PX;
    private static final float[] WEIGHTS = {0.5f, -2f, 1.25f};
    private static final float BIAS = 3;

    @TempDir
    Path folder;

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private Path rec = Path.of("");

    @BeforeEach
    void writeRecords() throws IOException {
        rec = MadeRecords.write(folder.resolve("a.rec"), 0, 10);
    }

    static float[] run(OrtSession session, OnnxTensor input) throws OrtException {
        return numbers(session.run(Map.of("x", input)));
    }

    private static float[] numbers(OrtSession.Result result) {
        try (result) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] numbers = new float[output.remaining()];
            output.get(numbers);
            return numbers;
        }
    }

    private Loader floats() throws IOException {
        return Loader.of(rec)
                .normalize(127.5f, 128f)
                .batch(4, TensorLayout.NCHW, TensorType.FLOAT32)
                .workers(2)
                .open();
    }

    @Test
    void aConvolutionOverBatchesGivesWhatArithmeticGives() throws IOException, OrtException {
        try (OrtSession session = environment.createSession(OnnxModel.mix(WEIGHTS, BIAS, HEIGHT_PX, WIDTH_PX));
                ImageCodec codec = ImageCodec.create();
                Loader loader = floats()) {
            int rowsSeen = 0;
            for (Batch batch : loader.epoch(0)) {
                int rows = batch.samples();
                try (BatchTensor images = BatchTensor.of(environment, batch, rows)) {
                    assertThat(images.tensor().getInfo().getShape()).containsExactly(rows, 3, HEIGHT_PX, WIDTH_PX);
                    float[] mixed = run(session, images.tensor());
                    assertThat(mixed).hasSize(rows * PIXELS);
                    for (int row = 0; row < rows; row++) {
                        byte[] rgb = MadeRecords.rgb(codec, batch.key(row));
                        for (int i = 0; i < PIXELS; i++) {
                            double expected = BIAS;
                            for (int c = 0; c < 3; c++) {
                                expected += WEIGHTS[c] * (((rgb[3 * i + c] & 0xff) - 127.5) / 128);
                            }
                            // Three products and a sum of numbers below 8 in float32.
                            assertThat((double) mixed[row * PIXELS + i]).isCloseTo(expected, within(4e-6));
                        }
                        rowsSeen++;
                    }
                }
            }
            assertThat(rowsSeen).isEqualTo(10);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void everyTypeOfABatchIsAnInput() throws IOException, OrtException {
        for (TensorType type : TensorType.values()) {
            int elementType = switch (type) {
                case UINT8 -> OnnxModel.UINT8;
                case INT8 -> OnnxModel.INT8;
                case FLOAT32 -> OnnxModel.FLOAT;
                case FLOAT16 -> OnnxModel.FLOAT16;
            };
            // Whole numbers in every type, so that nothing is rounded.
            float mean = type == TensorType.UINT8 ? 0 : 128;
            try (OrtSession session = environment.createSession(OnnxModel.means(elementType, 3, HEIGHT_PX, WIDTH_PX));
                    ImageCodec codec = ImageCodec.create();
                    Loader loader = Loader.of(rec)
                            .normalize(Normalization.NONE.withMean(mean, mean, mean))
                            .batch(5, TensorLayout.NCHW, type)
                            .open()) {
                for (Batch batch : loader.epoch(0)) {
                    try (BatchTensor images = BatchTensor.of(environment, batch)) {
                        float[] means = run(session, images.tensor());
                        assertThat(means).hasSize(15);
                        for (int i = 0; i < means.length; i++) {
                            byte[] rgb = MadeRecords.rgb(codec, batch.key(i / 3));
                            double sum = 0;
                            for (int p = i % 3; p < rgb.length; p += 3) {
                                sum += (rgb[p] & 0xff) - mean;
                            }
                            assertThat((double) means[i]).as("%s", type).isCloseTo(sum / PIXELS, within(1e-4));
                        }
                    }
                }
            }
        }
    }

    @Test
    void theTensorIsTheMemoryOfTheBatch() throws IOException, OrtException {
        try (OrtSession session = environment.createSession(OnnxModel.mix(WEIGHTS, BIAS, HEIGHT_PX, WIDTH_PX));
                Loader loader = floats()) {
            Batch batch = loader.epoch(0).iterator().next();
            try (BatchTensor images = BatchTensor.of(environment, batch)) {
                assertThat(images.tensor().ownsBuffer()).isFalse();
                assertThat(images.tensor()
                                .getBufferRef()
                                .map(MemorySegment::ofBuffer)
                                .map(MemorySegment::address))
                        .contains(batch.images().address());
                float[] before = run(session, images.tensor());
                long green = (PIXELS + 7L) * Float.BYTES;
                float old = batch.images().get(LittleEndian.FLOAT, green);
                batch.images().set(LittleEndian.FLOAT, green, old + 10);
                float[] after = run(session, images.tensor());
                assertThat(after[7]).isCloseTo(before[7] + 10 * WEIGHTS[1], within(1e-4f));
                after[7] = before[7];
                assertThat(after).isEqualTo(before);
            }
        }
    }

    @Test
    void noBatchIsDrawnBeforeTheTensorIsClosed() throws IOException, OrtException {
        try (OrtSession session = environment.createSession(OnnxModel.mix(WEIGHTS, BIAS, HEIGHT_PX, WIDTH_PX));
                Loader loader = floats()) {
            Iterator<Batch> batches = loader.epoch(0).iterator();
            Batch first = batches.next();
            BatchTensor images = BatchTensor.of(environment, first);
            OnnxTensor tensor = images.tensor();
            float[] before = run(session, tensor);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("batch is lent");
            assertThat(run(session, tensor)).isEqualTo(before);
            images.close();
            images.close();
            assertThatThrownBy(images::tensor).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> images.run(session, "x")).isInstanceOf(IllegalStateException.class);
            assertThat(tensor.isClosed()).isTrue();
            assertThat(batches.next().number()).isEqualTo(1);
            assertThatThrownBy(() -> BatchTensor.of(environment, first)).isInstanceOf(IllegalStateException.class);
        }
        MadeRecords.assertNothingLeft(folder);
    }

    /** A batch that is closed while others run a model over it is written anew only when they are done. */
    @Test
    void closingWaitsForRuns() throws Exception {
        try (OrtSession session = environment.createSession(OnnxModel.mix(WEIGHTS, BIAS, HEIGHT_PX, WIDTH_PX));
                Loader loader = Loader.of(rec)
                        .shuffle(1)
                        .batch(4, TensorLayout.NCHW, TensorType.FLOAT32)
                        .workers(1)
                        .prefetch(1)
                        .open();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Iterator<Batch> batches = loader.epochs(0, 40).iterator();
            int runs = 0;
            while (batches.hasNext()) {
                BatchTensor images = BatchTensor.of(environment, batches.next());
                float[] expected = numbers(images.run(session, "x"));
                List<Future<Integer>> counts = new ArrayList<>();
                CountDownLatch begun = new CountDownLatch(2);
                for (int thread = 0; thread < 2; thread++) {
                    counts.add(threads.submit(() -> runUntilClosed(images, session, expected, begun)));
                }
                begun.await();
                images.close();
                for (Future<Integer> count : counts) {
                    runs += count.get();
                }
            }
            assertThat(runs).isGreaterThanOrEqualTo(2 * 40 * 3);
        }
    }

    private static int runUntilClosed(BatchTensor images, OrtSession session, float[] expected, CountDownLatch begun)
            throws OrtException {
        int runs = 0;
        while (true) {
            try {
                assertThat(numbers(images.run(session, "x"))).isEqualTo(expected);
            } catch (IllegalStateException closed) {
                assertThat(closed).hasMessage("tensor is closed, and the batch given back");
                return runs;
            }
            runs++;
            begun.countDown();
        }
    }

    @Test
    void aTensorOutlivesTheLoader() throws IOException, OrtException {
        try (OrtSession session = environment.createSession(OnnxModel.mix(WEIGHTS, BIAS, HEIGHT_PX, WIDTH_PX))) {
            Loader loader = floats();
            Batch batch = loader.epoch(0).iterator().next();
            MemorySegment memory = batch.images();
            BatchTensor images = BatchTensor.of(environment, batch);
            float[] before = run(session, images.tensor());
            loader.close();
            assertThat(run(session, images.tensor())).isEqualTo(before);
            assertThat(memory.scope().isAlive()).isTrue();
            images.close();
            assertThat(memory.scope().isAlive()).isFalse();
        }
    }

    @Test
    void whatCannotBeATensorLendsNothing() throws IOException, OrtException {
        try (Loader loader = floats()) {
            Iterator<Batch> batches = loader.epoch(0).iterator();
            Batch batch = batches.next();
            for (int rows : new int[] {-1, 0, 5}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> BatchTensor.of(environment, batch, rows))
                        .withMessage("no such rows: expected=1..4, actual=" + rows);
            }
            assertThat(batches.next().number()).isEqualTo(1);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentTensor.requireBuffer(SegmentTensor.MAX_BYTES + 1))
                .withMessage("tensor is too large for one buffer: limit=2147483639, actual=2147483640");
    }
}
