package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes on the CPU, by the worker's codec, and brings the pixels up: while one image is copied the next is decoded. Pixels
 * are the codec's, bit for bit.
 */
public final class DeviceDecoderHost implements DeviceDecoder {
    private static final Decoded ELSEWHERE = new Decoded.Elsewhere();

    private final ImageCodec codec;
    private final DeviceSlab slab;

    /**
     * A decoder without memory yet.
     *
     * @param codec the worker's own, and not closed here; each image that is decoded ends what it gave before
     * @param memoryBytes for the images of one batch, on the device and on the host
     */
    public DeviceDecoderHost(CudaLibrary library, ImageCodec codec, long memoryBytes) {
        this.codec = codec;
        slab = new DeviceSlab(library, memoryBytes);
    }

    @Override
    public List<Decoded> decode(List<MemorySegment> encoded, ColorMode mode, CudaStream stream) {
        begin();
        List<Decoded> decoded = new ArrayList<>(encoded.size());
        for (MemorySegment bytes : encoded) {
            decoded.add(decode(bytes, mode, stream));
        }
        return decoded;
    }

    /** Forgets the images of the last batch. */
    void begin() {
        slab.clear();
    }

    /** Decodes the next of a batch. */
    Decoded decode(MemorySegment bytes, ColorMode mode, CudaStream stream) {
        Image image;
        try {
            image = codec.decode(bytes, mode);
        } catch (BadImageException bad) {
            return new Decoded.Refused(bad.reason());
        }
        DeviceImage there = image.format().bytesPerSample() == 1 ? slab.upload(image, stream) : null;
        return there == null ? ELSEWHERE : new Decoded.There(there);
    }

    @Override
    public long decodedBytes(MemorySegment encoded, ColorMode mode) {
        ImageHeader header = ImageHeader.of(encoded);
        if (!header.hasSize()) {
            return 0;
        }
        long channels = mode == ColorMode.COLOR ? 3 : mode == ColorMode.GRAY ? 1 : 4;
        // What is larger will be refused, and must not be asked memory for.
        long pixels = (long) header.widthPx() * header.heightPx();
        return pixels > Workspace.MAX_PIXELS ? 0 : DeviceSlab.placed(pixels * channels);
    }

    @Override
    public void close() {
        slab.close();
    }
}
