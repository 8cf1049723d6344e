package io.cameo.face;

import java.util.List;

/** Files that others publish and the detectors need, with the marks by which they are known. */
enum ModelFile {
    DET1("det1.caffemodel", "d6085e7f48ba7e6b6f1b58964595f6bce5b97bcc4866751f7b4bdc98f920c096"),
    DET2("det2.caffemodel", "39b20f7a57bb8176cc9466cea4dfd52da6a6f876de60c7ab222a309f2d0ca08c"),
    DET3("det3.caffemodel", "9d6098829a4d6d318f37cec42142465637fafe4c673f2e93b69495bf7ca23d2d"),
    DET4("det4.caffemodel", "23dfa3f889a8dd5d1ffe7429229270892bcb19221ede13aaac8896ea060bfb76"),
    YUNET(
            "YuNet",
            "yunet",
            // The first two have the same bytes. The rest are later builds of the same network, by the same authors.
            "face_detection_yunet_2023mar.onnx yunet_s_640_640.onnx yunet_n_640_640.onnx yunet_s_320_320.onnx"
                    + " yunet_n_320_320.onnx yunet_s_dynamic.onnx yunet_n_dynamic.onnx",
            "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
            "MIT",
            "github.com/opencv/opencv_zoo, models/face_detection_yunet (the same bytes, Apache-2.0, as"
                    + " yunet_s_640_640.onnx at github.com/ShiqiYu/libfacedetection.train, onnx)");

    /** How many of the names of a model have the bytes that its sum is of. */
    private static final int NAMES_WITH_KNOWN_BYTES = 2;

    private final String family;
    private final String folder;
    private final String names;
    private final String sha256;
    private final String licence;
    private final String publishedAt;

    ModelFile(String name, String sha256) {
        this(
                "MTCNN",
                "mtcnn",
                name,
                sha256,
                "MIT",
                "github.com/kpzhang93/MTCNN_face_detection_alignment, code/codes/MTCNNv2/model");
    }

    /** @param names separated by blanks */
    ModelFile(String family, String folder, String names, String sha256, String licence, String publishedAt) {
        this.family = family;
        this.folder = folder;
        this.names = names;
        this.sha256 = sha256;
        this.licence = licence;
        this.publishedAt = publishedAt;
    }

    /** The model's name as people write it. */
    String family() {
        return family;
    }

    /** The folder inside a models folder where it may lie, too. */
    String folder() {
        return folder;
    }

    /** The name it is published under first. */
    String fileName() {
        return fileNames().getFirst();
    }

    /** All names it is published under, in the order they are looked for. */
    List<String> fileNames() {
        return List.of(names.split(" "));
    }

    /** Whether the bytes under that name are known, so that {@link #sha256()} must be theirs. */
    boolean isKnown(String name) {
        int at = fileNames().indexOf(name);
        return at >= 0 && at < NAMES_WITH_KNOWN_BYTES;
    }

    String sha256() {
        return sha256;
    }

    String licence() {
        return licence;
    }

    String publishedAt() {
        return publishedAt;
    }
}
