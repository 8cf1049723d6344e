package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.util.List;

/** Where videos go: files, or records. One for each worker. */
interface VideoTarget extends AutoCloseable {
    /**
     * Begins a video, and removes what a stopped run left of it.
     *
     * @param frames how many it will have
     * @param records takes it where frames become records
     */
    void begin(int number, int frames, RecordBatch records) throws IOException;

    /** Takes the next frame with the mattes of all, also empty ones: loaders want as many in each. */
    void write(int frame, Image picture, List<SceneBuilder.Person> people) throws IOException, RejectedItemException;

    /** Ends a video that is to be. */
    void keep() throws IOException;

    /** Ends one that is not. */
    void drop() throws IOException;

    @Override
    void close();
}
