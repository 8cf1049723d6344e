package io.cameo.loader;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.PageFault;
import io.cameo.image.BadImageException;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.lang.foreign.MemorySegment;
import java.util.NoSuchElementException;

/**
 * Reads one sample after the other into memory of the caller; made by {@link SampleReader#sampler}.
 *
 * <p>Allocates nothing per sample where images are JPEGs that libturbojpeg decodes, of any size, or raw pixels of the size of the
 * sample; other formats and OpenCV's decoder make some garbage. Not thread-safe.
 */
public final class Sampler implements AutoCloseable {
    /** Only to ask whether anybody wants events: asking costs a field, an event that nobody wants might cost memory. */
    private static final SampleReadEvent EVENT = new SampleReadEvent();

    private final RecordFile file;
    private final SampleFormat format;
    private final LatencyRecorder latency;
    private final RecordView view = new RecordView();
    private final RowWriter writer;
    private boolean closed;

    Sampler(RecordFile file, SampleFormat format, LatencyRecorder latency) {
        this.file = file;
        this.format = format;
        this.latency = latency;
        writer = RowWriter.of(format);
    }

    /**
     * Reads the sample with a key.
     *
     * @param dst receives {@link SampleFormat#sizeBytes()} bytes from its beginning; heap or native
     * @throws NoSuchElementException if no record has it
     * @throws CorruptDataException if the record is damaged, or its image cannot be decoded; {@code dst} then holds anything
     * @throws IllegalArgumentException if {@code dst} is too small or read-only
     * @throws IllegalStateException if the file, the memory or this sampler is closed
     */
    public void read(long key, MemorySegment dst) {
        read(key, dst, 0);
    }

    /** As {@link #read(long, MemorySegment)}, from an offset on. */
    public void read(long key, MemorySegment dst, long dstOffsetBytes) {
        read("key", key, dst, dstOffsetBytes);
    }

    /**
     * As {@link #read(long, MemorySegment, long)}, but by the record's place in the index, from 0; works where keys are text.
     *
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public void readAt(int position, MemorySegment dst, long dstOffsetBytes) {
        read("position", position, dst, dstOffsetBytes);
    }

    private void read(String by, long number, MemorySegment dst, long dstOffsetBytes) {
        long begin = System.nanoTime();
        requireOpen();
        if (dst.isReadOnly() || dstOffsetBytes < 0 || dstOffsetBytes > dst.byteSize() - format.sizeBytes()) {
            throw new IllegalArgumentException("memory does not hold a sample: bytes=" + dst.byteSize() + ", offset="
                    + dstOffsetBytes + ", read_only=" + dst.isReadOnly() + ", sample=" + format.sizeBytes());
        }
        SampleReadEvent event = null;
        if (EVENT.isEnabled()) {
            event = new SampleReadEvent();
            event.begin();
        }
        try {
            if (by.equals("position")) {
                file.read((int) number, view);
            } else if (!file.find(number, view)) {
                throw new NoSuchElementException("no record with this key: file=" + file.path() + ", key=" + number);
            }
            writer.look(view);
            writer.write(view, dst, dstOffsetBytes);
        } catch (BadImageException bad) {
            throw damaged(bad.reason() + (bad.reason().contains(": ") ? ", " : ": ") + by + "=" + number, bad);
        } catch (InternalError fault) {
            throw PageFault.in(file.path(), view.offsetBytes(), fault);
        } catch (IllegalStateException over) {
            throw new IllegalStateException(
                    "file or memory was closed while a sample was read: file=" + file.path() + ", " + by + "=" + number,
                    over);
        }
        latency.note(System.nanoTime() - begin);
        if (event != null) {
            event.key = number;
            event.payloadBytes = view.payloadLength();
            event.widthPx = writer.storedWidthPx();
            event.heightPx = writer.storedHeightPx();
            event.commit();
        }
    }

    /** The record that the last sample came from, for its labels and ids; do not move it. */
    public RecordView record() {
        return view;
    }

    private CorruptDataException damaged(String reason, BadImageException cause) {
        CorruptDataException damage = new CorruptDataException(file.path(), view.offsetBytes(), reason);
        damage.initCause(cause);
        return damage;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("sampler is closed: file=" + file.path());
        }
    }

    /** Frees the native memory. Closing twice does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            writer.close();
        }
    }
}
