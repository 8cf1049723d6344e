package io.cameo.dataset.coco;

import io.cameo.bundle.Bundle;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * A record file of COCO samples, as {@code cameo coco encode} writes it: each record is one image, its instance plane and
 * its persons, under the image's id as key. Any number of threads may read, each with its own {@link #reader()}.
 */
public final class CocoRecords implements AutoCloseable {
    private final RecordFile file;

    private CocoRecords(RecordFile file) {
        this.file = file;
    }

    /** Opens a record file; that its records are samples shows when they are read. */
    public static CocoRecords open(Path rec) throws IOException {
        return new CocoRecords(RecordFile.open(rec));
    }

    /** The records themselves; closed with this object. */
    public RecordFile file() {
        return file;
    }

    /** How many samples there are. */
    public int size() {
        return file.size();
    }

    /** Whether there is a sample of an image. */
    public boolean contains(long imageId) {
        return file.contains(imageId);
    }

    /** A reader for one thread. */
    public Reader reader() {
        return new Reader();
    }

    @Override
    public void close() {
        file.close();
    }

    /**
     * Reads samples into its own memory. A sample is valid until the reader's next one or its {@link #close()}; one thread
     * at a time.
     */
    public final class Reader implements AutoCloseable {
        private final RecordView view = new RecordView();
        private final Bundle bundle = new Bundle();
        private final CocoSampleReader sample = new CocoSampleReader();

        private Reader() {}

        /**
         * The sample at a place in the index, from 0.
         *
         * @throws CorruptDataException if the record is damaged, or holds no sample
         */
        public CocoSample at(int position) {
            try {
                file.read(position, view);
                return read();
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        /**
         * The id of the image at a place in the index. It is the key, unless records were put together from several files.
         *
         * @throws CorruptDataException if the record is damaged, or holds no sample
         */
        public long imageId(int position) {
            try {
                file.read(position, view);
                view.detach();
                return CocoSampleReader.imageId(bundle.wrap(view.payload(), file.path(), view.offsetBytes()));
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        /**
         * The sample under a key, which is the id of its image unless records were put together from several files.
         *
         * @throws NoSuchElementException if there is none
         * @throws CorruptDataException if the record is damaged, or holds no sample
         */
        public CocoSample get(long imageId) {
            try {
                if (!file.find(imageId, view)) {
                    throw new NoSuchElementException(
                            "no sample of this image: image=" + imageId + ", file=" + file.path());
                }
                return read();
            } catch (InternalError fault) {
                throw PageFault.in(file.path(), view.offsetBytes(), fault);
            }
        }

        private CocoSample read() {
            view.detach();
            return sample.read(bundle.wrap(view.payload(), file.path(), view.offsetBytes()));
        }

        @Override
        public void close() {
            sample.close();
        }
    }
}
