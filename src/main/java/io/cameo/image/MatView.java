package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * An OpenCV matrix that looks at memory of Java's, and can be turned to other memory without making a new one: the
 * binding makes garbage for each. Whoever turns it keeps the memory alive while OpenCV works.
 *
 * <p>OpenCV lets everything of a matrix be set but the distances of its rows and pixels. Where those stand in the native
 * structure is found by looking for distances that were put there, so that no version's layout is assumed.
 */
final class MatView implements AutoCloseable {
    private static final long ODD_STRIDE_BYTES = 7919;
    private static final int MAGIC = 0x42ff0000;
    private static final int CONTINUOUS = 1 << 14;

    private final BytePointer first = new BytePointer(1);
    private final Mat mat = new Mat(2, 3, 0, first, ODD_STRIDE_BYTES);
    private final Address address = new Address();
    /** From row to row and, which copying goes by, from pixel to pixel. */
    private final MemorySegment strides = findStrides();

    /** A pointer to anywhere. */
    private static final class Address extends BytePointer {
        Address at(long newAddress) {
            address = newAddress;
            return this;
        }
    }

    /** The matrix, turned to a part of an image in native memory. */
    Mat of(Image image, int xPx, int yPx, int widthPx, int heightPx) {
        if (!image.pixels().isNative()) {
            throw new IllegalArgumentException("image is not in native memory: image=" + image);
        }
        if (!image.pixels().scope().isAlive()) {
            throw new IllegalStateException("image is no longer valid: its memory is gone");
        }
        long offset = yPx * image.strideBytes() + (long) xPx * image.format().bytesPerPixel();
        boolean isContinuous = heightPx == 1
                || image.strideBytes() == (long) widthPx * image.format().bytesPerPixel();
        mat.flags(MAGIC | OpenCv.type(image.format()) | (isContinuous ? CONTINUOUS : 0));
        mat.rows(heightPx);
        mat.cols(widthPx);
        mat.data(address.at(image.pixels().address() + offset));
        strides.set(ValueLayout.JAVA_LONG, 0, image.strideBytes());
        strides.set(ValueLayout.JAVA_LONG, Long.BYTES, image.format().bytesPerPixel());
        return mat;
    }

    Mat of(Image image) {
        return of(image, 0, 0, image.widthPx(), image.heightPx());
    }

    @SuppressWarnings("restricted") // the structure's address and size come from the binding
    private MemorySegment findStrides() {
        long size = Pointer.sizeof(Mat.class);
        MemorySegment structure = MemorySegment.ofAddress(mat.address()).reinterpret(size);
        for (long at = 0; at <= size - 2 * Long.BYTES; at += Long.BYTES) {
            MemorySegment fields = structure.asSlice(at, 2 * Long.BYTES);
            if (fields.get(ValueLayout.JAVA_LONG, 0) == ODD_STRIDE_BYTES
                    && fields.get(ValueLayout.JAVA_LONG, Long.BYTES) == 1) {
                return fields;
            }
        }
        throw new IllegalStateException("opencv's matrix holds its strides nowhere: bytes=" + size);
    }

    @Override
    public void close() {
        mat.close();
        first.close();
    }
}
