package io.cameo.loader;

import io.cameo.compute.Kernels;

class PixelPackCudaHostTest extends PixelPackContract {
    @Override
    PixelPack pack(TensorSpec spec) {
        return new PixelPackCuda(spec, Kernels.host());
    }
}
