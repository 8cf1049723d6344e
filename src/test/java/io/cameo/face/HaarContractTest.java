package io.cameo.face;

import java.io.IOException;

class HaarContractTest extends FaceDetectorContract {
    @Override
    FaceDetector open() throws IOException {
        return HaarDetector.open();
    }
}
