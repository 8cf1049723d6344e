package io.cameo.image;

/**
 * What is asked of nvJPEG to decode, by addresses and statuses only, so that {@link JpegDecodeCuda} can be tried without a
 * GPU. One thread at a time.
 */
interface NvJpegDecoding extends AutoCloseable {
    /**
     * {@code nvjpegGetImageInfo}.
     *
     * @param found gets components, width and height
     */
    int imageInfo(long jpeg, long lengthBytes, int[] found);

    /** {@code nvjpegDecodeBatched}, for the first so many; initialised for that number before. */
    int decodeBatched(Work work, int count, long stream);

    /** {@code nvjpegDecode}, of one. */
    int decode(Work work, int at, long stream);

    @Override
    void close();

    /** JPEGs in the host's memory and where on the device their pixels go. */
    record Work(long[] jpegs, long[] lengthsBytes, long[] pixels, long[] stridesBytes) {
        Work(int count) {
            this(new long[count], new long[count], new long[count], new long[count]);
        }

        void set(int at, long jpeg, long lengthBytes, long firstPixel, long strideBytes) {
            jpegs[at] = jpeg;
            lengthsBytes[at] = lengthBytes;
            pixels[at] = firstPixel;
            stridesBytes[at] = strideBytes;
        }
    }
}
