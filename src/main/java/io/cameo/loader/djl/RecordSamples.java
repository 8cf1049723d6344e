package io.cameo.loader.djl;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.dataset.insightface.ImageRecords;
import io.cameo.loader.SampleFormat;
import io.cameo.loader.SampleReader;
import io.cameo.loader.Sampler;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The images of one record file, by number from 0 in file order. Any number of threads may read: each borrows a sampler, and
 * there are never more of them than threads that read at once.
 */
final class RecordSamples implements AutoCloseable {
    private final RecordFile file;
    private final ImageRecords images;
    private final SampleReader reader;
    private final int labelWidth;
    private final ConcurrentLinkedQueue<Sampler> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private RecordSamples(RecordFile file, SampleFormat format, int labelWidth) {
        this.file = file;
        images = ImageRecords.of(file);
        reader = SampleReader.of(file, format);
        this.labelWidth = labelWidth;
    }

    static RecordSamples open(Path rec, SampleFormat format, int labelWidth) throws IOException {
        RecordFile file = RecordFile.open(rec);
        try {
            return new RecordSamples(file, format, labelWidth);
        } catch (Throwable failure) {
            file.close();
            throw failure;
        }
    }

    int count() {
        return images.images();
    }

    SampleFormat format() {
        return reader.format();
    }

    int labelWidth() {
        return labelWidth;
    }

    /**
     * Reads one image into one row.
     *
     * @param pixels rows of {@link SampleFormat#sizeBytes()} bytes
     * @param labels rows of {@link #labelWidth()} float32
     */
    void read(int image, MemorySegment pixels, MemorySegment labels, int row) {
        Sampler sampler = borrow();
        try {
            int sampleBytes = reader.format().sizeBytes();
            sampler.readAt(images.position(image), pixels, (long) row * sampleBytes);
            RecordView record = sampler.record();
            if (record.labelCount() < labelWidth) {
                throw new CorruptDataException(
                        file.path(),
                        record.offsetBytes(),
                        "record has too few labels: expected=" + labelWidth + ", actual=" + record.labelCount());
            }
            for (int i = 0; i < labelWidth; i++) {
                labels.set(LittleEndian.FLOAT, ((long) row * labelWidth + i) * Float.BYTES, record.label(i));
            }
        } finally {
            giveBack(sampler);
        }
    }

    private Sampler borrow() {
        if (closed) {
            throw new IllegalStateException("data set is closed: file=" + file.path());
        }
        Sampler known = idle.poll();
        return known == null ? reader.sampler() : known;
    }

    private void giveBack(Sampler sampler) {
        idle.add(sampler);
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Sampler sampler = idle.poll(); sampler != null; sampler = idle.poll()) {
            sampler.close();
        }
    }

    /**
     * Frees everything; whoever is reading gets an exception, and his sampler is freed when he is done. Closing twice does
     * nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        closeIdle();
        file.close();
    }
}
