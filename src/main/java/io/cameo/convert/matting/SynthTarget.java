package io.cameo.convert.matting;

import io.cameo.image.Image;
import io.cameo.matte.AlphaBox;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where pictures go: files, or records. One for each worker. */
interface SynthTarget extends AutoCloseable {
    /**
     * A picture that is done.
     *
     * @param base the background alone, encoded, if it is known
     * @param changed where the picture may differ from it
     */
    record Painted(Image image, @Nullable CodedJpeg base, List<AlphaBox> changed) {}

    /**
     * Takes a picture with its mattes.
     *
     * @param background the file that it is drawn on, where layers are wanted
     * @param people those with a matte that is not empty, in their order
     * @param records takes it where it becomes a record
     * @throws RejectedItemException if it is too large for one
     */
    void write(
            int number,
            MemorySegment background,
            Painted picture,
            List<SceneBuilder.Person> people,
            RecordBatch records)
            throws IOException, RejectedItemException;

    @Override
    void close();
}
