package io.cameo.spark;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Goes through the records of one slice that a filter lets through. Not thread-safe. */
abstract sealed class RecordCursor implements Closeable permits IndexedCursor, FrameCursor {
    /** How much of each record is needed. */
    enum Need {
        /** Where it is, and what an index says. */
        PLACE,
        /** Its image header and all labels. */
        HEADER,
        /** All of it. */
        CONTENT
    }

    private final Slice slice;
    private final FileBytes bytes;
    private final Frames frames;
    private final RecordHeader header;
    private final DamageLog damages;

    RecordCursor(Slice slice, FileBytes bytes, DamageLog damages) {
        this.slice = slice;
        this.bytes = bytes;
        this.damages = damages;
        frames = new Frames(bytes);
        header = new RecordHeader(frames);
    }

    /**
     * Moves to the next record; false at the end.
     *
     * @throws io.cameo.bytes.CorruptDataException at damage, if that is not to be passed over
     */
    final boolean next() throws IOException {
        try {
            return advance();
        } catch (InternalError fault) {
            throw bytes.lost(offset(), fault);
        }
    }

    abstract boolean advance() throws IOException;

    /** Where the record begins. */
    abstract long offset();

    /** A {@code Long} or a {@code UTF8String}; null where no index knows one. */
    abstract @Nullable Object key() throws IOException;

    /** The first label; null where there is no image header. */
    abstract @Nullable Float label();

    /** Bytes of the content. */
    abstract int contentLength();

    final Slice slice() {
        return slice;
    }

    final Frames frames() {
        return frames;
    }

    /** The header of the record, if it was needed. */
    final RecordHeader header() {
        return header;
    }

    /** Throws, or notes a damaged stretch and what it cost. */
    final void damaged(long begin, long end, @Nullable Object key, String reason) {
        damages.met(slice.file().location(), begin, end, key, reason);
    }

    final boolean passesOver() {
        return damages.passesOver();
    }

    /** Reads as much of the measured record as is needed; says what is wrong with it, or null. */
    final @Nullable String read(Need need) throws IOException {
        return switch (need) {
            case PLACE -> null;
            case HEADER -> {
                String fault = frames.readFirst(RecordHeader.BYTES);
                int length = fault == null ? header.lengthWithLabels() : 0;
                yield fault == null && length > RecordHeader.BYTES ? frames.readFirst(length) : fault;
            }
            case CONTENT -> frames.readContent();
        };
    }

    /** A key as rows have it. */
    static Object keyOf(String text, boolean asText, String location) {
        if (asText) {
            return UTF8String.fromString(text);
        }
        try {
            long number = Long.parseLong(text);
            if (Long.toString(number).equals(text)) {
                return number;
            }
        } catch (NumberFormatException isText) {
            throw textKeys(location, text, isText);
        }
        throw textKeys(location, text, null);
    }

    static IllegalArgumentException textKeys(String location, String key, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "keys of this file are text, read them with option keys=text: file=" + location + ", key=" + key,
                cause);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
