package io.cameo.archive;

import static io.cameo.archive.EndRecord.u16;

import java.lang.foreign.MemorySegment;

/** The extra fields of an entry: each an id of two bytes, a length of two, and so many bytes. */
final class ExtraFields {
    private static final int HEAD_BYTES = 4;

    private ExtraFields() {}

    /** Takes one field. */
    @FunctionalInterface
    interface Taker {
        void take(int id, MemorySegment field);
    }

    /** What is behind the last whole field is padding, as some tools write it. */
    static void forEach(MemorySegment fields, Taker taker) {
        long at = 0;
        while (at + HEAD_BYTES <= fields.byteSize()) {
            int length = u16(fields, at + 2);
            if (at + HEAD_BYTES + length > fields.byteSize()) {
                return;
            }
            taker.take(u16(fields, at), fields.asSlice(at + HEAD_BYTES, length));
            at += HEAD_BYTES + length;
        }
    }
}
