package io.cameo.mask;

class BitKernelSimdTest extends BitKernelContract {
    @Override
    BitKernel kernel() {
        return new BitKernelSimd();
    }
}
