package io.cameo.numpy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A string of bytes: a slice of the file where it stands there as it is, else decoded when asked for. */
public final class PickleBytes implements PickleValue {
    private final MemorySegment source;
    private final TextForm form;
    private final long sizeBytes;

    private PickleBytes(MemorySegment source, TextForm form, long sizeBytes) {
        this.source = source;
        this.form = form;
        this.sizeBytes = sizeBytes;
    }

    static PickleBytes raw(MemorySegment source) {
        return new PickleBytes(source, TextForm.RAW, source.byteSize());
    }

    /** The Latin-1 bytes of a text, which must have only such. */
    static PickleBytes latin1(PickleText text) {
        return new PickleBytes(text.source(), text.form(), text.latin1Bytes());
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /** Whether {@link #segment()} is part of the mapped file and not a copy. */
    public boolean isSlice() {
        return form == TextForm.RAW;
    }

    /** The bytes: a slice of the file, valid as long as it is mapped, or a new copy on the heap. Read-only or not. */
    public MemorySegment segment() {
        return isSlice() ? source : MemorySegment.ofArray(toBytes());
    }

    /** A copy. */
    public byte[] toBytes() {
        if (isSlice()) {
            return source.toArray(ValueLayout.JAVA_BYTE);
        }
        byte[] decoded = new byte[(int) sizeBytes];
        form.decode(source, decoded);
        return decoded;
    }
}
