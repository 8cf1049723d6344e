package io.cameo.face;

import io.cameo.image.Image;
import java.util.List;

/**
 * Finds faces in images.
 *
 * <p>A detector keeps native networks and buffers and belongs to one thread at a time: one detector per worker. The same
 * image gives the same faces, whatever was searched before. {@link DetectorKind} opens the ones that come with Cameo.
 */
public interface FaceDetector extends AutoCloseable {
    /** The name on the command line and in reports, such as {@code mtcnn}. */
    String name();

    /**
     * The faces of an image, the surest first; empty if there is none.
     *
     * @param image of any {@link io.cameo.image.PixelFormat} and size: gray is spread over three channels, alpha is
     *     dropped, 16 bits are scaled to 8. Only read, and not kept
     * @throws IllegalStateException if the detector is closed or the image's memory is gone
     */
    List<Face> detect(Image image);

    /** Frees the native memory. Closing twice does nothing. */
    @Override
    void close();
}
