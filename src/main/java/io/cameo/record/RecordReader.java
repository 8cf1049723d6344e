package io.cameo.record;

import org.jspecify.annotations.Nullable;

/**
 * Reads records one after the other in file order, with or without an index.
 *
 * <p>Positions count records from 0 where the reader began. Keys are the index's where the file was opened with one whose
 * offsets rise, else the position. Not thread-safe; any number of readers may read one {@link RecordFile}.
 */
public final class RecordReader {
    private final RecordFile file;
    private final long begin;
    private final long end;
    private final @Nullable RecordIndex index;
    private long at;
    private int position;
    private int indexPosition;

    RecordReader(RecordFile file, long begin, long end) {
        this.file = file;
        this.begin = begin;
        this.end = end;
        this.at = begin;
        RecordIndex known = file.hasIndexFile() ? file.index() : null;
        this.index = known != null && known.inFileOrder() ? known : null;
        this.indexPosition = firstIndexPosition();
    }

    /**
     * Moves a view to the next record.
     *
     * @return false at the end, with the view unmoved
     * @throws io.cameo.bytes.CorruptDataException if the next bytes are no sound record; the reader stays before them
     */
    public boolean next(RecordView view) {
        if (at >= end) {
            return false;
        }
        view.setOrigin(file.path(), null, position);
        file.readAt(at, view);
        RecordIndex known = index;
        if (known != null) {
            matchIndex(known, view);
        }
        position++;
        at = view.endBytes();
        return true;
    }

    /** The next record, or null at the end. */
    public @Nullable Record next() {
        RecordView view = new RecordView();
        return next(view) ? view.toRecord() : null;
    }

    /** Where the next record begins. */
    public long offsetBytes() {
        return at;
    }

    /** Starts again, where the reader began. */
    public void reset() {
        at = begin;
        position = 0;
        indexPosition = firstIndexPosition();
    }

    private void matchIndex(RecordIndex known, RecordView view) {
        while (indexPosition < known.size() && known.offset(indexPosition) < at) {
            indexPosition++;
        }
        if (indexPosition < known.size() && known.offset(indexPosition) == at) {
            view.setOrigin(file.path(), known, indexPosition);
        }
    }

    private int firstIndexPosition() {
        if (index == null) {
            return 0;
        }
        int low = 0;
        int high = index.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (index.offset(middle) < begin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
