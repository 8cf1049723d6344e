package io.cameo.face;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class WarpBatchHostTest extends WarpBatchContract {
    @Override
    CudaLibrary library() {
        return Kernels.host();
    }
}
