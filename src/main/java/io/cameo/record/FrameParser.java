package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frame of one record and trusts nothing: every length is checked against the file before it is used.
 *
 * <p>MXNet's reader does not look at the order of cflags, so that a damaged flag glues two records together without a
 * word. Here a record begins with cflag 0 or 1, goes on with 2, ends with 3, or it is damaged.
 */
final class FrameParser {
    private FrameParser() {}

    /**
     * Puts a view on the record whose first head stands at {@code offset}.
     *
     * @param segment the file
     * @param sizeBytes its size
     * @throws CorruptDataException if there is no sound record
     */
    static void parse(Path file, MemorySegment segment, long sizeBytes, long offset, RecordView view) {
        if ((offset & 3) != 0) {
            throw noHead(file, sizeBytes, offset);
        }
        parseAnywhere(file, segment, sizeBytes, offset, view);
    }

    /** The same without asking for a multiple of 4, for files in which bytes are missing or were inserted. */
    static void parseAnywhere(Path file, MemorySegment segment, long sizeBytes, long offset, RecordView view) {
        if (offset < 0 || sizeBytes - offset < RecordLayout.HEAD_BYTES) {
            throw noHead(file, sizeBytes, offset);
        }
        if (segment.get(LittleEndian.INT, offset) != RecordLayout.MAGIC) {
            throw magicMismatch(file, segment, offset);
        }
        int word = segment.get(LittleEndian.INT, offset + RecordLayout.LENGTH_OFFSET);
        long content = offset + RecordLayout.HEAD_BYTES;
        long end = content + RecordLayout.aligned(RecordLayout.length(word));
        if (end > sizeBytes) {
            throw cutOff(file, sizeBytes, offset, word);
        }
        if (RecordLayout.cflag(word) == RecordLayout.WHOLE) {
            view.setWhole(segment, offset, content, RecordLayout.length(word), end);
        } else {
            parseParts(file, segment, sizeBytes, offset, view);
        }
    }

    private static void parseParts(Path file, MemorySegment segment, long sizeBytes, long offset, RecordView view) {
        long at = offset;
        long contentBytes = -RecordLayout.ALIGNMENT; // one magic fewer than parts
        int parts = 0;
        while (true) {
            String fault = partFault(segment, sizeBytes, at, parts);
            if (fault != null) {
                throw new CorruptDataException(file, at, fault + (parts == 0 ? "" : ", record=" + offset));
            }
            int word = segment.get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET);
            int length = RecordLayout.length(word);
            contentBytes += RecordLayout.ALIGNMENT + length;
            parts++;
            at += RecordLayout.HEAD_BYTES + RecordLayout.aligned(length);
            if (contentBytes > RecordLayout.MAX_CONTENT_BYTES) {
                throw new CorruptDataException(
                        file,
                        offset,
                        "parts add up to more than a record may hold: limit=" + RecordLayout.MAX_CONTENT_BYTES
                                + ", actual>=" + contentBytes);
            }
            if (RecordLayout.cflag(word) == RecordLayout.LAST) {
                view.setJoined(segment, offset, (int) contentBytes, parts, at);
                return;
            }
        }
    }

    /** What is wrong with a part of a multi-part record, or null. */
    private static @Nullable String partFault(MemorySegment segment, long sizeBytes, long at, int partsBefore) {
        if (sizeBytes - at < RecordLayout.HEAD_BYTES) {
            return "multi-part record is cut off: remaining=" + (sizeBytes - at);
        }
        int magic = segment.get(LittleEndian.INT, at);
        if (magic != RecordLayout.MAGIC) {
            return "record magic mismatch: expected=" + hex(RecordLayout.MAGIC) + ", actual=" + hex(magic);
        }
        int word = segment.get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET);
        int cflag = RecordLayout.cflag(word);
        int length = RecordLayout.length(word);
        boolean first = partsBefore == 0;
        if (first ? cflag != RecordLayout.FIRST : cflag != RecordLayout.MIDDLE && cflag != RecordLayout.LAST) {
            return (first ? "record does not begin with cflag 0 or 1" : "record does not go on with cflag 2 or 3")
                    + ": actual=" + cflag;
        }
        if (cflag != RecordLayout.LAST && length % RecordLayout.ALIGNMENT != 0) {
            return "part before the last is not a multiple of 4 long: length=" + length;
        }
        if (at + RecordLayout.HEAD_BYTES + RecordLayout.aligned(length) > sizeBytes) {
            return "part is cut off: length=" + length + ", remaining=" + (sizeBytes - at - RecordLayout.HEAD_BYTES);
        }
        return null;
    }

    private static CorruptDataException noHead(Path file, long sizeBytes, long offset) {
        if (offset < 0 || offset >= sizeBytes) {
            return new CorruptDataException(file, offset, "record begins outside the file: size=" + sizeBytes);
        }
        if (sizeBytes - offset < RecordLayout.HEAD_BYTES) {
            return new CorruptDataException(file, offset, "record head is cut off: remaining=" + (sizeBytes - offset));
        }
        return new CorruptDataException(file, offset, "record does not begin at a multiple of 4");
    }

    private static CorruptDataException magicMismatch(Path file, MemorySegment segment, long offset) {
        return new CorruptDataException(
                file,
                offset,
                "record magic mismatch: expected=" + hex(RecordLayout.MAGIC) + ", actual="
                        + hex(segment.get(LittleEndian.INT, offset)));
    }

    private static CorruptDataException cutOff(Path file, long sizeBytes, long offset, int word) {
        return new CorruptDataException(
                file,
                offset,
                "record is cut off: length=" + RecordLayout.length(word) + ", remaining="
                        + (sizeBytes - offset - RecordLayout.HEAD_BYTES));
    }

    private static String hex(int word) {
        return "0x" + Integer.toHexString(word);
    }
}
