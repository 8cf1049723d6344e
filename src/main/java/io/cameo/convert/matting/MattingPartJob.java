package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackReport;
import io.cameo.convert.RunSettings;
import io.cameo.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One run that packs a part of a plan into a record file of its own. */
final class MattingPartJob extends PlannedJob {
    /** Fewer than of a run that has a machine for itself: several parts may be packed in one process. */
    private static final int RECORDS_IN_FLIGHT = 16;

    private static final long BYTES_IN_FLIGHT = 64L << 20;

    private final MattingPackPart part;

    MattingPartJob(FileTree files, MattingPack.Choice choice, MattingPackPart part, Path rec) {
        super(files, choice, rec, "matting-part");
        this.part = part;
    }

    MattingPackShard pack(RunSettings run) throws IOException {
        RunSettings patient = new RunSettings(
                run.workers(), run.batchSize(), Pipeline.UNLIMITED, false, run.progress(), run.onCancel());
        PackReport done = run(patient);
        if (done.end() == PackReport.End.CANCELLED) {
            throw new IOException("packing was cancelled: part=" + done.rec());
        }
        return new MattingPackShard(
                done.rec().toString(),
                done.listed(),
                done.rejected(),
                done.sizeBytes(),
                done.stageNanos(),
                part.images());
    }

    /** A part is not gone on with: who tries again begins anew. */
    @Override
    protected Map<String, String> describe() {
        return Map.of("plan", part.plan());
    }

    @Override
    protected Items<PackItem> open(long itemsDone) throws IOException {
        return new PlanFiles.Reader(part);
    }

    @Override
    protected long total(long itemsDone) {
        return part.items();
    }

    @Override
    protected int window(RunSettings settings) {
        return Math.max(RECORDS_IN_FLIGHT, 2 * settings.workers());
    }

    @Override
    protected long bytesInFlight() {
        return BYTES_IN_FLIGHT;
    }
}
