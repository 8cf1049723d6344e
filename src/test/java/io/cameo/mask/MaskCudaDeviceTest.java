package io.cameo.mask;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class MaskCudaDeviceTest extends MaskCudaContract {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
