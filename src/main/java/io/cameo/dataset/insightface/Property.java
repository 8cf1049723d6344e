package io.cameo.dataset.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code property} file in the folder of a data set: {@code num_classes,height,width} in its first line. Some writers
 * put more lines behind it, which InsightFace's own reader refuses; here they are kept.
 *
 * @param classes largest label + 1
 * @param heightPx of every image
 * @param widthPx of every image
 * @param extras the lines behind the first, as they are
 */
public record Property(long classes, int heightPx, int widthPx, List<String> extras) {
    /** What the file is called. */
    public static final String FILE_NAME = "property";

    private static final int FIELDS = 3;

    /** @throws IllegalArgumentException if a size is below 1, the classes are negative, or an extra has a line break */
    public Property {
        if (classes < 0 || heightPx < 1 || widthPx < 1) {
            throw new IllegalArgumentException(
                    "no property: classes=" + classes + ", height=" + heightPx + ", width=" + widthPx);
        }
        extras = List.copyOf(extras);
        if (extras.stream().anyMatch(line -> line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0)) {
            throw new IllegalArgumentException("an extra line has a line break: extras=" + extras);
        }
    }

    /** The usual file of one line. */
    public static Property of(long classes, int heightPx, int widthPx) {
        return new Property(classes, heightPx, widthPx, List.of());
    }

    /** Where the property of a record file lies: in the same folder, for all record files there. */
    public static Path besides(Path rec) {
        return rec.resolveSibling(FILE_NAME);
    }

    /**
     * Reads a property file.
     *
     * @throws CorruptDataException if its first line is not three whole numbers
     */
    public static Property read(Path file) throws IOException {
        List<String> lines = Files.readString(file).lines().toList();
        String first = lines.isEmpty() ? "" : lines.getFirst().strip();
        String[] fields = first.split(",", -1);
        try {
            if (fields.length == FIELDS) {
                return new Property(
                        Long.parseLong(fields[0].strip()),
                        Integer.parseInt(fields[1].strip()),
                        Integer.parseInt(fields[2].strip()),
                        lines.subList(1, lines.size()));
            }
        } catch (IllegalArgumentException wrong) {
            throw refused(file, first, wrong);
        }
        throw refused(file, first, null);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(classes)
                .append(',')
                .append(heightPx)
                .append(',')
                .append(widthPx)
                .append('\n');
        extras.forEach(line -> text.append(line).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try (AtomicFile out = AtomicFile.create(file)) {
            while (bytes.hasRemaining()) {
                out.channel().write(bytes);
            }
            out.commit();
        }
    }

    private static CorruptDataException refused(Path file, String first, @Nullable Throwable why) {
        String shown = first.length() > 80 ? first.substring(0, 80) : first;
        CorruptDataException refused =
                new CorruptDataException(file, 0, "not a property file of classes,height,width: line=" + shown);
        if (why != null) {
            refused.initCause(why);
        }
        return refused;
    }
}
