package io.cameo.loader.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.util.Progress;
import io.cameo.loader.Batches;
import io.cameo.loader.Loader;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a loader as a data set of DJL: its order, augmentation, workers and types, each {@link #getData} the next epoch.
 *
 * <pre>{@code
 * try (Loader loader = Loader.of(Path.of("train.rec")).shuffle(42).normalize(127.5f, 127.5f)
 *         .batch(256, TensorLayout.NCHW, TensorType.FLOAT32).open()) {
 *     EasyTrain.fit(trainer, epochs, LoaderDataset.of(loader, 0), null);
 * }
 * }</pre>
 *
 * <p>A batch has one data array, as {@link Loader#spec()} says, and one label array: float32, {@code [N]}, or {@code [N, label
 * width]} where the loader was told of more than one. Rows without a sample are left out, so that N may be smaller at the end of
 * an epoch, and batches of such rows alone are not given. The indices of a batch are the keys of its records.
 *
 * <p><b>Ownership.</b> Arrays belong to the manager that was given, and hold copies: they outlive the loader's batches and the
 * loader, which is the caller's. One epoch runs at a time, drawn by one thread; an executor is not needed, and not used.
 */
public final class LoaderDataset implements Dataset {
    private final Loader loader;
    private final AtomicLong epoch;

    private LoaderDataset(Loader loader, long firstEpoch) {
        this.loader = loader;
        epoch = new AtomicLong(firstEpoch);
    }

    /**
     * A data set over a loader.
     *
     * @param firstEpoch what {@link #getData} begins with, from 0
     */
    public static LoaderDataset of(Loader loader, long firstEpoch) {
        if (firstEpoch < 0) {
            throw new IllegalArgumentException("no such epoch: expected>=0, actual=" + firstEpoch);
        }
        return new LoaderDataset(loader, firstEpoch);
    }

    /** The next epoch; what it is made of does not depend on whether the one before was drawn to its end. */
    @Override
    public Iterable<Batch> getData(NDManager manager) {
        Batches batches = loader.epoch(epoch.getAndIncrement());
        return () -> new LoaderIterator(batches, manager);
    }

    /** Does nothing: the loader is open. */
    @Override
    public void prepare(@Nullable Progress progress) {
        if (progress != null) {
            progress.reset("Preparing", 1);
            progress.end();
        }
    }
}
