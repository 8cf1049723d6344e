package io.cameo.convert.coco;

import io.cameo.dataset.coco.CocoSample;
import io.cameo.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where samples come from, whatever the file is. Free to share, but for readers. */
interface SampleSource extends AutoCloseable {
    /** Opens an HDF5 file if it is named so, else a record file. */
    static SampleSource open(Path file) throws IOException {
        String name = file.toString();
        return name.endsWith(".h5") || name.endsWith(".hdf5") ? PersonLabSamples.open(file) : RecordSamples.open(file);
    }

    Path path();

    /** The size of the file. */
    long sizeBytes() throws IOException;

    /** Whether annotations have ids of their own; where they have none, their number in the plane stands in. */
    boolean hasAnnotationIds();

    /** Whether samples have the bytes of image files. */
    boolean hasImageFiles();

    /** How many samples there are. */
    int size();

    /** What a sample is called in reports, asked without reading it: its key, which in most files is the id of its image. */
    long idAt(int position);

    /** The place of an image's sample, the first of several, -1 where there is none. */
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

        /**
         * The id of a sample's image.
         *
         * @throws io.cameo.bytes.CorruptDataException if it is damaged
         */
        long imageId(int position);

        /** The pixels of the sample that was read last, BGR8, where the file has these and no encoded image; null elsewhere. */
        @Nullable
        Image pixels();

        @Override
        void close() throws IOException;
    }
}
