package io.cameo.convert.matting;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the pictures of a sheet come from, whatever it is. Free to share, but for readers. */
interface SheetSource {
    /** What was opened, in a word or two. */
    String name();

    /** How many images there are, or videos. */
    int size();

    /** Whether samples have several frames. */
    boolean isVideo();

    /**
     * What a sample is called: with the name of its split, if it has one.
     *
     * @throws io.cameo.bytes.CorruptDataException if nobody can tell
     */
    String label(int sample);

    /** How many frames can be shown of a sample. */
    int frames(int sample);

    /**
     * One of these.
     *
     * @param frame from 0 to {@link #frames} - 1
     */
    SheetItem item(int sample, int frame);

    /** What coarse masks are called; null if there are none. */
    @Nullable
    String masks();

    /** A reader for one thread. */
    Reader reader();

    /** Reads for one thread. */
    interface Reader extends AutoCloseable {
        /** Loads the pictures of a frame. What is wrong with it is a finding, never thrown. */
        void load(SheetItem item, SheetFrame into) throws IOException;

        @Override
        void close();
    }
}
