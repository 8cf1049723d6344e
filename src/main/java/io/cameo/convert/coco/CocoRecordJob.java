package io.cameo.convert.coco;

import io.cameo.convert.PackedImage;
import io.cameo.convert.RecordJob;
import io.cameo.convert.RunOutput;
import io.cameo.convert.RunSettings;
import io.cameo.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run from an annotation file and its images to records. */
final class CocoRecordJob extends RecordJob<CocoItem, CocoScratch> {
    private static final int IMAGES_IN_FLIGHT = 256;

    private final CocoEncode.Choice choice;
    private @Nullable CocoItems items;

    CocoRecordJob(CocoEncode.Choice choice, Path rec) {
        super(rec, "coco");
        this.choice = choice;
    }

    @Override
    protected Map<String, String> describe() throws IOException {
        return choice.describe();
    }

    @Override
    protected Items<CocoItem> open(long itemsDone) throws IOException {
        CocoItems opened = choice.open(itemsDone);
        items = opened;
        return opened;
    }

    @Override
    protected long total(long itemsDone) {
        return items().left();
    }

    @Override
    protected int window(RunSettings settings) {
        return Math.max(IMAGES_IN_FLIGHT, 2 * settings.workers());
    }

    /** Half a mebibyte each, which few photographs of COCO's size exceed. */
    @Override
    protected long bytesInFlight() {
        return (long) IMAGES_IN_FLIGHT << 19;
    }

    @Override
    protected @Nullable Path fileOf(CocoItem item) {
        return choice.fileOf(item);
    }

    @Override
    protected CocoScratch scratch() {
        return new CocoScratch(items().file(), choice.images(), choice.plane(), false);
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

    private CocoItems items() {
        return Objects.requireNonNull(items, "the source is not open yet");
    }
}
