package io.cameo.matte;

class ResampleScalarTest extends ResampleContract {
    @Override
    ResampleKernel kernel() {
        return new ResampleKernelScalar();
    }
}
