package io.cameo.face;

import java.io.IOException;

class MtcnnContractTest extends FaceDetectorContract {
    @Override
    FaceDetector open() throws IOException {
        return MtcnnDetector.open(Photographs.models(), MtcnnProfile.INSIGHTFACE);
    }
}
