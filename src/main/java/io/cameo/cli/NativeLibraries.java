package io.cameo.cli;

import io.cameo.image.NativeImaging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code cameo doctor} says of native libraries: which were found, and of which others why not. */
final class NativeLibraries {
    private static final String OPENCV_IN_JAR = "/org/bytedeco/opencv/linux-x86_64/libjniopencv_core.so";
    private static final List<Path> SYSTEM_FOLDERS = Stream.of(
                    "/usr/local/lib",
                    "/usr/local/lib64",
                    "/opt/libjpeg-turbo/lib64",
                    "/usr/lib/x86_64-linux-gnu",
                    "/usr/lib64",
                    "/usr/lib")
            .map(Path::of)
            .toList();
    private static final List<String> TURBOJPEG_NAMES = List.of("libturbojpeg.so.0", "libturbojpeg.so");

    private NativeLibraries() {}

    static List<Finding> look() {
        return List.of(opencv(), turbojpeg(SYSTEM_FOLDERS));
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

    static Finding turbojpeg(List<Path> folders) {
        Optional<Path> found = folders.stream()
                .flatMap(folder -> TURBOJPEG_NAMES.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
        return found.map(file -> Finding.good("turbojpeg", file.toString()))
                .orElseGet(() -> Finding.absent("turbojpeg", "not installed", "not needed: OpenCV brings its own"));
    }
}
