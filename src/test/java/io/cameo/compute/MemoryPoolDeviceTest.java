package io.cameo.compute;

class MemoryPoolDeviceTest extends MemoryPoolContract {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
