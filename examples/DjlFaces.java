package io.cameo.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.translate.TranslateException;
import io.cameo.loader.Augments;
import io.cameo.loader.Loader;
import io.cameo.loader.SampleFormat;
import io.cameo.loader.TensorLayout;
import io.cameo.loader.TensorType;
import io.cameo.loader.djl.LoaderDataset;
import io.cameo.loader.djl.RecordDataset;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Gives a record file to the Deep Java Library, in both ways: as a data set that DJL shuffles and splits, and as the epochs of a
 * loader with its augmentation. What {@code pass} does to the batches, {@code EasyTrain.fit(trainer, epochs, dataset, validation)}
 * does with an engine that can train: add {@code ai.djl.pytorch:pytorch-engine} for one.
 *
 * <pre>mvn -q test-compile exec:exec@example -Dexample=DjlFaces -Dexample.args="FILE.rec"</pre>
 */
public final class DjlFaces {
    private static final int ROWS = 32;
    private static final int SIDE_PX = 112;

    private DjlFaces() {}

    public static void main(String[] args) throws IOException, TranslateException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: DjlFaces FILE.rec");
        }
        run(Path.of(args[0]), System.out);
    }

    static void run(Path rec, PrintStream out) throws IOException, TranslateException {
        try (NDManager manager = NDManager.newBaseManager()) {
            out.println("engine " + manager.getEngine().getEngineName());
            try (RecordDataset faces = RecordDataset.builder()
                    .setRecords(rec)
                    .setFormat(SampleFormat.face(SIDE_PX, SIDE_PX))
                    .setSampling(ROWS, true)
                    .build()) {
                RandomAccessDataset[] parts = faces.randomSplit(9, 1);
                pass("training part", parts[0], manager, out);
                pass("validation part", parts[1], manager, out);
            }
            try (Loader loader = Loader.of(rec)
                    .shuffle(42)
                    .augment(Augments.randomMirror())
                    .normalize(127.5f, 127.5f)
                    .batch(ROWS, TensorLayout.NCHW, TensorType.FLOAT32)
                    .open()) {
                LoaderDataset epochs = LoaderDataset.of(loader, 0);
                pass("epoch 0", epochs, manager, out);
                pass("epoch 1", epochs, manager, out);
            }
        }
    }

    private static void pass(String name, Dataset dataset, NDManager manager, PrintStream out)
            throws IOException, TranslateException {
        long begin = System.nanoTime();
        long samples = 0;
        double sum = 0;
        String shape = "";
        for (Batch batch : dataset.getData(manager)) {
            NDArray images = batch.getData().singletonOrThrow();
            shape = samples == 0 ? images.getShape().toString() : shape;
            float[] numbers = images.toFloatArray();
            double batchSum = 0;
            for (float number : numbers) {
                batchSum += number;
            }
            sum += batchSum / numbers.length * batch.getSize();
            samples += batch.getSize();
            batch.close();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf(
                Locale.ROOT,
                "%-16s %,7d samples  first batch %s  mean %+.4f  %,.0f samples/s%n",
                name,
                samples,
                shape,
                sum / samples,
                samples / seconds);
    }
}
