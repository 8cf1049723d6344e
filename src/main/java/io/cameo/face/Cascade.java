package io.cameo.face;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.FileNode;
import org.bytedeco.opencv.opencv_core.FileStorage;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;

/** One of the Haar cascades that OpenCV's jar carries. One thread at a time. */
final class Cascade implements AutoCloseable {
    private final CascadeClassifier classifier = new CascadeClassifier();
    private final RectVector found = new RectVector();
    private final IntPointer neighbours = new IntPointer();
    private final Size least = new Size();
    private final Size most = new Size();

    /** @param name such as {@code haarcascade_eye} */
    Cascade(String name) throws IOException {
        String text = read(name);
        try (FileStorage storage = new FileStorage(text, FileStorage.READ | FileStorage.MEMORY);
                FileNode root = storage.getFirstTopLevelNode()) {
            if (!classifier.read(root)) {
                throw new IllegalStateException("cascade cannot be loaded: name=" + name);
            }
        }
    }

    private static String read(String name) throws IOException {
        String resource =
                "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + name + ".xml";
        try (InputStream in = CascadeClassifier.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("opencv's jar carries no such cascade: name=" + name + ", resource=" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Searches a gray image.
     *
     * @param step by how much windows grow from one size to the next, above 1
     * @param leastNeighbours how many windows must agree
     * @return how many were found
     */
    int search(Mat gray, double step, int leastNeighbours, int leastSidePx, int mostSidePx) {
        least.width(leastSidePx).height(leastSidePx);
        most.width(mostSidePx).height(mostSidePx);
        classifier.detectMultiScale2(gray, found, neighbours, step, leastNeighbours, 0, least, most);
        return (int) found.size();
    }

    /** A box of the last search. */
    FaceBox box(int index) {
        Rect rect = found.get(index);
        return new FaceBox(rect.x(), rect.y(), rect.x() + rect.width(), rect.y() + rect.height());
    }

    /** How many windows agreed on it. */
    int neighbours(int index) {
        return neighbours.get(index);
    }

    @Override
    public void close() {
        classifier.close();
        found.close();
        neighbours.close();
        least.close();
        most.close();
    }
}
