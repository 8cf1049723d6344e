package io.cameo.image;

/** How a decoder lays down 8-bit pixels: channels interleaved, in the order of the name. */
public enum ChannelOrder {
    /** One channel. A colour JPEG gives its own luma, not a mix of B, G and R. */
    GRAY(1),
    /** As OpenCV has it, and {@link PixelFormat#BGR8}. */
    BGR(3),
    /** As MXNet, PyTorch and most models have it. */
    RGB(3);

    private final int channels;

    ChannelOrder(int channels) {
        this.channels = channels;
    }

    /** Also the bytes of one pixel. */
    public int channels() {
        return channels;
    }
}
