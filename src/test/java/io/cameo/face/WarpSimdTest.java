package io.cameo.face;

class WarpSimdTest extends WarpContract {
    @Override
    Warp twin() {
        return new WarpSimd();
    }
}
