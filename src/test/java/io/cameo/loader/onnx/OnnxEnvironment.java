package io.cameo.loader.onnx;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/** ONNX Runtime as all tests of this process share it. */
public final class OnnxEnvironment {
    private OnnxEnvironment() {}

    /** There is one to a process. DJL's engine wants to be the one that makes it, and fails where it is there already. */
    public static OrtEnvironment get() {
        Engine.getEngine("OnnxRuntime");
        return OrtEnvironment.getEnvironment();
    }
}
