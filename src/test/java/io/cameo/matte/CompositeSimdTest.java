package io.cameo.matte;

class CompositeSimdTest extends CompositeContract {
    @Override
    Composite composite() {
        return new CompositeSimd();
    }
}
