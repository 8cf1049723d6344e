package io.cameo.matte;

class RowKernelScalarTest extends RowKernelContract {
    @Override
    RowKernel kernel() {
        return new RowKernelScalar();
    }
}
