package io.cameo.compute;

class MemoryPoolHostTest extends MemoryPoolContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
