package io.cameo.matte;

class PlaneKernelScalarTest extends PlaneKernelContract {
    @Override
    PlaneKernel kernel() {
        return new PlaneKernelScalar();
    }
}
