package io.cameo.matte;

class GradientKernelScalarTest extends GradientKernelContract {
    @Override
    GradientKernel kernel() {
        return new GradientKernelScalar();
    }
}
