package io.cameo.loader.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import io.cameo.bytes.LittleEndian;
import io.cameo.loader.Augments;
import io.cameo.loader.ErrorPolicy;
import io.cameo.loader.Loader;
import io.cameo.loader.LoaderBuilder;
import io.cameo.loader.MadeRecords;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderDatasetTest {
    @TempDir
    Path folder;

    private static byte[] bytes(NDArray array) {
        ByteBuffer buffer = array.toByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private LoaderBuilder augmented() throws IOException {
        return Loader.of(MadeRecords.write(folder.resolve("a.rec"), 0, 22))
                .shuffle(11)
                .augment(Augments.randomMirror());
    }

    /** What each batch of the loader holds, without rows that hold no sample. */
    private static List<byte[]> rows(Loader loader, long epoch) {
        List<byte[]> rows = new ArrayList<>();
        for (io.cameo.loader.Batch batch : loader.epoch(epoch)) {
            MemorySegment samples = batch.images()
                    .asSlice(0, (long) batch.samples() * batch.spec().sampleBytes());
            rows.add(samples.toArray(LittleEndian.BYTE));
        }
        return rows;
    }

    @Test
    void everyTypeAndEveryEpochComesAsTheLoaderGivesIt() throws IOException, TranslateException {
        for (TensorType type : TensorType.values()) {
            try (NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                    Loader loader =
                            augmented().batch(5, TensorLayout.NCHW, type).open()) {
                LoaderDataset faces = LoaderDataset.of(loader, 2);
                faces.prepare();
                for (int epoch = 2; epoch < 4; epoch++) {
                    List<byte[]> rows = new ArrayList<>();
                    for (Batch batch : faces.getData(manager)) {
                        NDArray data = batch.getData().singletonOrThrow();
                        assertThat(data.getDataType()).hasToString(type.name().toLowerCase(Locale.ROOT));
                        assertThat(data.getShape())
                                .isEqualTo(new Shape(batch.getSize(), 3, MadeRecords.HEIGHT_PX, MadeRecords.WIDTH_PX));
                        rows.add(bytes(data));
                        batch.close();
                    }
                    assertThat(rows).hasSize(5).usingRecursiveComparison().isEqualTo(rows(loader, epoch));
                }
            }
        }
        MadeRecords.assertNothingLeft(folder);
    }

    @Test
    void labelsAndKeysBelongToTheirRows() throws IOException {
        try (NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                Loader loader = augmented().batch(5).open()) {
            List<Object> keys = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (Batch batch : LoaderDataset.of(loader, 0).getData(manager)) {
                float[] labels = batch.getLabels().singletonOrThrow().toFloatArray();
                assertThat(labels).hasSize(batch.getSize());
                for (int row = 0; row < labels.length; row++) {
                    assertThat(labels[row])
                            .isEqualTo((float) ((Long) batch.getIndices().get(row) / 4));
                }
                keys.addAll(batch.getIndices());
                sizes.add(batch.getSize());
                assertThat(batch.getProgressTotal()).isEqualTo(25);
                assertThat(batch.getProgress()).isEqualTo(5L * sizes.size());
            }
            assertThat(keys).hasSize(22).doesNotHaveDuplicates();
            assertThat(sizes).containsExactly(5, 5, 5, 5, 2);
        }
    }

    /** Arrays are copies: they keep what they hold when the ring goes round, and when the loader is gone. */
    @Test
    void arraysOutliveTheLoader() throws IOException {
        try (NDManager manager = NDManager.newBaseManager("OnnxRuntime")) {
            List<Batch> kept = new ArrayList<>();
            List<byte[]> expected;
            try (Loader loader = augmented().batch(5).workers(1).prefetch(1).open()) {
                expected = rows(loader, 0);
                LoaderDataset.of(loader, 0).getData(manager).forEach(kept::add);
            }
            assertThat(kept.stream()
                            .map(batch -> bytes(batch.getData().singletonOrThrow()))
                            .toList())
                    .usingRecursiveComparison()
                    .isEqualTo(expected);
        }
    }

    @Test
    void rowsWithoutASampleAreLeftOut() throws IOException {
        Path rec = MadeRecords.writeWithBad(folder.resolve("bad.rec"), 12, List.of(1, 4, 5, 6, 7, 8, 11));
        try (NDManager manager = NDManager.newBaseManager("OnnxRuntime");
                Loader loader =
                        Loader.of(rec).onError(ErrorPolicy.SKIP).batch(4).open()) {
            List<Object> keys = new ArrayList<>();
            Iterator<Batch> batches =
                    LoaderDataset.of(loader, 0).getData(manager).iterator();
            while (batches.hasNext()) {
                Batch batch = batches.next();
                float[] labels = batch.getLabels().singletonOrThrow().toFloatArray();
                for (int row = 0; row < labels.length; row++) {
                    assertThat(labels[row])
                            .isEqualTo((float) ((Long) batch.getIndices().get(row) / 4));
                }
                keys.add(batch.getIndices());
            }
            assertThat(keys).containsExactly(List.of(0L, 2L, 3L), List.of(9L, 10L));
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
            assertThatIllegalArgumentException().isThrownBy(() -> LoaderDataset.of(loader, -1));
        }
    }
}
