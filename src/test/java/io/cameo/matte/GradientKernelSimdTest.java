package io.cameo.matte;

class GradientKernelSimdTest extends GradientKernelContract {
    @Override
    GradientKernel kernel() {
        return new GradientKernelSimd();
    }
}
