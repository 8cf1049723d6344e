package io.cameo.face;

import io.cameo.compute.Kernels;

class WarpCudaHostTest extends WarpContract {
    @Override
    Warp twin() {
        return new WarpCuda(Kernels.host());
    }
}
