package io.cameo.texture;

class SymmetryKernelScalarTest extends SymmetryKernelContract {
    @Override
    SymmetryKernel kernel() {
        return new SymmetryKernelScalar();
    }
}
