package io.cameo.image;

import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import java.lang.foreign.MemorySegment;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels as they are, in and out of a codec's workspace. One thread at a time. */
final class RawCodec implements AutoCloseable {
    private final RawPayload payload = new RawPayload();
    private final BundleWriter writer = new BundleWriter();
    private final NativeBuffer encoded = new NativeBuffer();
    private final Mat samples = new Mat();
    private long encodedBytes;

    /** Reads pixels and gives them the order and the number of channels that {@link ImageCodec#decode} promises. */
    Image decode(MemorySegment bytes, ColorMode mode, Workspace workspace) {
        payload.wrap(bytes);
        Workspace.requireRoom(payload.widthPx(), payload.heightPx());
        boolean gray = payload.channels() == 1;
        Image image =
                workspace.blank(payload.widthPx(), payload.heightPx(), gray ? PixelFormat.GRAY8 : PixelFormat.BGR8);
        payload.read(image.pixels(), 0);
        if (gray) {
            return mode == ColorMode.COLOR ? workspace.recolor(image, opencv_imgproc.COLOR_GRAY2BGR) : image;
        }
        boolean toGray = mode == ColorMode.GRAY;
        return workspace.recolor(image, toGray ? opencv_imgproc.COLOR_RGB2GRAY : opencv_imgproc.COLOR_RGB2BGR);
    }

    /** The payload, in {@link #encoded()} from its beginning; returns its length. */
    long encode(Image image, Codec codec, Workspace workspace) {
        int channels = image.format().channels() == 1 ? 1 : 3;
        Mat pixels = workspace.eightBitsOf(image);
        switch (image.format().channels()) {
            case 1 -> pixels.copyTo(samples);
            case 3 -> opencv_imgproc.cvtColor(pixels, samples, opencv_imgproc.COLOR_BGR2RGB);
            default -> opencv_imgproc.cvtColor(pixels, samples, opencv_imgproc.COLOR_BGRA2RGB);
        }
        writer.clear();
        writer.add(
                RawStructure.PART,
                RawStructure.MEDIA_TYPE,
                DType.UINT8,
                codec,
                samples((long) image.heightPx() * image.widthPx() * channels),
                image.heightPx(),
                image.widthPx(),
                channels);
        encodedBytes = writer.writeTo(encoded.atLeast(writer.maxBytes()), 0);
        writer.clear();
        return encodedBytes;
    }

    MemorySegment encoded() {
        return encoded.atLeast(encodedBytes);
    }

    @SuppressWarnings("restricted") // OpenCV made it of this size, without gaps
    private MemorySegment samples(long sizeBytes) {
        return MemorySegment.ofAddress(samples.data().address()).reinterpret(sizeBytes);
    }

    @Override
    public void close() {
        encoded.close();
        samples.close();
    }
}
