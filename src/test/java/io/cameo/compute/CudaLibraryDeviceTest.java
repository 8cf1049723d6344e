package io.cameo.compute;

class CudaLibraryDeviceTest extends CudaLibraryContract {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
