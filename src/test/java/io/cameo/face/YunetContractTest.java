package io.cameo.face;

import java.io.IOException;

class YunetContractTest extends FaceDetectorContract {
    @Override
    FaceDetector open() throws IOException {
        return YunetDetector.open(Photographs.models(), YunetSettings.DEFAULTS);
    }
}
