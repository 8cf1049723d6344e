package io.cameo.convert;

import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.DeviceSteps;
import io.cameo.image.ResizeCuda;
import io.cameo.pipeline.GroupStage;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One transcoding run: records, in the order of the file, into records. */
final class TranscodeJob extends RecordJob<TranscodeStage.Stored, TranscodeStage.Scratch> {
    private final RecordFile file;
    private final OffsetOrder order;
    private final TranscodeStage.Options options;
    private final @Nullable DeviceSteps steps;
    private final DeviceSettings device;
    private final DeviceRun on;

    /** @param steps what a device takes of the steps; null if there are others */
    TranscodeJob(
            RecordFile file,
            Path rec,
            TranscodeStage.Options options,
            @Nullable DeviceSteps steps,
            DeviceSettings device,
            DeviceRun on) {
        super(rec, "transcode");
        this.steps = steps;
        this.device = device;
        this.on = on;
        this.file = file;
        this.order = new OffsetOrder(file.index());
        this.options = options;
    }

    @Override
    protected Map<String, String> describe() throws IOException {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("source", file.path().toAbsolutePath().normalize().toString());
        job.put("source_bytes", Long.toString(file.sizeBytes()));
        job.put("source_modified", Files.getLastModifiedTime(file.path()).toString());
        job.put("records", Integer.toString(order.size()));
        job.put("color", options.color().name() + (device.decode().isExact() ? "" : " by " + device.decode()));
        job.put("encoding", options.encoding().extension());
        job.put("quality", Integer.toString(options.quality()));
        job.put("transforms", options.transforms().toString());
        return job;
    }

    @Override
    protected Items<TranscodeStage.Stored> open(long itemsDone) {
        return new InFileOrder(Math.toIntExact(itemsDone));
    }

    private final class InFileOrder implements Items<TranscodeStage.Stored> {
        private int next;

        InFileOrder(int first) {
            next = first;
        }

        @Override
        public TranscodeStage.@Nullable Stored next() {
            if (next == order.size()) {
                return null;
            }
            int position = order.position(next++);
            return new TranscodeStage.Stored(position, file.index().key(position));
        }

        @Override
        public void close() {
            // the file is its opener's
        }
    }

    @Override
    protected long total(long itemsDone) {
        return order.size() - itemsDone;
    }

    @Override
    protected TranscodeStage.Scratch scratch() {
        return new TranscodeStage.Scratch(new DeviceWorker<>(on, device, ResizeCuda::new));
    }

    @Override
    protected Stage<TranscodeStage.Stored, TranscodeStage.Scratch, PackedImage> stage() {
        return new TranscodeStage(file, options);
    }

    @Override
    protected @Nullable GroupStage<TranscodeStage.Stored, TranscodeStage.Scratch, PackedImage> groupStage() {
        DeviceSteps there = steps;
        return there == null || !on.hasDevice() ? null : new TranscodeGroupStage(file, options, there);
    }

    @Override
    protected int groupSize() {
        return device.batch();
    }

    @Override
    protected long key(TranscodeStage.Stored stored) {
        return stored.key();
    }

    @Override
    protected RunOutput.Named nameOf(TranscodeStage.Stored stored) {
        return new RunOutput.Named(
                Long.toString(stored.key()), file.path() + "@" + file.index().offset(stored.position()));
    }
}
