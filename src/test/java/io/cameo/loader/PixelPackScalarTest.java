package io.cameo.loader;

class PixelPackScalarTest extends PixelPackContract {
    @Override
    PixelPack pack(TensorSpec spec) {
        return new PixelPackScalar(spec);
    }
}
