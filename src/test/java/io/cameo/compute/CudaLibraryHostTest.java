package io.cameo.compute;

class CudaLibraryHostTest extends CudaLibraryContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
