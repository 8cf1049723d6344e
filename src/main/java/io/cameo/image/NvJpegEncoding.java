package io.cameo.image;

/** What is asked of nvJPEG to encode, by addresses and statuses only; as {@link NvJpegDecoding}. One thread at a time. */
interface NvJpegEncoding extends AutoCloseable {
    /** How many images can be under way at a time, each in a slot of its own. */
    int slots();

    /** {@code nvjpegEncodeImage}, or {@code nvjpegEncodeYUV} of a gray one. */
    int encode(int slot, long pixels, long strideBytes, int widthPx, int heightPx, long stream);

    /**
     * {@code nvjpegEncodeRetrieveBitstream} of what the slot was given last.
     *
     * @param dst host memory, or 0 to ask for the length only
     * @param lengthBytes of {@code dst}; gets the JPEG's
     */
    int retrieve(int slot, long dst, long[] lengthBytes, long stream);

    @Override
    void close();
}
