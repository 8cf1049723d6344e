package io.cameo.image;

/**
 * How samples lie in a row: channels interleaved, in the order of the name, each sample 8 or 16 bits unsigned. 16-bit
 * samples are in the machine's byte order.
 */
public enum PixelFormat {
    GRAY8(1, 1),
    BGR8(3, 1),
    BGRA8(4, 1),
    GRAY16(1, 2),
    BGR16(3, 2),
    BGRA16(4, 2);

    private final int channels;
    private final int bytesPerSample;

    PixelFormat(int channels, int bytesPerSample) {
        this.channels = channels;
        this.bytesPerSample = bytesPerSample;
    }

    public int channels() {
        return channels;
    }

    public int bytesPerSample() {
        return bytesPerSample;
    }

    public int bytesPerPixel() {
        return channels * bytesPerSample;
    }
}
