package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class JpegDecodeCudaHostTest extends JpegDecodeCudaContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
