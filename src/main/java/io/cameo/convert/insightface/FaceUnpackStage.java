package io.cameo.convert.insightface;

import io.cameo.bytes.CorruptDataException;
import io.cameo.convert.ImageFile;
import io.cameo.dataset.insightface.FaceLayout;
import io.cameo.dataset.insightface.FaceRecords;
import io.cameo.pipeline.RejectedItemException;
import io.cameo.pipeline.Stage;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** What a worker does with an image: write its bytes into a file, and judge whether packing gives the record back. */
final class FaceUnpackStage implements Stage<FaceUnpackStage.Item, FaceUnpackStage.Scratch, FaceUnpackStage.Written> {
    private final FaceSource source;
    private final FaceNames names;
    private final Path directory;

    FaceUnpackStage(FaceSource source, FaceNames names, Path directory) {
        this.source = source;
        this.names = names;
        this.directory = directory;
    }

    /**
     * An image.
     *
     * @param image its place in the set
     * @param n which image of its identity it is, from 0
     */
    record Item(int image, int n) {}

    /** A worker's own. */
    static final class Scratch {
        private final RecordView view = new RecordView();
    }

    /** What became of an image. Reused. */
    static final class Written {
        private String path = "";
        private long bytes;
        private boolean aligned;
        private boolean moreLabels;
        private boolean otherKey;

        /** The file, relative to the folder. */
        String path() {
            return path;
        }

        long bytes() {
            return bytes;
        }

        boolean aligned() {
            return aligned;
        }

        boolean moreLabels() {
            return moreLabels;
        }

        boolean otherKey() {
            return otherKey;
        }
    }

    @Override
    public void apply(Item item, Scratch scratch, Written out) throws IOException, RejectedItemException {
        RecordView view = scratch.view;
        try {
            source.read(item.image(), view);
            FaceRecords faces = source.faces();
            MemorySegment payload = view.payload();
            out.path = names.file(item.image(), item.n(), payload);
            out.bytes = payload.byteSize();
            out.aligned = FaceSource.saysAligned(view);
            out.moreLabels = FaceSource.hasMoreLabels(view)
                    || (faces.layout() == FaceLayout.A) != (view.flag() == 2)
                    || view.id2() != 0;
            long expected = (long) faces.layout().firstKey() + item.image();
            boolean text = faces.file().index().hasTextKeys();
            out.otherKey = text || faces.key(item.image()) != expected || view.id() != expected;
            ImageFile.write(directory.resolve(out.path), payload);
        } catch (CorruptDataException damage) {
            throw new RejectedItemException(damage.reason() + ": offset=" + damage.offsetBytes(), damage);
        }
    }
}
