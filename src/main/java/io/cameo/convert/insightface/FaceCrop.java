package io.cameo.convert.insightface;

import io.cameo.convert.PackedImage;
import io.cameo.lst.FaceLine;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a worker makes of a line: the bytes of the crop, and the line with what was found in the image. Reused. */
final class FaceCrop implements AutoCloseable {
    private final PackedImage bytes = new PackedImage();
    private @Nullable FaceLine source;
    private @Nullable FaceLine crop;
    private Origin origin = Origin.PASSED_THROUGH;

    /** Where a crop comes from. */
    enum Origin {
        /** The file as it is. */
        PASSED_THROUGH,
        /** The landmarks of the list. */
        LISTED,
        /** Landmarks that a detector saw. */
        DETECTED,
        /** Eyes that a detector saw; the rest is guessed. */
        APPROXIMATE,
        /** No landmarks: a box or the middle of the image. */
        CENTRE_CROP
    }

    /** Where payloads are put. */
    PackedImage bytes() {
        return bytes;
    }

    MemorySegment payload() {
        return bytes.payload();
    }

    long weightBytes() {
        return bytes.weightBytes();
    }

    /**
     * Says what the payload is.
     *
     * @param inSource the line with box and landmarks in pixels of the file
     * @param inCrop the same in pixels of the crop
     */
    void is(Origin from, FaceLine inSource, FaceLine inCrop) {
        origin = from;
        source = inSource;
        crop = inCrop;
    }

    /** The line with box and landmarks in pixels of the file. */
    FaceLine source() {
        return Objects.requireNonNull(source, "nothing was cropped");
    }

    /** The line of the crop: aligned, with box and landmarks in its pixels. */
    FaceLine crop() {
        return Objects.requireNonNull(crop, "nothing was cropped");
    }

    Origin origin() {
        return origin;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
