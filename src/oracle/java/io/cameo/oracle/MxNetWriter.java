package io.cameo.oracle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** MXNet's own record writer. One thread. */
final class MxNetWriter implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment position = arena.allocate(JAVA_LONG);
    private final MemorySegment handle;

    MxNetWriter(Path rec) {
        MemorySegment out = arena.allocate(ADDRESS);
        MxNet.WRITER_CREATE.run(arena.allocateFrom(rec.toString()), out);
        handle = out.get(ADDRESS, 0);
    }

    /** Where the next record will begin. */
    long tell() {
        MxNet.WRITER_TELL.run(handle, position);
        return position.get(JAVA_LONG, 0);
    }

    /** Appends one record; {@code content} is native memory. */
    void write(MemorySegment content) {
        MxNet.WRITE_RECORD.run(handle, content, content.byteSize());
    }

    @Override
    public void close() {
        MxNet.WRITER_FREE.run(handle);
        arena.close();
    }
}
