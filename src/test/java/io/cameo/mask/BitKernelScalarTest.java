package io.cameo.mask;

class BitKernelScalarTest extends BitKernelContract {
    @Override
    BitKernel kernel() {
        return new BitKernelScalar();
    }
}
