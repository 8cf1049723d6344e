package io.cameo.oracle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.loader.mxnet.MxNetLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** MXNet's own record reader. One thread. */
final class MxNetReader implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(ADDRESS);
    private final MemorySegment size = arena.allocate(JAVA_LONG);
    private final MemorySegment handle;

    MxNetReader(Path rec) {
        MemorySegment out = arena.allocate(ADDRESS);
        MxNet.READER_CREATE.run(arena.allocateFrom(rec.toString()), out);
        handle = out.get(ADDRESS, 0);
    }

    /** The next record's content, valid until the next call; null at the end. */
    @Nullable
    MemorySegment next() {
        MxNet.READ_RECORD.run(handle, buffer, size);
        MemorySegment content = buffer.get(ADDRESS, 0);
        return content.address() == 0 ? null : MxNetLibrary.memory(content, size.get(JAVA_LONG, 0));
    }

    /** Goes to where a record begins. Not once the end was met: MXNet's reader stays there. */
    void seek(long offsetBytes) {
        MxNet.READER_SEEK.run(handle, offsetBytes);
    }

    /** Where the next record begins. */
    long tell() {
        MxNet.READER_TELL.run(handle, size);
        return size.get(JAVA_LONG, 0);
    }

    @Override
    public void close() {
        MxNet.READER_FREE.run(handle);
        arena.close();
    }
}
