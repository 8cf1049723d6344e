package io.cameo.dataset.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The labels of the images written so far, in a file that never gets its name: so that a resumed run knows them exactly,
 * which float32 in the records does not, and none of them needs heap. One thread at a time.
 */
final class LabelLog implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int BUFFER_BYTES = 1 << 16;

    private final AtomicFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private LabelLog(AtomicFile file) {
        this.file = file;
    }

    static LabelLog create(Path rec) throws IOException {
        return new LabelLog(AtomicFile.create(target(rec)));
    }

    static boolean canResume(Path rec, long images) throws IOException {
        Path partial = AtomicFile.partialOf(target(rec));
        return Files.isRegularFile(partial) && Files.size(partial) >= Long.BYTES * images;
    }

    static LabelLog resume(Path rec, long images) throws IOException {
        LabelLog log = new LabelLog(AtomicFile.resume(target(rec), Long.BYTES * images));
        log.file.keepPartial();
        return log;
    }

    private static Path target(Path rec) {
        return IdsFile.besides(rec, ".labels");
    }

    void add(long label) throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(label);
    }

    void checkpoint() throws IOException {
        flush();
        file.channel().force(false);
        file.keepPartial();
    }

    /** From now on, closing leaves nothing behind. */
    void drop() {
        file.dropPartial();
    }

    /** Maps what was written so far. */
    MappedFile map() throws IOException {
        flush();
        return MappedFile.open(AtomicFile.partialOf(file.target()));
    }

    /** The label of an image in a mapped log. */
    static long label(MemorySegment log, int image) {
        return log.get(LONG, (long) Long.BYTES * image);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.channel().write(buffer);
        }
        buffer.clear();
    }
}
