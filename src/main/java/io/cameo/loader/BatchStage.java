package io.cameo.loader;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import io.cameo.image.BadImageException;
import io.cameo.nativelib.NativeException;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Fills a batch, all of it on one worker: no two threads ever meet over a sample. */
final class BatchStage implements Stage<BatchTicket, BatchStage.Tools, BatchMemory> {
    private static final int REPLACEMENTS = 16;

    private final SampleFiles files;
    private final ErrorPolicy policy;
    private final long seed;
    private final boolean samplesRepeat;

    /** What one worker has for itself. */
    static final class Tools implements AutoCloseable {
        private final StepClock clock;
        private final RowWriter writer;
        private final RecordView view = new RecordView();
        private final NextRecord next = new NextRecord();
        private final DeviceRows deviceRows;
        /** Steps of augmentation are the CPU's, and begin with its decoder. */
        private final boolean decodesThere;
        /** The same while a batch is the device's. */
        private @Nullable DeviceRows active;

        /** @param rows of a batch */
        Tools(
                SampleLook look,
                TensorSpec spec,
                boolean timed,
                DeviceRun device,
                DeviceSettings deviceSettings,
                int rows) {
            clock = new StepClock(timed);
            writer = RowWriter.of(look, spec, clock);
            decodesThere = look.augment() == null && deviceSettings.decode() != DeviceDecode.CPU;
            deviceRows = new DeviceRows(device, deviceSettings, spec, rows);
        }

        @Override
        public void close() {
            deviceRows.close();
            writer.close();
        }
    }

    /**
     * @param samplesRepeat whether an epoch may have a sample twice, which then should look different
     */
    BatchStage(SampleFiles files, ErrorPolicy policy, long seed, boolean samplesRepeat) {
        this.files = files;
        this.policy = policy;
        this.seed = seed;
        this.samplesRepeat = samplesRepeat;
    }

    @Override
    public void apply(BatchTicket ticket, Tools tools, BatchMemory out) {
        tools.clock.begin();
        DeviceRows device = tools.deviceRows;
        boolean onDevice = device.turns().begin();
        int there = 0;
        if (onDevice) {
            try {
                there = fillOnDevice(ticket, tools, out);
            } catch (NativeException failure) {
                device.failed(failure);
                onDevice = false;
            }
        }
        if (!onDevice) {
            fill(ticket, tools, out);
        }
        device.turns().end(out.valid, there);
        tools.clock.end(out.stepNanos);
    }

    private int fillOnDevice(BatchTicket ticket, Tools tools, BatchMemory out) {
        tools.active = tools.deviceRows;
        try {
            tools.deviceRows.begin();
            fill(ticket, tools, out);
            int there = out.failure == null ? tools.deviceRows.finish(out) : 0;
            tools.clock.lap(LoadStep.PACK);
            return there;
        } finally {
            tools.active = null;
        }
    }

    private void fill(BatchTicket ticket, Tools tools, BatchMemory out) {
        out.begin();
        EpochPlan plan = ticket.plan();
        plan.fill(ticket.number(), out.places, out.samples);
        DeviceRows device = tools.active;
        if (device != null && tools.decodesThere) {
            decodeAhead(tools, device, out);
        }
        for (int row = 0; row < out.rows() && out.failure == null; row++) {
            if (out.samples[row] == EpochPlan.PADDING) {
                out.blank(row);
            } else {
                fillRow(plan, tools, out, row);
            }
        }
    }

    /**
     * Has the device decode the JPEGs of the batch. What it does not take, or what is bad, is met again row by row, where the CPU
     * decodes it or says why not: so bad samples are the same in the same order.
     */
    private void decodeAhead(Tools tools, DeviceRows device, BatchMemory out) {
        @Nullable MemorySegment[] jpegs = new MemorySegment[out.rows()];
        long sample = EpochPlan.PADDING;
        try {
            for (int row = 0; row < out.rows(); row++) {
                sample = out.samples[row];
                jpegs[row] = sample == EpochPlan.PADDING ? null : payload(tools.view, sample);
            }
            tools.clock.lap(LoadStep.READ);
            device.decode(jpegs);
            tools.clock.lap(LoadStep.DECODE);
        } catch (InternalError fault) {
            int fileNumber = files.fileOf(sample);
            throw PageFault.in(files.file(fileNumber).path(), files.offsetBytes(fileNumber, sample), fault);
        }
    }

    /** The image bytes of a sample in the mapped file; null where there are none. */
    private @Nullable MemorySegment payload(RecordView view, long sample) {
        int fileNumber = files.fileOf(sample);
        try {
            files.read(fileNumber, sample, view);
            boolean isThere = view.segment().isMapped() && view.hasHeader() && view.payloadLength() > 0;
            return isThere ? view.payload() : null;
        } catch (CorruptDataException damaged) {
            if (damaged.getCause() instanceof InternalError) {
                throw damaged;
            }
            return null; // its row says so
        }
    }

    private void fillRow(EpochPlan plan, Tools tools, BatchMemory out, int row) {
        BadSample bad = tryRow(plan, tools, out, row);
        if (bad == null) {
            return;
        }
        if (policy == ErrorPolicy.FAIL) {
            out.failure = new CorruptDataException(
                    bad.file(),
                    bad.offsetBytes(),
                    "sample cannot be used: key=" + bad.key() + ", reason=" + bad.reason());
            return;
        }
        for (int attempt = 0; bad != null; attempt++) {
            out.badSamples.add(bad);
            if (policy == ErrorPolicy.SKIP || attempt == REPLACEMENTS) {
                out.blank(row);
                return;
            }
            out.samples[row] = plan.replacement(out.places[row], attempt);
            bad = tryRow(plan, tools, out, row);
        }
    }

    /** Fills a row with its sample, or says why that cannot be; the row then holds anything. */
    private @Nullable BadSample tryRow(EpochPlan plan, Tools tools, BatchMemory out, int row) {
        long sample = out.samples[row];
        int fileNumber = files.fileOf(sample);
        RecordFile file = files.file(fileNumber);
        try {
            return tryRow(plan, tools, out, row, fileNumber);
        } catch (InternalError fault) {
            throw PageFault.in(file.path(), files.offsetBytes(fileNumber, sample), fault);
        }
    }

    private @Nullable BadSample tryRow(EpochPlan plan, Tools tools, BatchMemory out, int row, int fileNumber) {
        long sample = out.samples[row];
        long key = files.key(fileNumber, sample);
        RecordView view = tools.view;
        String reason;
        try {
            files.read(fileNumber, sample, view);
            tools.writer.choose(seed, plan.epoch(), randomKey(fileNumber, key, out.places[row]));
            tools.writer.look(view);
            touchNext(tools, out, row, fileNumber);
            tools.writer.writeRow(view, out, row, tools.active);
            requireLabels(view, out.labelWidth);
            out.label(row, view);
            out.accept(row, key, files.exactLabel(fileNumber, sample, view));
            return null;
        } catch (BadImageException e) {
            reason = e.reason();
        } catch (CorruptDataException e) {
            if (e.getCause() instanceof InternalError) {
                throw e; // pages are gone: that is no fault of one sample
            }
            reason = e.reason();
        }
        if (tools.active != null) {
            tools.active.drop(row);
        }
        RecordFile file = files.file(fileNumber);
        // Up to the end of a page, a file that was cut reads as zeros, which look like a bad sample.
        file.checkWhole();
        return new BadSample(file.path(), key, files.offsetBytes(fileNumber, sample), row, reason);
    }

    /** Brings the record of the next row on its way, as if it were as long as this one. */
    private void touchNext(Tools tools, BatchMemory out, int row, int fileNumber) {
        RecordView view = tools.view;
        long sample = row + 1 < out.rows() ? out.samples[row + 1] : EpochPlan.PADDING;
        if (sample != EpochPlan.PADDING && view.segment().isMapped() && files.fileOf(sample) == fileNumber) {
            long length = view.endBytes() - view.offsetBytes();
            tools.next.touch(view.segment(), files.offsetBytes(fileNumber, sample), length);
        }
    }

    private static void requireLabels(RecordView view, int count) {
        if (view.labelCount() < count) {
            throw new BadImageException(
                    "record has too few labels: expected=" + count + ", actual=" + view.labelCount());
        }
    }

    /** The key alone in an epoch of one file; files that share keys, and places of one sample, get choices of their own. */
    private long randomKey(int fileNumber, long key, long place) {
        long ofFile = fileNumber == 0 ? key : Draws.mix(key, fileNumber);
        return samplesRepeat ? Draws.mix(ofFile, place) : ofFile;
    }
}
