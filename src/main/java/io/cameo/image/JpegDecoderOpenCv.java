package io.cameo.image;

import java.lang.foreign.MemorySegment;

/**
 * OpenCV's own libjpeg-turbo. The binding makes some garbage at every call, and pixels are copied once on their way to
 * the caller.
 */
final class JpegDecoderOpenCv implements JpegDecoder {
    private final JpegInput input = new JpegInput();
    private final OpenCvJpeg opencv = new OpenCvJpeg();

    @Override
    public void read(MemorySegment bytes, long offsetBytes, long lengthBytes) {
        input.load(bytes, offsetBytes, lengthBytes);
    }

    @Override
    public int widthPx() {
        return input.widthPx();
    }

    @Override
    public int heightPx() {
        return input.heightPx();
    }

    @Override
    public boolean isGray() {
        return input.structure().components() == 1;
    }

    @Override
    public void decode(MemorySegment dst, long dstOffsetBytes, long strideBytes, ChannelOrder order, int denominator) {
        input.checkTarget(dst, dstOffsetBytes, strideBytes, order, denominator);
        opencv.decode(input, dst, dstOffsetBytes, strideBytes, order, denominator);
    }

    @Override
    public boolean sawDamage() {
        return false;
    }

    @Override
    public JpegLibrary library() {
        return JpegLibrary.OPENCV;
    }

    @Override
    public void close() {
        input.close();
        opencv.close();
    }
}
