package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.convert.PackedImage;
import io.cameo.convert.RecordJob;
import io.cameo.convert.RunOutput;
import io.cameo.pipeline.Stage;
import java.nio.file.Path;

/** A run that makes records of what a plan says, or of a part of it: both make the same record of the same item. */
abstract class PlannedJob extends RecordJob<PackItem, PackScratch> {
    private final FileTree files;
    private final MattingPack.Choice choice;

    PlannedJob(FileTree files, MattingPack.Choice choice, Path rec, String name) {
        super(rec, name);
        this.files = files;
        this.choice = choice;
    }

    @Override
    protected final PackScratch scratch() {
        return new PackScratch(files, choice.effort());
    }

    @Override
    protected final Stage<PackItem, PackScratch, PackedImage> stage() {
        return new PackStage(choice);
    }

    @Override
    protected final long key(PackItem item) {
        return item.key();
    }

    @Override
    protected final RunOutput.Named nameOf(PackItem item) {
        return new RunOutput.Named(Long.toString(item.key()), item.name());
    }
}
