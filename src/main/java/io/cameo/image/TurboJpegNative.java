package io.cameo.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.nativelib.NativeLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libturbojpeg, from turbojpeg.h, which 2.0 to 3.1 have alike. Tested with 2.1.5 and 3.1.2, whose pixels are
 * the same.
 *
 * <p>3.x also has {@code tj3Decompress8}. It writes as many rows and columns as the file says, whatever the caller
 * believes; {@code tjDecompress2} is told the size of the caller's memory and refuses what does not fit. In 3.x it is a
 * check around the other. Files are not to be trusted, so it is used with both.
 */
final class TurboJpegNative {
    /** Names a libturbojpeg that the system's loader would not find. */
    static final String PATH_PROPERTY = "cameo.jpeg.turbo";

    static final int PIXELS_RGB = 0;
    static final int PIXELS_BGR = 1;
    static final int PIXELS_GRAY = 6;

    private static final List<String> NAMES = List.of(
            "libturbojpeg.so.0",
            "libturbojpeg.so",
            "/opt/libjpeg-turbo/lib64/libturbojpeg.so.0",
            "libturbojpeg.dylib",
            "/opt/homebrew/lib/libturbojpeg.dylib");
    private static final List<String> FUNCTIONS =
            List.of("tjInitDecompress", "tjDestroy", "tjDecompress2", "tjGetErrorStr2");

    private TurboJpegNative() {}

    /** Looked for once. */
    private static final class Search {
        static final @Nullable NativeLibrary FOUND = NativeLibrary.find(
                        Stream.concat(Stream.ofNullable(System.getProperty(PATH_PROPERTY)), NAMES.stream())
                                .toList())
                .orElse(null);
    }

    private static final class Handles {
        /** {@code tjhandle tjInitDecompress(void)}. */
        static final MethodHandle INIT = library().link("tjInitDecompress", FunctionDescriptor.of(ADDRESS));
        /** {@code int tjDestroy(tjhandle handle)}. */
        static final MethodHandle DESTROY = library().link("tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        /**
         * {@code int tjDecompress2(tjhandle handle, const unsigned char *jpegBuf, unsigned long jpegSize, unsigned char
         * *dstBuf, int width, int pitch, int height, int pixelFormat, int flags)}.
         */
        static final MethodHandle DECOMPRESS = library()
                .link(
                        "tjDecompress2",
                        FunctionDescriptor.of(
                                JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_INT));
        /** {@code char *tjGetErrorStr2(tjhandle handle)}. */
        static final MethodHandle ERROR_TEXT =
                library().link("tjGetErrorStr2", FunctionDescriptor.of(ADDRESS, ADDRESS));
    }

    /** Why there is none to use; empty if there is. */
    static Optional<String> missing() {
        NativeLibrary found = Search.FOUND;
        if (found == null) {
            return Optional.of("libturbojpeg is not installed");
        }
        List<String> lacking = found.lacks(FUNCTIONS);
        if (!lacking.isEmpty()) {
            return Optional.of(found.name() + " is older than 2.0: it lacks " + String.join(", ", lacking));
        }
        // C's long, which holds the size of the file, has 32 bits there.
        return System.getProperty("os.name", "").startsWith("Windows")
                ? Optional.of("not supported on Windows")
                : Optional.empty();
    }

    static NativeLibrary library() {
        NativeLibrary found = Search.FOUND;
        if (found == null) {
            throw new IllegalStateException("libturbojpeg is not installed");
        }
        return found;
    }

    static boolean isVersion3() {
        return library().has("tj3Init");
    }

    /** A decompressor, to be used by one thread at a time; {@link #destroy} frees it. */
    static MemorySegment init() {
        try {
            MemorySegment handle = (MemorySegment) Handles.INIT.invokeExact();
            if (handle.equals(MemorySegment.NULL)) {
                throw new OutOfMemoryError("tjInitDecompress returned NULL");
            }
            return handle;
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("tjInitDecompress", thrown);
        }
    }

    static void destroy(MemorySegment handle) {
        try {
            int _ = (int) Handles.DESTROY.invokeExact(handle);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("tjDestroy", thrown);
        }
    }

    /** 0 if all went well, -1 if there is anything to complain of. Both memories native, {@code jpeg} not of a mapped file. */
    static int decompress(
            MemorySegment handle,
            MemorySegment jpeg,
            long sizeBytes,
            MemorySegment dst,
            int widthPx,
            int strideBytes,
            int heightPx,
            int pixels) {
        try {
            return (int) Handles.DECOMPRESS.invokeExact(
                    handle, jpeg, sizeBytes, dst, widthPx, strideBytes, heightPx, pixels, 0);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("tjDecompress2", thrown);
        }
    }

    @SuppressWarnings("restricted") // a C string in the handle's own 200-byte buffer
    static String errorText(MemorySegment handle) {
        try {
            MemorySegment text = (MemorySegment) Handles.ERROR_TEXT.invokeExact(handle);
            return text.reinterpret(200).getString(0);
        } catch (Throwable thrown) {
            throw NativeLibrary.failure("tjGetErrorStr2", thrown);
        }
    }
}
