package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class ResizeCudaDeviceTest extends ResizeCudaContract {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
