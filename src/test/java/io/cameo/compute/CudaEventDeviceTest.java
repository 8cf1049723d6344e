package io.cameo.compute;

class CudaEventDeviceTest extends CudaEventContract {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
