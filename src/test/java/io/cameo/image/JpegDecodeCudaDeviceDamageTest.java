package io.cameo.image;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.Kernels;

class JpegDecodeCudaDeviceDamageTest extends JpegDecodeCudaDamage {
    @Override
    CudaLibrary library() {
        return Kernels.device();
    }
}
