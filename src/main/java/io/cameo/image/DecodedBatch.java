package io.cameo.image;

import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.MemoryLease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch of JPEGs: images on the device, in pooled memory that goes back when this is closed, and of those
 * that cannot be decoded why not. The pixels are there when the stream is that far; what reads them is queued on the same
 * stream, or on one that {@link #usedBy} names and that follows it. One thread at a time.
 */
public final class DecodedBatch implements AutoCloseable {
    private final @Nullable MemoryLease<DeviceMemory> lease;
    private final ImageHeader[] headers;
    private final @Nullable DeviceImage[] images;
    private final String[] reasons;

    DecodedBatch(
            @Nullable MemoryLease<DeviceMemory> lease,
            ImageHeader[] headers,
            @Nullable DeviceImage[] images,
            String[] reasons) {
        this.lease = lease;
        this.headers = headers;
        this.images = images;
        this.reasons = reasons;
    }

    /** How many JPEGs there were. */
    public int size() {
        return images.length;
    }

    /** An image as stored: EXIF turns nothing. Empty if it could not be decoded; the others do not suffer. */
    public Optional<DeviceImage> image(int at) {
        return Optional.ofNullable(images[at]);
    }

    /** Why there is no image; empty if there is. The CPU's decoder may well decode it, for it knows more processes. */
    public Optional<String> reason(int at) {
        return images[at] == null ? Optional.of(reasons[at]) : Optional.empty();
    }

    /** What the file says of itself, its orientation above all; zeros where it is no JPEG. */
    public ImageHeader header(int at) {
        return headers[at];
    }

    /**
     * Says that another stream's work reads the pixels, too, so that they live until that is done.
     *
     * @throws IllegalStateException if this is closed
     */
    public void usedBy(CudaStream stream) {
        MemoryLease<DeviceMemory> held = lease;
        if (held != null) {
            held.usedBy(stream);
        }
    }

    /** Gives the pixels' memory back, for when the streams are done with it. Closing twice does nothing. */
    @Override
    public void close() {
        MemoryLease<DeviceMemory> held = lease;
        if (held != null) {
            held.close();
        }
    }
}
