package io.cameo.loader.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Batchifier;
import ai.djl.translate.TranslateException;
import io.cameo.bytes.CorruptDataException;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.image.ImageCodec;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.SampleFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecordDatasetTest {
    private static final int WIDTH_PX = MadeRecords.WIDTH_PX;
    private static final int HEIGHT_PX = MadeRecords.HEIGHT_PX;
    private static final SampleFormat BYTES = SampleFormat.rgb(WIDTH_PX, HEIGHT_PX);

    @TempDir
    Path folder;

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private RecordDataset.Builder of(int count, SampleFormat format) throws IOException {
        return RecordDataset.builder()
                .setRecords(MadeRecords.write(folder.resolve("a.rec"), 0, count))
                .setFormat(format);
    }

    /** Checks every row against the record of its index, and gives the indices. */
    private static List<Long> check(Iterable<Batch> batches, ImageCodec codec) {
        List<Long> seen = new ArrayList<>();
        for (Batch batch : batches) {
            byte[] pixels = batch.getData().singletonOrThrow().toByteArray();
            float[] labels = batch.getLabels().singletonOrThrow().toFloatArray();
            assertThat(batch.getData().singletonOrThrow().getShape())
                    .isEqualTo(new Shape(batch.getSize(), HEIGHT_PX, WIDTH_PX, 3));
            assertThat(batch.getLabels().singletonOrThrow().getShape()).isEqualTo(new Shape(batch.getSize()));
            assertThat(batch.getIndices()).hasSize(batch.getSize());
            for (int row = 0; row < batch.getSize(); row++) {
                long index = (Long) batch.getIndices().get(row);
                int begin = row * MadeRecords.PIXEL_BYTES;
                assertThat(Arrays.copyOfRange(pixels, begin, begin + MadeRecords.PIXEL_BYTES))
                        .isEqualTo(MadeRecords.rgb(codec, index));
                assertThat((long) labels[row]).isEqualTo(index / 4);
                seen.add(index);
            }
            batch.close();
        }
        return seen;
    }

    @Test
    void batchesHoldWhatTheRecordsHold() throws IOException, TranslateException {
        try (ImageCodec codec = ImageCodec.create();
                NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                RecordDataset faces = of(10, BYTES).setSampling(4, false).build()) {
            faces.prepare();
            assertThat(faces.size()).isEqualTo(10);
            assertThat(check(faces.getData(manager), codec)).isEqualTo(range(0, 10));
            try (RecordDataset whole = of(10, BYTES).setSampling(4, true, true).build()) {
                assertThat(check(whole.getData(manager), codec)).hasSize(8).doesNotHaveDuplicates();
            }
            try (RecordDataset few =
                    of(10, BYTES).setSampling(4, false).optLimit(5).build()) {
                assertThat(check(few.getData(manager), codec)).isEqualTo(range(0, 5));
            }
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void anExecutorReadsAheadOnItsThreads() throws IOException, TranslateException {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try (ImageCodec codec = ImageCodec.create();
                NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                RecordDataset faces = of(50, BYTES)
                        .setSampling(4, true)
                        .optPrefetchNumber(4)
                        .optDevice(Device.cpu())
                        .build()) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertThat(check(faces.getData(manager, executor), codec))
                        .containsExactlyInAnyOrderElementsOf(range(0, 50))
                        .isNotEqualTo(range(0, 50));
            }
        } finally {
            executor.close();
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void singleRecordsAreFloatPlanesWithScalarLabels() throws IOException {
        try (ImageCodec codec = ImageCodec.create();
                NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                RecordDataset faces = of(8, SampleFormat.face(WIDTH_PX, HEIGHT_PX))
                        .setSampling(4, false)
                        .build()) {
            Record record = faces.get(manager, 6);
            NDArray data = record.getData().singletonOrThrow();
            assertThat(data.getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(data.getShape()).isEqualTo(new Shape(3, HEIGHT_PX, WIDTH_PX));
            float[] numbers = data.toFloatArray();
            byte[] rgb = MadeRecords.rgb(codec, 6);
            for (int i = 0; i < rgb.length; i++) {
                assertThat(numbers[i % 3 * (rgb.length / 3) + i / 3])
                        .isEqualTo(((rgb[i] & 0xff) - 127.5f) * (1 / 127.5f));
            }
            NDArray label = record.getLabels().singletonOrThrow();
            assertThat(label.getShape()).isEqualTo(new Shape());
            assertThat(label.toFloatArray()).containsExactly(1);
            assertThatThrownBy(() -> faces.get(manager, 8)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> faces.get(manager, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void partsAreReadAsTheWholeIs() throws IOException, TranslateException {
        try (ImageCodec codec = ImageCodec.create();
                NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                RecordDataset faces = of(20, BYTES).setSampling(3, false).build()) {
            List<Float> labels = new ArrayList<>();
            for (RandomAccessDataset part : faces.randomSplit(3, 1)) {
                assertThat(part.size()).isIn(15L, 5L);
                for (Batch batch : part.getData(manager)) {
                    for (float label : batch.getLabels().singletonOrThrow().toFloatArray()) {
                        labels.add(label);
                    }
                    batch.close();
                }
            }
            assertThat(labels)
                    .containsExactlyInAnyOrderElementsOf(
                            range(0, 20).stream().map(i -> (float) (i / 4)).toList());
            RandomAccessDataset part = faces.subDataset(8, 16).subDataset(List.of(7L, 1L, 3L));
            try (RecordDataset last = (RecordDataset) part) {
                assertThat(last.size()).isEqualTo(3);
            }
            byte[] pixels = part.get(manager, 0).getData().singletonOrThrow().toByteArray();
            assertThat(pixels).isEqualTo(MadeRecords.rgb(codec, 15));
        }
    }

    /** DJL's own way, with a transform of each sample and somebody's batchifier, gives the same numbers. */
    @Test
    void transformsSeeSingleSamples() throws IOException, TranslateException {
        try (NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                RecordDataset plain = of(6, BYTES).setSampling(6, false).build();
                RecordDataset inverted = of(6, BYTES)
                        .setSampling(6, false)
                        .addTransform(RecordDatasetTest::invert)
                        .optDataBatchifier(new Side())
                        .optLabelBatchifier(new Side())
                        .build()) {
            Batch expected = plain.getData(manager).iterator().next();
            Batch actual = inverted.getData(manager).iterator().next();
            byte[] pixels = expected.getData().singletonOrThrow().toByteArray();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) ~pixels[i];
            }
            assertThat(actual.getData().singletonOrThrow().toByteArray()).isEqualTo(pixels);
            assertThat(actual.getLabels().singletonOrThrow().toFloatArray())
                    .isEqualTo(expected.getLabels().singletonOrThrow().toFloatArray());
        }
    }

    private static NDArray invert(NDArray array) {
        byte[] bytes = array.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return array.getManager().create(ByteBuffer.wrap(bytes), array.getShape(), array.getDataType());
    }

    /** Samples side by side, made of their bytes. */
    private static final class Side implements Batchifier {
        private static final long serialVersionUID = 1;

        @Override
        public NDList batchify(NDList[] inputs) {
            NDArray first = inputs[0].singletonOrThrow();
            int bytes = first.toByteBuffer().remaining();
            ByteBuffer all = first.getManager().allocateDirect(inputs.length * bytes);
            for (NDList input : inputs) {
                all.put(input.singletonOrThrow().toByteBuffer());
            }
            Shape shape = new Shape(inputs.length).addAll(first.getShape());
            return new NDList(first.getManager().create(all.flip(), shape, first.getDataType()));
        }

        @Override
        public NDList[] unbatchify(NDList inputs) {
            throw new UnsupportedOperationException("not needed here");
        }
    }

    @Test
    void recordsThatSayWhoIsWhoAreNoSamples() throws IOException, TranslateException {
        for (FaceLayout layout : List.of(FaceLayout.A, FaceLayout.B, FaceLayout.C)) {
            Path rec = MadeRecords.writeFaces(folder.resolve(layout + ".rec"), layout, 5, 5, 6, 9);
            try (NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                    RecordDataset faces = RecordDataset.builder()
                            .setRecords(rec)
                            .setFormat(BYTES)
                            .setSampling(8, false)
                            .build()) {
                NDList labels = faces.getData(manager).iterator().next().getLabels();
                assertThat(labels.singletonOrThrow().toFloatArray()).containsExactly(5, 5, 6, 9);
            }
        }
    }

    @Test
    void faultsAreNamed() throws IOException, TranslateException {
        RecordDataset.Builder builder = of(4, BYTES);
        assertThatNullPointerException().isThrownBy(builder::build).withMessageContaining("sampler");
        assertThatNullPointerException()
                .isThrownBy(() -> RecordDataset.builder().setSampling(2, false).build())
                .withMessageContaining("record file");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.optLabelWidth(0));
        Path bad = MadeRecords.writeWithBad(folder.resolve("bad.rec"), 4, List.of(3));
        try (NDManager manager = NDManager.newBaseManager("OnnxRuntime")) {
            try (RecordDataset wide =
                    builder.setSampling(2, false).optLabelWidth(2).build()) {
                assertThatThrownBy(() -> wide.get(manager, 0))
                        .isInstanceOf(CorruptDataException.class)
                        .hasMessageContaining("too few labels: expected=2, actual=1");
            }
            RecordDataset damaged = builder.setRecords(bad)
                    .optLabelWidth(1)
                    .setSampling(2, false)
                    .build();
            var batches = damaged.getData(manager).iterator();
            assertThat(batches.next().getSize()).isEqualTo(2);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("bad.rec");
            damaged.close();
            damaged.close();
            assertThatThrownBy(() -> damaged.get(manager, 0)).isInstanceOf(IllegalStateException.class);
        }
        MadeRecords.assertNothingLeft(folder);
    }
}
