package io.cameo.loader.matting;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.image.BadImageException;
import io.cameo.loader.BadSample;
import io.cameo.loader.BatchTicket;
import io.cameo.loader.Draws;
import io.cameo.loader.EpochPlan;
import io.cameo.loader.ErrorPolicy;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordFile;
import org.jspecify.annotations.Nullable;

/** Fills a batch, all of it on one worker: no two threads ever meet over a sample. */
final class MattingStage implements Stage<BatchTicket, MattingStage.Tools, MattingMemory> {
    private static final int REPLACEMENTS = 16;

    private final ClipIndex index;
    private final ErrorPolicy policy;

    /** What one worker has for itself. */
    static final class Tools implements AutoCloseable {
        private final SampleMaker maker;
        private final ClipUnit unit;

        Tools(ClipIndex index, MattingSettings settings, BatchShape shape) {
            maker = new SampleMaker(index, settings, shape);
            unit = new ClipUnit(shape.frames());
        }

        @Override
        public void close() {
            maker.close();
        }
    }

    MattingStage(ClipIndex index, ErrorPolicy policy) {
        this.index = index;
        this.policy = policy;
    }

    @Override
    public void apply(BatchTicket ticket, Tools tools, MattingMemory out) {
        out.begin();
        EpochPlan plan = ticket.plan();
        plan.fill(ticket.number(), out.places, out.samples);
        for (int row = 0; row < out.shape.rows() && out.failure == null; row++) {
            if (out.samples[row] == EpochPlan.PADDING) {
                out.blank(row);
            } else {
                fillRow(plan, tools, out, row);
            }
        }
    }

    private void fillRow(EpochPlan plan, Tools tools, MattingMemory out, int row) {
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
    private @Nullable BadSample tryRow(EpochPlan plan, Tools tools, MattingMemory out, int row) {
        long sample = out.samples[row];
        ClipUnit unit = tools.unit;
        index.find(sample, unit);
        RecordFile file = index.file(unit.fileNumber).file();
        String reason;
        try {
            // The key alone in the first file; files that share keys get choices of their own.
            long randomKey = unit.fileNumber == 0 ? unit.key : Draws.mix(unit.key, unit.fileNumber);
            tools.maker.make(sample, unit, plan.epoch(), randomKey, out, row);
            return null;
        } catch (InternalError fault) {
            throw PageFault.in(file.path(), unit.offsetBytes, fault);
        } catch (BadImageException e) {
            reason = e.reason();
        } catch (CorruptDataException e) {
            if (e.getCause() instanceof InternalError) {
                throw e; // pages are gone: that is no fault of one sample
            }
            reason = e.reason();
        }
        // Up to the end of a page, a file that was cut reads as zeros, which look like a bad sample.
        file.checkWhole();
        return new BadSample(file.path(), unit.key, unit.offsetBytes, row, reason);
    }
}
