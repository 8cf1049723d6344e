package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class ResizeCudaHostTest extends ResizeCudaContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
