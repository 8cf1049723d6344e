package io.cameo.convert.coco;

import io.cameo.convert.RecordJob;
import io.cameo.dataset.coco.CocoFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The images of an annotation file that a run is about, in the order of the file. */
final class CocoItems implements RecordJob.Items<CocoItem> {
    private final CocoFile file;
    private final boolean all;
    private int next;

    private CocoItems(CocoFile file, boolean all) {
        this.file = file;
        this.all = all;
    }

    /**
     * The images of a file, which stays its opener's.
     *
     * @param all whether images without annotations count
     * @param itemsDone how many of those that count to pass over
     */
    static CocoItems of(CocoFile file, boolean all, long itemsDone) throws IOException {
        CocoItems items = new CocoItems(file, all);
        for (long skip = itemsDone; skip > 0; skip--) {
            if (items.next() == null) {
                throw new IOException("journal says more images than there are: file=" + file.path());
            }
        }
        return items;
    }

    /** How many are still to come. */
    long left() {
        long count = 0;
        for (int position = next; position < file.images(); position++) {
            count += counts(position) ? 1 : 0;
        }
        return count;
    }

    private boolean counts(int position) {
        return all || file.annotations(position) > 0;
    }

    @Override
    public @Nullable CocoItem next() {
        while (next < file.images()) {
            int position = next++;
            if (counts(position)) {
                return new CocoItem(position, file.image(position));
            }
        }
        return null;
    }

    @Override
    public void close() {
        // the file is its opener's
    }
}
