package io.cameo.compute;

class CudaEventHostTest extends CudaEventContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
