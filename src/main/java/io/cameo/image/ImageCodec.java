package io.cameo.image;

import io.cameo.bundle.Codec;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes and encodes images with reused native buffers: one codec per worker.
 *
 * <p>Not thread-safe, and what it returns may be read only by the thread that made the call. Images and encoded bytes
 * stay in the codec's memory until its next decode, transform or {@link #close()} (images) and its next encode (bytes);
 * reading them later throws {@link IllegalStateException}.
 */
public final class ImageCodec implements AutoCloseable {
    private static final int FIRST_BUFFER_BYTES = 1 << 16;

    private final Workspace workspace = new Workspace();
    private final Lease encodedLease = new Lease();
    private final BytePointer encoded = new BytePointer(FIRST_BUFFER_BYTES);
    private final IntPointer parameters = new IntPointer(2);
    private final Map<Encoding, BytePointer> extensions = new EnumMap<>(Encoding.class);
    private final RawCodec raw = new RawCodec();
    private BytePointer input;
    private MemorySegment inputBytes;
    private Mat inputMat;
    private long lastEncodedBytes = FIRST_BUFFER_BYTES / 2;
    private boolean closed;

    private ImageCodec() {
        for (Encoding encoding : Encoding.values()) {
            extensions.put(encoding, new BytePointer(encoding.extension()));
        }
        input = new BytePointer(FIRST_BUFFER_BYTES);
        inputBytes = MemorySegment.ofBuffer(input.asBuffer());
        inputMat = new Mat(1, FIRST_BUFFER_BYTES, opencv_core.CV_8UC1, input);
    }

    /** Allocates a codec's first buffers.
     *
     * @throws IllegalStateException if OpenCV cannot be loaded; {@link NativeImaging#query()} tells why */
    public static ImageCodec create() {
        OpenCv.require();
        return new ImageCodec();
    }

    /**
     * Decodes as {@code cv2.imread} does, down to the last bit for JPEG, PNG, BMP, TIFF and WebP. Unlike it, a file that
     * is cut off or fails its check sums is not decoded.
     *
     * @param bytes one whole encoded file, heap or native; copied before decoding
     * @return valid until the next decode or transform on this codec
     * @throws BadImageException with the reason, if the bytes are not an image that can be decoded
     */
    public Image decode(MemorySegment bytes, ColorMode mode) {
        requireOpen();
        if (RawPayload.isRaw(bytes)) {
            return raw.decode(bytes, mode, workspace);
        }
        Workspace.requireRoom(ImageHeader.of(bytes));
        Optional<String> fault = Integrity.fault(bytes);
        boolean known = ImageKind.of(bytes) != ImageKind.UNKNOWN;
        // Bytes of no kind known to us may still be one of OpenCV's rarer formats.
        if (fault.isPresent() && (known || bytes.byteSize() == 0)) {
            throw new BadImageException(fault.get());
        }
        if (bytes.byteSize() > Integer.MAX_VALUE) {
            throw new BadImageException("encoded image too large: bytes=" + bytes.byteSize());
        }
        load(bytes);
        if (!decodeIntoSpare(mode)) {
            throw new BadImageException(fault.orElseGet(() -> "not decodable: kind="
                    + ImageKind.of(bytes).name().toLowerCase(Locale.ROOT) + ", bytes=" + bytes.byteSize()));
        }
        return workspace.publish();
    }

    /**
     * Encodes as {@code cv2.imencode} does when im2rec.py calls it; raw pixels as {@link RawPayload} reads them.
     *
     * @param quality JPEG quality 0 to 100, or PNG level 0 to 9; larger values mean the largest
     * @return valid until the next encode on this codec
     * @throws IllegalArgumentException if the quality is negative
     */
    public MemorySegment encode(Image image, Encoding encoding, int quality) {
        requireOpen();
        if (quality < 0) {
            throw new IllegalArgumentException("quality is negative: quality=" + quality);
        }
        if (encoding.isRaw()) {
            Codec packing = encoding == Encoding.LZ4 ? Codec.LZ4 : Codec.STORED;
            long sizeBytes = raw.encode(image, packing, workspace);
            return encodedLease.renew(raw.encoded().address(), sizeBytes);
        }
        int key = encoding == Encoding.JPEG
                ? opencv_imgcodecs.IMWRITE_JPEG_QUALITY
                : opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
        parameters.put(0, key);
        parameters.put(1, encoding.clampQuality(quality));
        Mat pixels = encoding == Encoding.JPEG ? workspace.eightBitsOf(image) : workspace.matOf(image);
        // The binding copies position..limit in, although it is only written to, and keeps the buffer if the result
        // fits.
        encoded.position(0).limit(Math.min(encoded.capacity(), 2 * lastEncodedBytes));
        boolean done;
        try {
            done = opencv_imgcodecs.imencode(
                    Objects.requireNonNull(extensions.get(encoding)), pixels, encoded, parameters);
        } catch (RuntimeException failure) {
            throw new BadImageException("not encodable: image=" + image + ", encoding=" + encoding, failure);
        }
        if (!done) {
            throw new BadImageException("not encodable: image=" + image + ", encoding=" + encoding);
        }
        lastEncodedBytes = encoded.limit();
        return encodedLease.renew(encoded.address(), lastEncodedBytes);
    }

    /** Where transforms work. */
    Workspace workspace() {
        requireOpen();
        return workspace;
    }

    private boolean decodeIntoSpare(ColorMode mode) {
        // The buffer itself tells nothing: after a failure it may hold the right size and no pixels.
        try (Mat result = opencv_imgcodecs.imdecode(inputMat, mode.flag(), workspace.spare())) {
            return !result.empty();
        } catch (RuntimeException failure) {
            throw new BadImageException("not decodable: " + firstLine(failure), failure);
        }
    }

    private void load(MemorySegment bytes) {
        int size = (int) bytes.byteSize();
        if (size > inputBytes.byteSize()) {
            inputMat.close();
            input.close();
            long capacity = Math.min(Integer.MAX_VALUE, Long.highestOneBit(size) * 2);
            input = new BytePointer(capacity);
            inputBytes = MemorySegment.ofBuffer(input.asBuffer());
            inputMat = new Mat(1, (int) capacity, opencv_core.CV_8UC1, input);
        }
        MemorySegment.copy(bytes, 0, inputBytes, 0, size);
        inputMat.cols(size);
    }

    private static String firstLine(RuntimeException failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("codec is closed");
        }
    }

    /** Frees the native buffers; everything returned before ends. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        encodedLease.end();
        raw.close();
        workspace.close();
        inputMat.close();
        input.close();
        encoded.close();
        parameters.close();
        extensions.values().forEach(BytePointer::close);
    }
}
