package io.cameo.loader.rates;

import io.cameo.image.BadImageException;
import io.cameo.image.ChannelOrder;
import io.cameo.image.ImageHeader;
import io.cameo.image.JpegDecoder;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one JPEG after the other: out of the file, or, as the bound, a few of them that lie in memory already. Records
 * that hold no JPEG are passed over.
 */
final class DecodeWork implements Work {
    private static final int IN_MEMORY = 512;
    private static final int FIRST_RECORDS = 1000;
    private static final long IN_MEMORY_BYTES = 32L << 20;

    private final RecordFile file;
    private final RecordView view = new RecordView();
    private final JpegDecoder decoder = JpegDecoder.create();
    private final List<MemorySegment> loaded = new ArrayList<>();
    private final boolean fromMemory;
    private final Arena memory = Arena.ofShared();
    private Arena arena = Arena.ofShared();
    private MemorySegment pixels = arena.allocate(1 << 16);
    private int next;
    private long bytes;

    /**
     * @param fromMemory whether to load some first and decode only those
     * @param first where to begin, so that threads do not all read the same
     */
    DecodeWork(RecordFile file, boolean fromMemory, int first) {
        this.file = file;
        this.fromMemory = fromMemory;
        next = first % file.size();
        if (fromMemory) {
            load();
        }
    }

    /** How many of the first thousand records hold a JPEG. */
    static int jpegs(RecordFile file) {
        RecordView view = new RecordView();
        int jpegs = 0;
        for (int i = 0; i < Math.min(FIRST_RECORDS, file.size()); i++) {
            file.read(i, view);
            jpegs += isJpeg(view) ? 1 : 0;
        }
        return jpegs;
    }

    /** The header of the first image among the first thousand records, or null if there is none whose size can be told. */
    static @Nullable ImageHeader firstImage(RecordFile file) {
        RecordView view = new RecordView();
        for (int i = 0; i < Math.min(FIRST_RECORDS, file.size()); i++) {
            file.read(i, view);
            view.detach();
            if (view.hasHeader()) {
                ImageHeader header = ImageHeader.of(view.payload());
                if (header.hasSize()) {
                    return header;
                }
            }
        }
        return null;
    }

    private void load() {
        long room = IN_MEMORY_BYTES;
        for (int i = 0; i < file.size() && loaded.size() < IN_MEMORY && room > 0; i++) {
            file.read((int) ((next + (long) i * 7919) % file.size()), view);
            if (isJpeg(view)) {
                MemorySegment copy = memory.allocate(view.payloadLength());
                MemorySegment.copy(view.segment(), view.payloadOffset(), copy, 0, view.payloadLength());
                loaded.add(copy);
                room -= copy.byteSize();
            }
        }
    }

    @Override
    public long step() {
        if (fromMemory) {
            MemorySegment jpeg = loaded.get(next % loaded.size());
            next = (next + 1) % loaded.size();
            return decode(jpeg, 0, jpeg.byteSize());
        }
        file.read(next, view);
        next = next + 1 == file.size() ? 0 : next + 1;
        return isJpeg(view) ? decode(view.segment(), view.payloadOffset(), view.payloadLength()) : 0;
    }

    private long decode(MemorySegment jpeg, long offset, long length) {
        try {
            decoder.read(jpeg, offset, length);
            long needed = 3L * decoder.widthPx() * decoder.heightPx();
            if (pixels.byteSize() < needed) {
                arena.close();
                arena = Arena.ofShared();
                pixels = arena.allocate(needed);
            }
            decoder.decode(pixels, 0, 3L * decoder.widthPx(), ChannelOrder.RGB, 1);
        } catch (BadImageException bad) {
            return 0; // 'verify --level decode' names it; a rate is about the others
        }
        bytes += length;
        return 1;
    }

    static boolean isJpeg(RecordView view) {
        if (!view.hasHeader() || view.payloadLength() < 4) {
            return false;
        }
        MemorySegment segment = view.segment();
        long at = view.payloadOffset();
        return segment.get(ValueLayout.JAVA_BYTE, at) == (byte) 0xff
                && segment.get(ValueLayout.JAVA_BYTE, at + 1) == (byte) 0xd8;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        decoder.close();
        arena.close();
        memory.close();
    }
}
