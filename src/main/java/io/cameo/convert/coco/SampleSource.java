package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoCategory;
import io.cameo.dataset.coco.CocoSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where samples come from, whatever the file is. Free to share, but for readers. */
interface SampleSource extends AutoCloseable {
    Path path();

    /** How many samples there are. */
    int size();

    /** Those that persons are of; empty where the file does not say. */
    List<CocoCategory> categories();

    /** The id of a sample's image; asked without reading it. */
    long idAt(int position);

    /** The place of an image's sample, -1 where there is none. */
    int find(long imageId);

    /** A reader of one thread. */
    Reader reader() throws IOException;

    /** Says so where a file has become shorter than it was when it was opened. */
    void checkWhole() throws IOException;

    @Override
    void close() throws IOException;

    /** Reads for one thread. */
    interface Reader extends AutoCloseable {
        /**
         * One sample, valid until the next is read.
         *
         * @throws io.cameo.bytes.CorruptDataException if it is damaged
         */
        CocoSample at(int position) throws IOException;

        @Override
        void close() throws IOException;
    }
}
