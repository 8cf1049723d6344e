package io.cameo.matte;

class RowKernelSimdTest extends RowKernelContract {
    @Override
    RowKernel kernel() {
        return new RowKernelSimd();
    }
}
