package io.cameo.image;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for nvJPEG where there is no GPU: decodes with the CPU's library from the host's memory into what the host's
 * twin calls a device's, and keeps to nvJPEG's rules: a batch fails as a whole.
 */
final class JpegTwin implements NvJpegDecoding {
    /** Files of this length nvJPEG finds broken when it decodes them. */
    static final long BROKEN_BYTES = 1448;

    private final ChannelOrder order;
    private final JpegDecoder decoder = JpegDecoder.create();
    /** What was asked, in order. */
    final List<String> asked = new ArrayList<>();

    /** What {@link #decodeBatched} answers, if not 0. */
    int batchStatus;
    /** What {@link #imageInfo} adds to the width. */
    int infoShiftPx;

    boolean closed;

    JpegTwin(ChannelOrder order) {
        this.order = order;
    }

    @Override
    public int imageInfo(long jpeg, long lengthBytes, int[] found) {
        ImageHeader header = ImageHeader.of(memory(jpeg, lengthBytes));
        found[0] = header.channels();
        found[1] = header.widthPx() + infoShiftPx;
        found[2] = header.heightPx();
        return header.widthPx() == 1 ? 4 : 0;
    }

    @Override
    public int decodeBatched(Work work, int count, long stream) {
        asked.add("batch of " + count);
        if (batchStatus != 0) {
            return batchStatus;
        }
        for (int i = 0; i < count; i++) {
            if (work.lengthBytes(i) == BROKEN_BYTES) {
                return 3;
            }
        }
        for (int i = 0; i < count; i++) {
            draw(work, i);
        }
        return 0;
    }

    @Override
    public int decode(Work work, int at, long stream) {
        asked.add("one");
        if (work.lengthBytes(at) == BROKEN_BYTES) {
            return 3;
        }
        draw(work, at);
        return 0;
    }

    private void draw(Work work, int at) {
        MemorySegment file = memory(work.jpeg(at), work.lengthBytes(at));
        ImageHeader header = ImageHeader.of(file);
        long stride = work.strideBytes(at);
        MemorySegment pixels = memory(work.firstPixel(at), stride * header.heightPx());
        if (header.exifOrientation() != 1) {
            // The CPU's library would turn it.
            pixels.fill((byte) header.exifOrientation());
            return;
        }
        decoder.read(file, 0, file.byteSize());
        decoder.decode(pixels, 0, stride, order, 1);
    }

    @SuppressWarnings("restricted") // whoever calls says how much there is
    static MemorySegment memory(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    @Override
    public void close() {
        closed = true;
        decoder.close();
    }
}
