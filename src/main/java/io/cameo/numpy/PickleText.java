package io.cameo.numpy;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** A text as it stands in the pickle; decoded when somebody asks. Safe for many threads once the pickle is read. */
public final class PickleText implements PickleValue {
    static final int MOST_NAME_BYTES = 200;
    private static final int NOT_COUNTED = -2;

    private final MemorySegment source;
    private final TextForm form;
    private int latin1Bytes = NOT_COUNTED;

    PickleText(MemorySegment source, TextForm form) {
        this.source = source;
        this.form = form;
    }

    /**
     * The text, as a new string. What is not well-formed becomes U+FFFD; a text of protocol 0 is given only where it is
     * Latin-1, else as a single U+FFFD.
     */
    public String text() {
        if (form == TextForm.UTF8) {
            return new String(source.toArray(LittleEndian.BYTE), StandardCharsets.UTF_8);
        }
        if (latin1Bytes() < 0) {
            return "\uFFFD";
        }
        byte[] decoded = new byte[latin1Bytes()];
        form.decode(source, decoded);
        return new String(decoded, StandardCharsets.ISO_8859_1);
    }

    /** Whether it is this text; without garbage where both are ASCII. */
    public boolean is(String expected) {
        long size = source.byteSize();
        if (form != TextForm.UTF8 || size != expected.length()) {
            return size >= expected.length() && text().equals(expected);
        }
        for (int i = 0; i < size; i++) {
            int b = source.get(LittleEndian.BYTE, i);
            if (b < 0 || b != expected.charAt(i)) {
                return b < 0 && text().equals(expected);
            }
        }
        return true;
    }

    MemorySegment source() {
        return source;
    }

    TextForm form() {
        return form;
    }

    /** How many bytes it has as Latin-1, counted once: a hostile pickle may ask often. -1 if it is not Latin-1, or beyond 2 GiB. */
    int latin1Bytes() {
        if (latin1Bytes == NOT_COUNTED) {
            latin1Bytes = source.byteSize() > Integer.MAX_VALUE ? -1 : form.decode(source, new byte[0]);
        }
        return latin1Bytes;
    }

    /** The text if it is short Latin-1, else one that is nobody's name. */
    String name() {
        if (source.byteSize() > MOST_NAME_BYTES || latin1Bytes() < 0) {
            return "?";
        }
        byte[] decoded = new byte[latin1Bytes()];
        form.decode(source, decoded);
        return new String(decoded, StandardCharsets.ISO_8859_1);
    }
}
