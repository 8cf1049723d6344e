package io.cameo.face;

class WarpScalarTest extends WarpContract {
    @Override
    Warp twin() {
        return new WarpScalar();
    }
}
