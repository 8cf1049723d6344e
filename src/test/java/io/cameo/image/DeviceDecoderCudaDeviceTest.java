package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class DeviceDecoderCudaDeviceTest extends DeviceDecoderCudaContract {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
