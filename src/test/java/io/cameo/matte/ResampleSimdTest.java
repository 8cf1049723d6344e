package io.cameo.matte;

class ResampleSimdTest extends ResampleContract {
    @Override
    ResampleKernel kernel() {
        return new ResampleKernelSimd();
    }
}
