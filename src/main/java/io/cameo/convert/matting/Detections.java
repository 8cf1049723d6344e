package io.cameo.convert.matting;

import io.cameo.dataset.matting.MattingFrame;
import io.cameo.dataset.matting.MattingSample;
import io.cameo.dataset.matting.MattingSplit;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.pipeline.RejectedItemException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks that somebody else's program found in pictures. Thread-safe, with a finder for each thread. */
public sealed interface Detections extends AutoCloseable permits CocoDetections, PngDetections {
    /** What detectors are trusted with in MaGGIe's benchmark. */
    double LEAST_SCORE = 0.7;

    /** Likewise: the least share of the picture. */
    double LEAST_AREA = 0.02;

    /** A finder for one thread. */
    Finder finder(ImageCodec codec);

    @Override
    void close() throws IOException;

    /** Finds masks, in memory of a pool. */
    interface Finder extends AutoCloseable {
        /**
         * The masks of a picture, {@code GRAY8} of its size, in the detector's order; null if the detector tells nothing of it.
         *
         * @throws RejectedItemException if they cannot be used
         */
        @Nullable
        List<Image> masks(Frame frame, int widthPx, int heightPx, PlanePool pool)
                throws IOException, RejectedItemException;

        @Override
        void close();
    }

    /** A picture by its names. */
    record Frame(MattingSplit split, String name) {
        /** {@code STEM} of an image, {@code VIDEO/FRAME} of a video's. */
        static Frame of(MattingSample sample, MattingFrame frame) {
            boolean video = sample.split().layout().isVideo();
            return new Frame(sample.split(), video ? sample.name() + "/" + frame.name() : frame.name());
        }
    }
}
