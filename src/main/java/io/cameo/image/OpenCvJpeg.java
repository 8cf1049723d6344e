package io.cameo.image;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** {@code cv::imdecode} from a {@link JpegInput} into memory that has been checked. One thread at a time. */
final class OpenCvJpeg implements AutoCloseable {
    private final Mat pixels;
    private final Address address = new Address();
    private @Nullable Mat file;
    private long fileAddress;

    /** A native address, so that OpenCV can look at memory which Java owns. */
    private static final class Address extends Pointer {
        Address at(MemorySegment segment) {
            address = segment.address();
            return this;
        }
    }

    OpenCvJpeg() {
        OpenCv.require();
        pixels = new Mat();
    }

    void decode(
            JpegInput input,
            MemorySegment dst,
            long dstOffsetBytes,
            long strideBytes,
            ChannelOrder order,
            int denominator) {
        int widthPx = JpegDecoder.scaledPx(input.widthPx(), denominator);
        int heightPx = JpegDecoder.scaledPx(input.heightPx(), denominator);
        try (Mat result = opencv_imgcodecs.imdecode(matOf(input), flags(order, denominator), pixels)) {
            if (result.empty()) {
                throw new BadImageException("not decodable: kind=jpeg, bytes=" + input.sizeBytes());
            }
        } catch (BadImageException refused) {
            throw refused;
        } catch (RuntimeException failure) {
            throw new BadImageException("not decodable: kind=jpeg, bytes=" + input.sizeBytes(), failure);
        }
        if (pixels.cols() != widthPx || pixels.rows() != heightPx || pixels.channels() != order.channels()) {
            throw new BadImageException("decoded to another size: expected=" + widthPx + "x" + heightPx + ", actual="
                    + pixels.cols() + "x" + pixels.rows() + "x" + pixels.channels());
        }
        copyRows(dst, dstOffsetBytes, strideBytes, (long) widthPx * order.channels(), heightPx);
    }

    private Mat matOf(JpegInput input) {
        MemorySegment memory = input.memory();
        Mat known = file;
        if (known == null || fileAddress != memory.address()) {
            if (known != null) {
                known.close();
            }
            known = new Mat(
                    1, (int) Math.min(Integer.MAX_VALUE, memory.byteSize()), opencv_core.CV_8UC1, address.at(memory));
            file = known;
            fileAddress = memory.address();
        }
        return known.cols(input.sizeBytes());
    }

    @SuppressWarnings("restricted") // the address and the size come from OpenCV's own bookkeeping
    private void copyRows(MemorySegment dst, long dstOffsetBytes, long strideBytes, long rowBytes, int rows) {
        long step = pixels.step();
        MemorySegment decoded =
                MemorySegment.ofAddress(pixels.data().address()).reinterpret(step * (rows - 1) + rowBytes);
        if (step == rowBytes && strideBytes == rowBytes) {
            MemorySegment.copy(decoded, 0, dst, dstOffsetBytes, rowBytes * rows);
            return;
        }
        for (int y = 0; y < rows; y++) {
            MemorySegment.copy(decoded, y * step, dst, dstOffsetBytes + y * strideBytes, rowBytes);
        }
    }

    private static int flags(ChannelOrder order, int denominator) {
        // The gray flags are also those of a size in no colour: OpenCV refuses BGR and RGB together.
        int size = switch (denominator) {
            case 1 -> opencv_imgcodecs.IMREAD_GRAYSCALE;
            case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
            case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
            case 8 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
            default -> throw new IllegalArgumentException("no such denominator: denominator=" + denominator);
        };
        return switch (order) {
            case GRAY -> size;
            case BGR -> size | opencv_imgcodecs.IMREAD_COLOR_BGR;
            case RGB -> size | opencv_imgcodecs.IMREAD_COLOR_RGB;
        };
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
        pixels.close();
    }
}
