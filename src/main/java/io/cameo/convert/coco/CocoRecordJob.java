package io.cameo.convert.coco;

import io.cameo.convert.PackedImage;
import io.cameo.convert.RecordJob;
import io.cameo.convert.RunOutput;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.coco.CocoFile;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run from an annotation file and its images to records. */
final class CocoRecordJob extends RecordJob<CocoItem, CocoScratch> {
    private static final int IMAGES_IN_FLIGHT = 128;

    private final CocoEncode.Choice choice;
    private final CocoFile file;

    CocoRecordJob(CocoEncode.Choice choice, CocoFile file, Path rec) {
        super(rec, "coco");
        this.choice = choice;
        this.file = file;
    }

    @Override
    protected Map<String, String> describe() {
        return choice.describe(file);
    }

    @Override
    protected Items<CocoItem> open(long itemsDone) throws IOException {
        return CocoItems.of(file, choice.all(), itemsDone);
    }

    @Override
    protected long total(long itemsDone) throws IOException {
        return CocoItems.of(file, choice.all(), itemsDone).left();
    }

    @Override
    protected int window(RunSettings settings) {
        return Math.max(IMAGES_IN_FLIGHT, 2 * settings.workers());
    }

    /** A mebibyte each, of which memory takes what the record is long: few photographs of COCO's size exceed it. */
    @Override
    protected long bytesInFlight() {
        return (long) IMAGES_IN_FLIGHT << 20;
    }

    @Override
    protected @Nullable Path fileOf(CocoItem item) {
        return choice.fileOf(item);
    }

    @Override
    protected CocoScratch scratch() {
        return new CocoScratch(file, choice.images(), choice.plane(), false);
    }

    @Override
    protected Stage<CocoItem, CocoScratch, PackedImage> stage() {
        return new CocoStage();
    }

    @Override
    protected long key(CocoItem item) {
        return item.image().id();
    }

    @Override
    protected RunOutput.Named nameOf(CocoItem item) {
        return CocoEncode.nameOf(item);
    }
}
