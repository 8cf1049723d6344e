package io.cameo.record;

class MagicScanSimdTest extends MagicScanContract {
    @Override
    MagicScan scan() {
        return new MagicScanSimd();
    }
}
