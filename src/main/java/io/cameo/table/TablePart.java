package io.cameo.table;

import io.cameo.bundle.Bundle;
import io.cameo.bytes.PageFault;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * One part of a table's file, held against its checksum when its bytes are first asked for. Any number of threads may ask;
 * several that come first may each check.
 */
final class TablePart {
    private final Path file;
    private final Bundle bundle;
    private final int part;
    private final MemorySegment bytes;
    private boolean isChecked; // set late for other threads it only makes them check again

    /** Stands for a part that is not there and has no bytes. */
    static final TablePart NONE = new TablePart(Path.of(""), new Bundle(), 0, MemorySegment.NULL, true);

    private TablePart(Path file, Bundle bundle, int part, MemorySegment bytes, boolean isChecked) {
        this.file = file;
        this.bundle = bundle;
        this.part = part;
        this.bytes = bytes;
        this.isChecked = isChecked;
    }

    static TablePart of(Path file, Bundle bundle, int part) {
        return new TablePart(file, bundle, part, bundle.stored(part), false);
    }

    /** How many there are, without a look at them. */
    long sizeBytes() {
        return bytes.byteSize();
    }

    /**
     * The bytes, as they were written.
     *
     * @throws io.cameo.bytes.CorruptDataException if they are not
     */
    MemorySegment bytes() {
        if (!isChecked) {
            check();
        }
        return bytes;
    }

    /**
     * The same as a new buffer in the order of the file. Copies out of it make no classes at run time, as the first ones
     * out of a segment do, for milliseconds of a process's first answer.
     */
    ByteBuffer buffer() {
        return bytes().asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void check() {
        synchronized (bundle) {
            try {
                bundle.check(part);
            } catch (InternalError fault) {
                throw PageFault.in(file, 0, fault);
            }
        }
        isChecked = true;
    }
}
