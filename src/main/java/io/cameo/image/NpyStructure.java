package io.cameo.image;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of a numpy array file.
 *
 * <pre>
 *   93 "NUMPY" | major u8 | minor u8 | header length u16 LE (u32 from major 2) | {'descr': '|u1', ..., 'shape': (H, W, C), }
 * </pre>
 */
final class NpyStructure {
    static final String SIGNATURE = "\u0093NUMPY";

    private static final Pattern DESCR = Pattern.compile("'descr':\\s*'[<>|=]?[a-zA-Z](\\d{1,4})'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");
    /** Far more than any dictionary of three entries; bounds what a hostile length can make us copy. */
    private static final long HEADER_LIMIT = 1 << 16;

    private final long sizeBytes;
    private int itemBytes;
    private long[] shape = {};
    private @Nullable String fault;

    private NpyStructure(Probe probe) {
        this.sizeBytes = probe.size();
        this.fault = parse(probe);
    }

    static NpyStructure read(Probe probe) {
        return new NpyStructure(probe);
    }

    /** A shape of two or three is read as height, width, channels. */
    ImageHeader header() {
        boolean picture = shape.length == 2 || shape.length == 3;
        return picture
                ? ImageHeader.plain(ImageKind.NPY, shape[1], shape[0], shape.length == 3 ? shape[2] : 1, itemBytes * 8L)
                : ImageHeader.plain(ImageKind.NPY, 0, 0, 0, 0);
    }

    @Nullable
    String fault() {
        return fault;
    }

    private @Nullable String parse(Probe probe) {
        boolean wide = probe.u8(6) >= 2;
        long dictionary = wide ? 12 : 10;
        long length = wide ? probe.u32le(8) : probe.u16le(8);
        if (length < 0 || !probe.holds(dictionary, length)) {
            return "npy truncated: inside its header, bytes=" + sizeBytes;
        }
        byte[] bytes = probe.bytes()
                .asSlice(dictionary, Math.min(length, HEADER_LIMIT))
                .toArray(ValueLayout.JAVA_BYTE);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher descr = DESCR.matcher(text);
        Matcher dimensions = SHAPE.matcher(text);
        if (!descr.find() || !dimensions.find()) {
            return "npy header not understood: bytes=" + sizeBytes;
        }
        itemBytes = Integer.parseInt(descr.group(1)) * (text.charAt(descr.start(1) - 1) == 'U' ? 4 : 1);
        return checkData(dimensions.group(1), probe, dictionary + length);
    }

    private @Nullable String checkData(String dimensions, Probe probe, long dataOffset) {
        try {
            shape = Pattern.compile(",")
                    .splitAsStream(dimensions)
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
            long dataBytes = itemBytes;
            for (long size : shape) {
                dataBytes = Math.multiplyExact(dataBytes, size);
            }
            return probe.holds(dataOffset, dataBytes)
                    ? null
                    : "npy truncated: bytes=" + sizeBytes + ", expected=" + (dataOffset + dataBytes);
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            return "npy shape too large: shape=(" + dimensions + ")";
        }
    }
}
