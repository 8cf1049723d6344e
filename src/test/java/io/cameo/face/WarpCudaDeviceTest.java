package io.cameo.face;

import io.cameo.compute.Kernels;

class WarpCudaDeviceTest extends WarpContract {
    @Override
    Warp twin() {
        return new WarpCuda(Kernels.device());
    }
}
