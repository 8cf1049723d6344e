package io.cameo.convert.matting;

import io.cameo.archive.FileTree;
import io.cameo.convert.Found;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** A small tree of drawn images and mattes, for one fault at a time. */
final class DrawnTree {
    static final int WIDTH_PX = 32;
    static final int HEIGHT_PX = 24;

    private final Path root;

    DrawnTree(Path root) {
        this.root = root;
    }

    /** Encodes an image whose samples are {@code value(position of the sample)}. */
    static byte[] encoded(PixelFormat format, Encoding encoding, int widthPx, int heightPx, IntUnaryOperator value) {
        try (Arena arena = Arena.ofConfined();
                ImageCodec codec = ImageCodec.create()) {
            Image image = Image.allocate(arena, widthPx, heightPx, format);
            int samples = widthPx * heightPx * format.channels();
            for (int i = 0; i < samples; i++) {
                if (format.bytesPerSample() == 2) {
                    image.pixels().setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value.applyAsInt(i));
                } else {
                    image.pixels().set(ValueLayout.JAVA_BYTE, i, (byte) value.applyAsInt(i));
                }
            }
            return codec.encode(image, encoding, encoding == Encoding.JPEG ? 90 : 3)
                    .toArray(ValueLayout.JAVA_BYTE);
        }
    }

    static byte[] jpeg() {
        return encoded(PixelFormat.BGR8, Encoding.JPEG, WIDTH_PX, HEIGHT_PX, i -> i % 251);
    }

    static byte[] matte(IntUnaryOperator value) {
        return encoded(PixelFormat.GRAY8, Encoding.PNG, WIDTH_PX, HEIGHT_PX, value);
    }

    /** The left half. */
    static byte[] matte() {
        return matte(i -> i % WIDTH_PX < WIDTH_PX / 2 ? 255 : 0);
    }

    /** A JPEG with one more segment behind its first two bytes. */
    static byte[] withSegment(byte[] jpeg, int marker, String head, byte[] rest) {
        byte[] name = head.getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + name.length + rest.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.write(0xff);
        out.write(marker);
        out.write(length >> 8);
        out.write(length);
        out.writeBytes(name);
        out.writeBytes(rest);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    DrawnTree file(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes);
        return this;
    }

    DrawnTree jpegs(String... names) throws IOException {
        for (String name : names) {
            file(name, jpeg());
        }
        return this;
    }

    DrawnTree mattes(String... names) throws IOException {
        for (String name : names) {
            file(name, matte());
        }
        return this;
    }

    MattingCheckReport check() throws IOException {
        try (FileTree files = FileTree.open(root)) {
            return MattingCheck.of(files)
                    .workers(1)
                    .clipFrames(2)
                    .mostInstances(3)
                    .examples(100)
                    .run();
        }
    }

    /** The findings of one kind. */
    static List<String> found(MattingCheckReport report, MattingFault fault) {
        Found<MattingFinding> found = report.found().get(fault);
        return found == null
                ? List.of()
                : found.examples().stream()
                        .map(finding -> finding.path() + (finding.detail().isEmpty() ? "" : " " + finding.detail()))
                        .toList();
    }
}
