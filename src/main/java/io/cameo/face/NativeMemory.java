package io.cameo.face;

import java.lang.foreign.MemorySegment;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks at OpenCV's memory as Java does. */
final class NativeMemory {
    private NativeMemory() {}

    /**
     * All bytes of a matrix of any number of dimensions, from its first sample to its last. The matrix must outlive the
     * segment, and must not be written to by an operation that makes it anew.
     */
    @SuppressWarnings("restricted") // the address and the size come from OpenCV's own bookkeeping
    static MemorySegment of(Mat mat) {
        long rows = mat.dims() == 2 ? mat.rows() : mat.total();
        long bytes =
                mat.dims() == 2 ? (rows - 1) * mat.step() + mat.cols() * mat.elemSize() : mat.total() * mat.elemSize();
        return MemorySegment.ofAddress(mat.data().address()).reinterpret(bytes);
    }
}
