package io.cameo.matte;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * Decodes what a {@link PlaneEncoder} made. Any bytes may be given: what is no coded plane is refused, and nothing is
 * allocated that its length does not warrant. Not thread-safe: one for each thread, used again, then closed. Allocates
 * nothing once it has seen a plane of that size.
 */
public final class PlaneDecoder implements AutoCloseable {
    private static final int MOST_RUN_BYTES = 4;
    private static final byte[] NONE = {};

    private final StreamReader tokens = new StreamReader();
    private final StreamReader low = new StreamReader();
    private final StreamReader high = new StreamReader();
    private SampleRow row = new SampleRow();
    private SampleRow above = new SampleRow();
    private RowRuns runs = new RowRuns();
    private RowRuns runsAbove = new RowRuns();
    private byte[] source = {};
    private int sourceBytes;
    private int tokenAt;
    private int softAt;

    /** A decoder of planes. */
    public static PlaneDecoder create() {
        return new PlaneDecoder();
    }

    private PlaneDecoder() {}

    /**
     * Decodes a plane.
     *
     * @param coded what the encoder made: heap, native or mapped; copied before anything else
     * @param dst receives the samples, 16-bit ones in the machine's order; gaps between rows stay as they are
     * @param dstOffset where the first row begins
     * @param strideBytes from row to row
     * @return what the plane says of itself
     * @throws BadPlaneException if it is no coded plane; what {@code dst} then holds is not defined
     * @throws IllegalArgumentException if rows would overlap
     * @throws IndexOutOfBoundsException if there is less room than the plane needs
     */
    public PlaneHeader decode(MemorySegment coded, MemorySegment dst, long dstOffset, long strideBytes) {
        load(coded);
        PlaneHeader header = PlaneHeader.of(MemorySegment.ofArray(source).asSlice(0, sourceBytes));
        if (strideBytes < header.rowBytes()) {
            throw new IllegalArgumentException(
                    "rows overlap: stride=" + strideBytes + ", expected>=" + header.rowBytes());
        }
        long needed = Math.addExact(Math.multiplyExact(strideBytes, (long) header.heightPx() - 1), header.rowBytes());
        Objects.checkFromIndexSize(dstOffset, needed, dst.byteSize());
        int method = source[PlaneLayout.METHOD];
        if (method == PlaneLayout.METHOD_SAMPLES) {
            copySamples(header, dst, dstOffset, strideBytes);
        } else if (method == PlaneLayout.METHOD_RUNS) {
            decodeRuns(header, dst, dstOffset, strideBytes);
        } else {
            throw new BadPlaneException("plane is coded in another way: method=" + method);
        }
        return header;
    }

    private void load(MemorySegment coded) {
        if (coded.byteSize() > Integer.MAX_VALUE / 2) {
            throw new BadPlaneException("coded plane is too long: bytes=" + coded.byteSize());
        }
        sourceBytes = (int) coded.byteSize();
        if (source.length < sourceBytes + StreamReader.SLACK_BYTES) {
            source = new byte[sourceBytes + sourceBytes / 4 + StreamReader.SLACK_BYTES];
        }
        MemorySegment.copy(coded, ValueLayout.JAVA_BYTE, 0, source, 0, sourceBytes);
    }

    private void copySamples(PlaneHeader header, MemorySegment dst, long dstOffset, long strideBytes) {
        if (sourceBytes - PlaneLayout.HEADER_BYTES != header.planeBytes()) {
            throw new BadPlaneException("samples are cut off: expected=" + header.planeBytes() + ", actual="
                    + (sourceBytes - PlaneLayout.HEADER_BYTES));
        }
        int rowBytes = (int) header.rowBytes();
        for (int y = 0; y < header.heightPx(); y++) {
            int from = PlaneLayout.HEADER_BYTES + y * rowBytes;
            MemorySegment.copy(source, from, dst, ValueLayout.JAVA_BYTE, dstOffset + y * strideBytes, rowBytes);
        }
    }

    private void decodeRuns(PlaneHeader header, MemorySegment dst, long dstOffset, long strideBytes) {
        int step = header.format().bytesPerSample();
        openStreams(header, step);
        row.clear(header.widthPx(), step);
        above.clear(header.widthPx(), step);
        runsAbove.clear(header.widthPx());
        runsAbove.add(RowRuns.CLEAR, header.widthPx());
        zero(header, 0, header.boxYPx(), dst, dstOffset, strideBytes);
        int boxEnd = header.boxYPx() + header.boxHeightPx();
        for (int y = header.boxYPx(); y < boxEnd; y++) {
            decodeRow(header);
            row.store(dst, dstOffset + y * strideBytes, header.widthPx());
            SampleRow made = row;
            row = above;
            above = made;
            RowRuns found = runs;
            runs = runsAbove;
            runsAbove = found;
        }
        zero(header, boxEnd, header.heightPx(), dst, dstOffset, strideBytes);
        if (tokenAt != tokens.length() || softAt != low.length()) {
            throw new BadPlaneException("something is left of a coded plane: tokens=" + (tokens.length() - tokenAt)
                    + ", samples=" + (low.length() - softAt));
        }
    }

    private void openStreams(PlaneHeader header, int step) {
        tokenAt = 0;
        softAt = 0;
        int at = PlaneLayout.HEADER_BYTES;
        long area = (long) header.widthPx() * header.boxHeightPx();
        long mostTokens = (long) MOST_RUN_BYTES * (header.widthPx() + 2) * header.boxHeightPx();
        if (area > 0) {
            at = tokens.read(source, at, sourceBytes, mostTokens);
            at = low.read(source, at, sourceBytes, area);
            at = step == 1 ? at : high.read(source, at, sourceBytes, area);
        } else {
            tokens.clear();
            low.clear();
        }
        if (at != sourceBytes || (area > 0 && step > 1 && high.length() != low.length())) {
            throw new BadPlaneException("streams of a coded plane do not fit: end=" + at + ", bytes=" + sourceBytes);
        }
    }

    private void decodeRow(PlaneHeader header) {
        int widthPx = header.widthPx();
        byte[] stream = tokens.plain();
        int count = tokens.length();
        runs.clear(widthPx);
        runsAbove.rewind();
        int kind = RowRuns.CLEAR;
        int begin = 0;
        while (tokenAt < count) {
            int token = stream[tokenAt++] & 0xff;
            if (token == PlaneLayout.TOKEN_END) {
                runs.add(kind, widthPx);
                paint(kind, header, begin, widthPx);
                return;
            }
            int folded = (token - PlaneLayout.TOKEN_STEP) >> 1;
            int second = (token - PlaneLayout.TOKEN_STEP) & 1;
            int expected = runs.isEmpty() ? runsAbove.firstEnd() : runsAbove.expectedEnd(kind, begin);
            int end = token < PlaneLayout.TOKEN_LENGTH
                    ? expected + ((folded >>> 1) ^ -(folded & 1))
                    : begin + length(stream, count);
            if (end >= widthPx
                    || (end <= begin && !(runs.isEmpty() && end == 0))
                    || token > PlaneLayout.TOKEN_LENGTH + 1) {
                throw new BadPlaneException("run leads out of its row: token=" + token + ", begin=" + begin + ", end="
                        + end + ", width=" + widthPx);
            }
            runs.add(kind, end);
            paint(kind, header, begin, end);
            begin = end;
            kind = (kind + 1 + second) % RowRuns.KINDS;
        }
        throw new BadPlaneException("runs are cut off: tokens=" + count);
    }

    /** Seven bits a byte; what is too long leads out of the row. */
    private int length(byte[] stream, int count) {
        int length = 0;
        for (int shift = 0; shift < 3 * 7; shift += 7) {
            if (tokenAt == count) {
                throw new BadPlaneException("runs are cut off: tokens=" + count);
            }
            int next = stream[tokenAt++];
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
                return length;
            }
        }
        throw new BadPlaneException("run has no length: at=" + tokenAt);
    }

    private void paint(int kind, PlaneHeader header, int from, int to) {
        switch (kind) {
            case RowRuns.CLEAR -> row.fill(from, to, 0);
            case RowRuns.FULL -> row.fill(from, to, header.full());
            default -> {
                if (to - from > low.length() - softAt) {
                    throw new BadPlaneException("soft samples are cut off: samples=" + low.length());
                }
                boolean wide = header.format().bytesPerSample() > 1;
                row.restore(above, from, to, low.plain(), wide ? high.plain() : NONE, softAt);
                softAt += to - from;
            }
        }
    }

    private static void zero(
            PlaneHeader header, int from, int to, MemorySegment dst, long dstOffset, long strideBytes) {
        if (strideBytes == header.rowBytes()) {
            dst.asSlice(dstOffset + from * strideBytes, (to - from) * strideBytes)
                    .fill((byte) 0);
            return;
        }
        for (int y = from; y < to; y++) {
            dst.asSlice(dstOffset + y * strideBytes, header.rowBytes()).fill((byte) 0);
        }
    }

    @Override
    public void close() {
        tokens.close();
        low.close();
        high.close();
    }
}
