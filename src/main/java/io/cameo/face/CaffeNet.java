package io.cameo.face;

import io.cameo.face.DetectorModels.Model;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** One network with its weights, run by OpenCV on one core. One thread at a time. */
final class CaffeNet implements AutoCloseable {
    private final Net net;
    private final StringVector outputs;
    private final MatVector answers = new MatVector();

    /** @throws io.cameo.bytes.CorruptDataException if the weights are not of this architecture */
    CaffeNet(MtcnnArchitecture architecture, Model weights) {
        byte[] text = architecture.text().getBytes(StandardCharsets.US_ASCII);
        try {
            net = opencv_dnn.readNetFromCaffe(text, weights.bytes());
        } catch (RuntimeException failure) {
            throw weights.refused(failure);
        }
        outputs = new StringVector(architecture.outputs().toArray(String[]::new));
        net.setPreferableBackend(opencv_dnn.DNN_BACKEND_OPENCV);
        net.setPreferableTarget(opencv_dnn.DNN_TARGET_CPU);
    }

    /** @param input float32 NCHW */
    void run(Mat input) {
        net.setInput(input);
        net.forward(answers, outputs);
    }

    /** What the last run answered, valid until the next: float32, dense, in the order of the architecture's outputs. */
    FloatBuffer output(int index) {
        return answers.get(index).createBuffer();
    }

    /** The size of one dimension of an answer. */
    int outputSize(int index, int dimension) {
        return answers.get(index).size(dimension);
    }

    @Override
    public void close() {
        answers.close();
        outputs.close();
        net.close();
    }
}
