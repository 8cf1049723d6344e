package io.cameo.loader.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.DataIterable;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a {@link RecordDataset}. Where nothing is done to single samples, all of a batch are decoded into one piece of
 * memory, which becomes one array: no array per sample, and no engine that must know how to stack them.
 */
final class RecordIterable extends DataIterable {
    RecordIterable(
            RecordDataset records,
            NDManager manager,
            Sampler sampler,
            Look look,
            @Nullable ExecutorService executor,
            int prefetch) {
        super(
                records,
                manager,
                sampler,
                look.dataBatchifier,
                look.labelBatchifier,
                look.pipeline,
                look.targetPipeline,
                executor,
                prefetch,
                look.device);
    }

    /** What DJL does to samples and batches. */
    record Look(
            Batchifier dataBatchifier,
            Batchifier labelBatchifier,
            @Nullable Pipeline pipeline,
            @Nullable Pipeline targetPipeline,
            @Nullable Device device) {}

    /** Called by the constructor of DJL already, where it reads ahead: no field of this class could be set then. */
    @Override
    protected Batch fetch(List<Long> indices, int progress) throws IOException {
        if (pipeline != null || !dataBatchifier.equals(Batchifier.STACK) || !labelBatchifier.equals(Batchifier.STACK)) {
            return super.fetch(indices, progress);
        }
        NDManager owner = manager.newSubManager();
        try {
            Record rows = ((RecordDataset) dataset).rows(owner, indices);
            NDList data = rows.getData();
            NDList labels = rows.getLabels();
            if (targetPipeline != null) {
                labels = targetPipeline.transform(labels);
            }
            if (device != null) {
                data = data.toDevice(device, false);
                labels = labels.toDevice(device, false);
            }
            return new Batch(
                    owner,
                    data,
                    labels,
                    indices.size(),
                    dataBatchifier,
                    labelBatchifier,
                    progress,
                    dataset.size(),
                    indices);
        } catch (Throwable failure) {
            owner.close();
            throw failure;
        }
    }
}
