package io.cameo.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Whether this machine can decode and encode images, and with what.
 *
 * @param available whether OpenCV was loaded
 * @param version of OpenCV, or empty
 * @param jpegLibrary the JPEG library that OpenCV was built with, as it says itself, or empty
 * @param pngLibrary the PNG library that OpenCV was built with, as it says itself, or empty
 * @param detail why it is not available, or the CPU features it uses
 */
public record NativeImaging(boolean available, String version, String jpegLibrary, String pngLibrary, String detail) {

    /** Loads OpenCV if nobody has yet (some 100 ms; seconds on the first run of a machine). Never throws. */
    public static NativeImaging query() {
        try {
            Throwable failure = OpenCv.failure();
            return failure == null ? describe() : missing(failure);
        } catch (LinkageError | RuntimeException failure) {
            return missing(failure);
        }
    }

    private static NativeImaging describe() {
        try (BytePointer text = opencv_core.getBuildInformation()) {
            String information = text.getString();
            return new NativeImaging(
                    true,
                    opencv_core.CV_VERSION,
                    field(information, "JPEG"),
                    field(information, "PNG"),
                    "cpu dispatch " + field(information, "Dispatched code generation"));
        }
    }

    private static NativeImaging missing(Throwable failure) {
        return new NativeImaging(false, "", "", "", OpenCv.reason(failure));
    }

    /** The rest of the line {@code NAME:   value} of OpenCV's build report. */
    static String field(String information, String name) {
        Matcher line = Pattern.compile("^\\s*" + Pattern.quote(name) + ":\\s*(.*\\S)\\s*$", Pattern.MULTILINE)
                .matcher(information);
        return line.find() ? line.group(1) : "";
    }
}
