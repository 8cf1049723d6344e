package io.cameo.loader;

class PixelPackSimdTest extends PixelPackContract {
    @Override
    PixelPack pack(TensorSpec spec) {
        return new PixelPackSimd(spec);
    }
}
