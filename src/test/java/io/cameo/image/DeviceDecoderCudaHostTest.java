package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class DeviceDecoderCudaHostTest extends DeviceDecoderCudaContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
