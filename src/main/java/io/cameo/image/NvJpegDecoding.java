package io.cameo.image;

/**
 * What is asked of nvJPEG to decode, by addresses and statuses only, so that {@link NvJpegDecoder} can be tried without a
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
    final class Work {
        private final long[] jpegs;
        private final long[] lengthsBytes;
        private final long[] pixels;
        private final long[] stridesBytes;

        Work(int count) {
            jpegs = new long[count];
            lengthsBytes = new long[count];
            pixels = new long[count];
            stridesBytes = new long[count];
        }

        void set(int at, long jpeg, long lengthBytes, long firstPixel, long strideBytes) {
            jpegs[at] = jpeg;
            lengthsBytes[at] = lengthBytes;
            pixels[at] = firstPixel;
            stridesBytes[at] = strideBytes;
        }

        long jpeg(int at) {
            return jpegs[at];
        }

        long lengthBytes(int at) {
            return lengthsBytes[at];
        }

        long firstPixel(int at) {
            return pixels[at];
        }

        long strideBytes(int at) {
            return stridesBytes[at];
        }
    }
}
