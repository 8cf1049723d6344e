package io.cameo.record;

class MagicScanScalarTest extends MagicScanContract {
    @Override
    MagicScan scan() {
        return new MagicScanScalar();
    }
}
