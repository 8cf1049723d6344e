package io.cameo.dataset.ffhquv;

import io.cameo.bundle.Bundle;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import io.cameo.table.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A record file of FFHQ-UV, as {@code cameo uv pack} writes it: a record for each id, with map, latents and whatever else there
 * is of it, then the template and the manifest. Any number of threads may read, each with its own {@link #reader()}.
 *
 * <pre>{@code
 * try (UvRecords records = UvRecords.open(Path.of("ffhq-uv.rec")); UvRecords.Reader reader = records.reader()) {
 *     for (int position : records.query("gender = female and age between 20 and 30 and beard < 0.1")) {
 *         UvRecord record = reader.at(position);
 *         show(record.map(), record.latent(UvPart.FRONT));
 *     }
 * }
 * }</pre>
 */
public final class UvRecords implements AutoCloseable {
    private final RecordFile file;
    private final int samples;
    private @Nullable UvTable table;
    private byte @Nullable [] template;

    private UvRecords(RecordFile file, int samples) {
        this.file = file;
        this.samples = samples;
    }

    /** Opens a record file. Looks at the last records only: what others hold shows when they are read. */
    public static UvRecords open(Path rec) throws IOException {
        RecordFile file = RecordFile.open(rec);
        try {
            RecordView view = new RecordView();
            int samples = file.size();
            while (samples > 0 && !isSample(file, samples - 1, view)) {
                samples--;
            }
            return new UvRecords(file, samples);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    private static boolean isSample(RecordFile file, int position, RecordView view) {
        try {
            file.read(position, view);
            return !view.hasHeader() || view.label(0) != UvRecordParts.NO_SAMPLE;
        } catch (InternalError fault) {
            throw PageFault.in(file.path(), view.offsetBytes(), fault);
        }
    }

    /** The records themselves; closed with this object. */
    public RecordFile file() {
        return file;
    }

    /**
     * Refuses a file without a record: packing never makes one, not even of samples that are all rejected.
     *
     * @throws CorruptDataException if it is one
     */
    public void requireAny() {
        if (file.size() == 0) {
            throw new CorruptDataException(file.path(), 0, "holds no record, so no samples of FFHQ-UV");
        }
    }

    /** How many samples there are: they stand before all other records. */
    public int size() {
        return samples;
    }

    /**
     * What is known of the samples: row {@code i} is the record at position {@code i}. Opened when it is first asked for, closed
     * with this object.
     *
     * @throws java.nio.file.NoSuchFileException if there is no table beside the file
     * @throws CorruptDataException if it is damaged, or of another record file
     * @throws IOException if it cannot be read
     */
    public synchronized UvTable table() throws IOException {
        UvTable known = table;
        if (known == null) {
            known = UvTable.open(file.path());
            if (known.table().rows() != samples) {
                known.close();
                throw new CorruptDataException(
                        known.path(),
                        0,
                        "table has other rows than its file has samples: rows="
                                + known.table().rows() + ", samples=" + samples);
            }
            table = known;
        }
        return known;
    }

    /**
     * The positions of the samples that meet a condition, ascending; {@code docs/table.md} has the language.
     *
     * @throws io.cameo.table.QueryException if it is no question, or not one for this table
     * @throws IOException as {@link #table()}
     */
    public int[] query(String where) throws IOException {
        return Query.of(where, table().table()).rows();
    }

    /** A reader for one thread. */
    public Reader reader() {
        return new Reader();
    }

    /** The template's file, looked for once; null if it is not here. */
    private synchronized byte @Nullable [] template() {
        byte[] known = template;
        if (known == null) {
            try (Reader reader = reader()) {
                for (int position = samples; position < file.size() && known == null; position++) {
                    known = reader.any(position).template();
                }
            }
            template = known;
        }
        return known;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (table != null) {
                table.close();
            }
        }
        file.close();
    }

    /**
     * Reads records through a {@link UvRecord} of its own, which it moves: what it showed before is gone. One thread at a time.
     */
    public final class Reader implements AutoCloseable {
        private final RecordView view = new RecordView();
        private final Bundle bundle = new Bundle();
        private final UvRecord record = new UvRecord(bundle, file.path(), UvRecords.this::template);

        private Reader() {}

        /**
         * The sample at a place in the index, from 0 to {@link #size()} - 1.
         *
         * @throws CorruptDataException if the record is damaged, or holds no sample
         */
        public UvRecord at(int position) {
            return sample(any(position));
        }

        /**
         * The sample of an id.
         *
         * @throws NoSuchElementException if it is not there
         * @throws CorruptDataException if the record is damaged, or holds no sample
         */
        public UvRecord get(int id) {
            try {
                if (!file.find(id, view)) {
                    throw new NoSuchElementException("no record of this id: file=" + file.path() + ", id=" + id);
                }
                return sample(wrap());
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        /** The record at a place in the index, whatever it holds. */
        public UvRecord any(int position) {
            try {
                file.read(position, view);
                return wrap();
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        /** The manifest, which is in the last record; null where it was left out when records were chosen. */
        public @Nullable UvManifest manifest() {
            for (int position = file.size() - 1; position >= samples; position--) {
                UvManifest manifest = any(position).manifest();
                if (manifest != null) {
                    return manifest;
                }
            }
            return null;
        }

        private UvRecord wrap() {
            bundle.wrap(view.payload(), file.path(), view.offsetBytes());
            record.moved();
            return record;
        }

        private UvRecord sample(UvRecord found) {
            if (!found.isSample()) {
                throw new CorruptDataException(file.path(), view.offsetBytes(), "record holds no sample");
            }
            return found;
        }

        @Override
        public void close() {
            record.close();
        }
    }
}
