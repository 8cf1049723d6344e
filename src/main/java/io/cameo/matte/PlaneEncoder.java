package io.cameo.matte;

import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Codes planes for what mattes are, mostly 0 and the largest sample: a box, runs in it, and what is soft as differences from
 * its neighbours. Lossless at 8 and 16 bits, for any samples. {@code docs/matting-records.md} specifies the bytes.
 *
 * <p>Same plane, same bytes, except that another version of zlib may deflate differently. Not thread-safe: one for each
 * worker, used again, then closed.
 */
public final class PlaneEncoder implements AutoCloseable {
    /** How long a side of a plane may be. */
    public static final int MOST_SIDE_PX = PlaneLayout.MOST_SIDE_PX;

    private static final int MOST_RUN_BYTES = 4;

    private final StreamWriter streams;
    private final RowKernel kernel = RowKernel.create();
    private SampleRow row = new SampleRow();
    private SampleRow above = new SampleRow();
    private RowRuns runs = new RowRuns();
    private RowRuns runsAbove = new RowRuns();
    private byte[] tokens = new byte[1 << 14];
    private int tokenCount;
    private byte[] low = new byte[1 << 16];
    private byte[] high = {};
    private int softCount;
    private boolean sawFull;
    private byte[] coded = new byte[1 << 16];
    private int length;
    private int left;
    private int top;
    private int right;
    private int bottom;

    private PlaneEncoder(PlaneEffort effort) {
        streams = new StreamWriter(effort);
    }

    /** An encoder of planes. */
    public static PlaneEncoder create(PlaneEffort effort) {
        return new PlaneEncoder(effort);
    }

    /**
     * Codes a plane.
     *
     * @param plane of format {@code GRAY8} or {@code GRAY16}, no side longer than 65,535
     * @return its bytes, over an array of this encoder: valid until the next call
     * @throws IllegalArgumentException if it is no such plane
     */
    public MemorySegment encode(Image plane) {
        Planes.require(plane);
        if (Math.max(plane.widthPx(), plane.heightPx()) > PlaneLayout.MOST_SIDE_PX) {
            throw new IllegalArgumentException(
                    "plane is too large: image=" + plane + ", most=" + PlaneLayout.MOST_SIDE_PX);
        }
        findRows(plane);
        int full = Planes.unit(plane);
        code(plane, full);
        if (softCount > 0 && !sawFull) {
            int most = mostSample(plane);
            if (most < full) { // flat at another height, as a mask of 0 and 1
                full = most;
                code(plane, full);
            }
        }
        writeStreams(plane, full);
        return MemorySegment.ofArray(coded).asSlice(0, length);
    }

    /** The first row that is not all zeros, and the end of the last. */
    private void findRows(Image plane) {
        int rowBytes = Math.toIntExact(plane.rowBytes());
        row.clear(plane.widthPx(), Planes.bytes(plane));
        top = 0;
        while (top < plane.heightPx() && isClear(plane, top, rowBytes)) {
            top++;
        }
        bottom = plane.heightPx();
        while (bottom > top && isClear(plane, bottom - 1, rowBytes)) {
            bottom--;
        }
        if (top == bottom) {
            top = 0;
            bottom = 0;
        }
    }

    private boolean isClear(Image plane, int y, int rowBytes) {
        row.load(plane.pixels(), y * plane.strideBytes(), plane.widthPx());
        return kernel.isClear(row.bytes(), SampleRow.PAD_BYTES, rowBytes);
    }

    private void code(Image plane, int full) {
        int step = Planes.bytes(plane);
        int widthPx = plane.widthPx();
        left = bottom == 0 ? 0 : widthPx;
        right = 0;
        tokenCount = 0;
        softCount = 0;
        sawFull = false;
        row.clear(widthPx, step);
        above.clear(widthPx, step);
        runsAbove.clear(widthPx);
        runsAbove.add(RowRuns.CLEAR, widthPx);
        for (int y = top; y < bottom; y++) {
            row.load(plane.pixels(), y * plane.strideBytes(), widthPx);
            codeRow(full, widthPx, step);
            SampleRow loaded = row;
            row = above;
            above = loaded;
            RowRuns found = runs;
            runs = runsAbove;
            runsAbove = found;
        }
    }

    private void codeRow(int full, int widthPx, int step) {
        reserve(widthPx, step);
        runs.clear(widthPx);
        if (step == 1) {
            kernel.runs(row.bytes(), SampleRow.PAD_BYTES, widthPx, full, runs);
        } else {
            row.runs(full, widthPx, runs);
        }
        runsAbove.rewind();
        int begin = 0;
        int last = runs.count() - 1;
        for (int run = 0; run <= last; run++) {
            int kind = runs.kind(run);
            int end = runs.end(run);
            sawFull |= kind == RowRuns.FULL;
            if (kind == RowRuns.SOFT) {
                residuals(begin, end, step);
            }
            if (run == last) {
                tokens[tokenCount++] = PlaneLayout.TOKEN_END;
                widenBox(kind, begin, widthPx);
            } else {
                int expected = run == 0 ? runsAbove.firstEnd() : runsAbove.expectedEnd(kind, begin);
                token(kind, begin, end, expected, runs.kind(run + 1));
            }
            begin = end;
        }
    }

    private void token(int kind, int begin, int end, int expected, int next) {
        int second = next == (kind + 1) % RowRuns.KINDS ? 0 : 1;
        int step = end - expected;
        int folded = (step << 1) ^ (step >> (Integer.SIZE - 1));
        if (folded <= PlaneLayout.MOST_STEP) {
            tokens[tokenCount++] = (byte) (PlaneLayout.TOKEN_STEP + 2 * folded + second);
        } else {
            tokens[tokenCount++] = (byte) (PlaneLayout.TOKEN_LENGTH + second);
            length(end - begin);
        }
    }

    private void residuals(int begin, int end, int step) {
        if (step == 1) {
            kernel.residuals(row.bytes(), above.bytes(), SampleRow.PAD_BYTES + begin, end - begin, low, softCount);
        } else {
            row.residuals(above, begin, end, low, high, softCount);
        }
        softCount += end - begin;
    }

    /** Takes in the row whose last run is of that kind and begins there. */
    private void widenBox(int kind, int begin, int widthPx) {
        if (runs.firstEnd() < widthPx) {
            left = Math.min(left, runs.firstEnd());
            right = Math.max(right, kind == RowRuns.CLEAR ? begin : widthPx);
        }
    }

    private void length(int samples) {
        int left7 = samples;
        while (left7 > 0x7f) {
            tokens[tokenCount++] = (byte) (left7 | 0x80);
            left7 >>>= 7;
        }
        tokens[tokenCount++] = (byte) left7;
    }

    /** Room for whatever a row may become. */
    private void reserve(int widthPx, int step) {
        int tokensMost = tokenCount + MOST_RUN_BYTES * (widthPx + 2);
        if (tokens.length < tokensMost) {
            tokens = Arrays.copyOf(tokens, Math.max(tokensMost, 2 * tokens.length));
        }
        int softMost = softCount + widthPx + RowKernel.SLACK_BYTES;
        if (low.length < softMost) {
            low = Arrays.copyOf(low, Math.max(softMost, 2 * low.length));
        }
        if (step > 1 && high.length < low.length) {
            high = Arrays.copyOf(high, low.length);
        }
    }

    private int mostSample(Image plane) {
        int step = Planes.bytes(plane);
        int most = 0;
        for (int y = top; y < bottom; y++) {
            long at = y * plane.strideBytes();
            for (int x = left; x < right; x++) {
                most = Math.max(most, Planes.sample(plane.pixels(), at, x, step));
            }
        }
        return most;
    }

    private void writeStreams(Image plane, int full) {
        int step = Planes.bytes(plane);
        long planeBytes = plane.rowBytes() * plane.heightPx();
        long most = PlaneLayout.HEADER_BYTES
                + (long) StreamWriter.mostBytes(tokenCount)
                + (long) step * StreamWriter.mostBytes(softCount);
        room(Math.toIntExact(most));
        int at = PlaneLayout.HEADER_BYTES;
        if (bottom > 0) {
            at = streams.write(tokens, tokenCount, coded, at);
            at = streams.write(low, softCount, coded, at);
            at = step == 1 ? at : streams.write(high, softCount, coded, at);
        }
        boolean asIs = at > PlaneLayout.HEADER_BYTES + planeBytes;
        if (asIs) {
            at = PlaneLayout.HEADER_BYTES + Math.toIntExact(planeBytes);
            room(at);
            int rowBytes = Math.toIntExact(plane.rowBytes());
            for (int y = 0; y < plane.heightPx(); y++) {
                int to = PlaneLayout.HEADER_BYTES + y * rowBytes;
                MemorySegment.copy(plane.pixels(), ValueLayout.JAVA_BYTE, y * plane.strideBytes(), coded, to, rowBytes);
            }
        }
        length = at;
        MemorySegment header = MemorySegment.ofArray(coded);
        header.asSlice(0, PlaneLayout.HEADER_BYTES).fill((byte) 0);
        header.set(LittleEndian.BYTE, 0, (byte) PlaneLayout.VERSION);
        header.set(LittleEndian.BYTE, PlaneLayout.BYTES, (byte) step);
        header.set(LittleEndian.BYTE, PlaneLayout.METHOD, (byte)
                (asIs ? PlaneLayout.METHOD_SAMPLES : PlaneLayout.METHOD_RUNS));
        header.set(LittleEndian.INT, PlaneLayout.WIDTH, plane.widthPx());
        header.set(LittleEndian.INT, PlaneLayout.HEIGHT, plane.heightPx());
        header.set(LittleEndian.INT, PlaneLayout.BOX_X, left);
        header.set(LittleEndian.INT, PlaneLayout.BOX_Y, top);
        header.set(LittleEndian.INT, PlaneLayout.BOX_WIDTH, right - left);
        header.set(LittleEndian.INT, PlaneLayout.BOX_HEIGHT, bottom - top);
        header.set(LittleEndian.SHORT, PlaneLayout.FULL, (short) full);
    }

    private void room(int bytes) {
        if (coded.length < bytes) {
            coded = new byte[bytes + bytes / 2];
        }
    }

    @Override
    public void close() {
        streams.close();
    }
}
