package io.cameo.matte;

class CompositeScalarTest extends CompositeContract {
    @Override
    Composite composite() {
        return new CompositeScalar();
    }
}
