package io.cameo.cli;

import io.cameo.image.JpegLibrary;
import io.cameo.image.NativeImaging;
import java.util.List;
import java.util.Optional;

/** What {@code cameo doctor} says of native libraries: which were found, of which others why not. */
final class NativeLibraries {
    private static final String OPENCV_IN_JAR = "/org/bytedeco/opencv/linux-x86_64/libjniopencv_core.so";

    private NativeLibraries() {}

    static List<Finding> look() {
        return List.of(
                opencv(),
                JpegLibrary.TURBO
                        .missing()
                        .map(NativeLibraries::noTurbojpeg)
                        .orElseGet(() -> Finding.good("turbojpeg", JpegLibrary.TURBO.description())),
                jpeg());
    }

    private static Finding opencv() {
        if (NativeLibraries.class.getResource(OPENCV_IN_JAR) == null) {
            return Finding.bad("opencv", "not on the class path", "decoding and encoding need it: build again");
        }
        NativeImaging imaging = NativeImaging.query();
        return imaging.available()
                ? Finding.good("opencv", imaging.version(), "comes with Cameo; JPEG by " + imaging.jpegLibrary())
                : Finding.bad("opencv", "does not load", imaging.detail());
    }

    static Finding noTurbojpeg(String reason) {
        return Finding.absent("turbojpeg", "not available", reason + "; not needed: OpenCV brings its own");
    }

    /** Which of the two decodes batches and samples. */
    private static Finding jpeg() {
        String wanted =
                Optional.ofNullable(System.getProperty(JpegLibrary.PROPERTY)).orElse("");
        try {
            JpegLibrary active = JpegLibrary.active();
            String note = wanted.isEmpty() ? "chosen; force one with -D" + JpegLibrary.PROPERTY : "as wanted";
            return Finding.good("jpeg", "loaded by " + (active == JpegLibrary.TURBO ? "turbojpeg" : "opencv"), note);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return Finding.bad("jpeg", wanted, "cannot be used: unset the property " + JpegLibrary.PROPERTY);
        }
    }
}
