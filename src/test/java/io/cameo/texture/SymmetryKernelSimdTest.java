package io.cameo.texture;

class SymmetryKernelSimdTest extends SymmetryKernelContract {
    @Override
    SymmetryKernel kernel() {
        return new SymmetryKernelSimd();
    }
}
