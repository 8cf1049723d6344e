package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Writes content as parts: one, or as many as it takes to keep the magic word out of the data. Content is given in two
 * pieces, header and payload; a header is a multiple of 4 long, so no magic straddles the two.
 */
final class FrameWriter {
    private static final int PADDING_ROOM = 3;

    private final MagicScan scan = MagicScan.create();
    private final BufferedChannel out;

    FrameWriter(BufferedChannel out) {
        this.out = out;
    }

    /** Writes header and payload as one record and returns where it begins. */
    long write(MemorySegment header, int headerLength, MemorySegment payload) throws IOException {
        long contentLength = headerLength + payload.byteSize();
        if (contentLength > RecordLayout.MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException("record is too long for RecordIO: limit="
                    + RecordLayout.MAX_CONTENT_BYTES + ", actual=" + contentLength);
        }
        long offset = out.positionBytes();
        long cut = nextMagic(header, headerLength, payload, 0);
        if (cut < 0) {
            writePart(RecordLayout.WHOLE, header, headerLength, payload, 0, contentLength);
        } else {
            writeParts(header, headerLength, payload, contentLength, cut);
        }
        return offset;
    }

    private void writeParts(
            MemorySegment header, int headerLength, MemorySegment payload, long contentLength, long firstCut)
            throws IOException {
        long from = 0;
        for (long cut = firstCut; cut >= 0; cut = nextMagic(header, headerLength, payload, from)) {
            int cflag = from == 0 ? RecordLayout.FIRST : RecordLayout.MIDDLE;
            writePart(cflag, header, headerLength, payload, from, cut);
            from = cut + RecordLayout.ALIGNMENT;
        }
        writePart(RecordLayout.LAST, header, headerLength, payload, from, contentLength);
    }

    /** Where in header + payload the magic stands next, or -1. */
    private long nextMagic(MemorySegment header, int headerLength, MemorySegment payload, long from) {
        if (from < headerLength) {
            long hit = scan.find(header, from, headerLength);
            if (hit >= 0) {
                return hit;
            }
        }
        long hit = scan.find(payload, Math.max(0, from - headerLength), payload.byteSize());
        return hit < 0 ? -1 : headerLength + hit;
    }

    private void writePart(int cflag, MemorySegment header, int headerLength, MemorySegment payload, long from, long to)
            throws IOException {
        int head = out.reserve(RecordLayout.HEAD_BYTES);
        out.buffer().set(LittleEndian.INT, head + RecordLayout.MAGIC_OFFSET, RecordLayout.MAGIC);
        out.buffer().set(LittleEndian.INT, head + RecordLayout.LENGTH_OFFSET, RecordLayout.lengthWord(cflag, (int)
                (to - from)));
        long headerTo = Math.min(to, headerLength);
        if (from < headerTo) {
            out.write(header, from, headerTo - from);
        }
        long payloadFrom = Math.max(from, headerLength) - headerLength;
        long payloadTo = Math.max(to, headerLength) - headerLength;
        if (payloadFrom < payloadTo) {
            out.write(payload, payloadFrom, payloadTo - payloadFrom);
        }
        int padding = (int) (-(to - from) & PADDING_ROOM);
        if (padding > 0) {
            out.buffer().asSlice(out.reserve(padding), padding).fill((byte) 0);
        }
    }
}
