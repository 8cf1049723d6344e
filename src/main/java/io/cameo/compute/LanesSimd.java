package io.cameo.compute;

import jdk.incubator.vector.VectorShape;

/** Asks the Vector API; loaded only where its module is present. */
final class LanesSimd {
    private LanesSimd() {}

    static int preferredBits() {
        return VectorShape.preferredShape().vectorBitSize();
    }
}
