package io.cameo.matte;

class PlaneKernelSimdTest extends PlaneKernelContract {
    @Override
    PlaneKernel kernel() {
        return new PlaneKernelSimd();
    }
}
