package io.cameo.numpy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Writes a pickle of protocol 4 as CPython's C pickler does, byte for byte, frames included.
 *
 * <p>Knows lists, tuples, bytes, texts, truth values, integers and {@code None}. The caller walks its objects in the order
 * in which Python would: {@link #beginList} before the items, {@link #item} before each, {@link #endList} behind them.
 * Every object counts as one of its own: nothing is written as a reference to an earlier one. Frames and large bytes go
 * to the channel as they fill. One thread at a time.
 */
public final class PickleWriter {
    /** A frame ends at the first object boundary behind this; bytes of this size stand outside of frames. */
    private static final int FRAME_BYTES = 64 * 1024;

    private static final int SMALLEST_FRAME_BYTES = 4;
    private static final int LIST_BATCH = 1000;

    private final FileChannel channel;
    private final ByteBuffer frame = ByteBuffer.allocate(2 * FRAME_BYTES + 1024).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Starts a pickle.
     *
     * @param channel positioned where the pickle begins; stays the caller's
     */
    public PickleWriter(FileChannel channel) throws IOException {
        this.channel = channel;
        head.put((byte) 0x80).put((byte) 4);
        flushHead();
    }

    /** Starts a list and, if it has items, the first of its batches. */
    public ListState beginList(long size) throws IOException {
        boundary();
        op(']').memoize();
        return new ListState(size);
    }

    /** Before each item of a list. */
    public void item(ListState list) {
        if (list.written == list.size) {
            throw new IllegalStateException("list is full: size=" + list.size);
        }
        if (list.size > 1 && list.written % LIST_BATCH == 0) {
            if (list.written > 0) {
                op('e');
            }
            op('(');
        }
        list.written++;
    }

    /** Behind the last item of a list. */
    public void endList(ListState list) {
        if (list.written != list.size) {
            throw new IllegalStateException("list lacks items: size=" + list.size + ", written=" + list.written);
        }
        if (list.size > 0) {
            op(list.size == 1 ? 'a' : 'e');
        }
    }

    /** Before the items of a tuple of up to three; they follow, then {@link #endTuple}. */
    public void beginTuple() throws IOException {
        boundary();
    }

    /** Makes a tuple of the last objects. */
    public void endTuple(int size) {
        Objects.checkIndex(size - 1, 3);
        op(0x84 + size).memoize();
    }

    public void truth(boolean value) throws IOException {
        boundary();
        op(value ? 0x88 : 0x89);
    }

    /** An integer from 0 to 65,535. */
    public void whole(int value) throws IOException {
        Objects.checkIndex(value, 1 << 16);
        boundary();
        if (value < 256) {
            op('K');
            frame.put((byte) value);
        } else {
            op('M');
            frame.putShort((short) value);
        }
    }

    public void nothing() throws IOException {
        boundary();
        op('N');
    }

    /** A text of up to 255 bytes as UTF-8. */
    public void text(String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        Objects.checkIndex(utf8.length, 256);
        boundary();
        op(0x8c);
        frame.put((byte) utf8.length).put(utf8);
        memoize();
    }

    /** A string of bytes of any size. */
    public void bytes(MemorySegment value) throws IOException {
        boundary();
        long size = value.byteSize();
        if (size >= FRAME_BYTES) {
            flushFrame();
            bytesHead(head, size);
            flushHead();
            writeLarge(value);
        } else {
            bytesHead(frame, size);
            frame.put(value.asByteBuffer());
        }
        memoize();
    }

    /** Ends the pickle. The channel stays open. */
    public void finish() throws IOException {
        op('.');
        flushFrame();
    }

    private static void bytesHead(ByteBuffer target, long size) {
        if (size < 256) {
            target.put((byte) 'C').put((byte) size);
        } else if (size <= 0xffffffffL) {
            target.put((byte) 'B').putInt((int) size);
        } else {
            target.put((byte) 0x8e).putLong(size);
        }
    }

    private void writeLarge(MemorySegment value) throws IOException {
        long step = 1L << 30; // a byte buffer ends at 2 GiB
        for (long at = 0; at < value.byteSize(); at += step) {
            write(value.asSlice(at, Math.min(step, value.byteSize() - at)).asByteBuffer());
        }
    }

    private PickleWriter op(int opcode) {
        frame.put((byte) opcode);
        return this;
    }

    private void memoize() {
        op(0x94);
    }

    /** CPython looks at a frame's size before it writes an object, and only then. */
    private void boundary() throws IOException {
        if (frame.position() >= FRAME_BYTES) {
            flushFrame();
        }
    }

    private void flushFrame() throws IOException {
        frame.flip();
        if (frame.remaining() >= SMALLEST_FRAME_BYTES) {
            head.put((byte) 0x95).putLong(frame.remaining());
            flushHead();
        }
        write(frame);
        frame.clear();
    }

    private void flushHead() throws IOException {
        head.flip();
        write(head);
        head.clear();
    }

    private void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    /** How far a list is. */
    public static final class ListState {
        private final long size;
        private long written;

        private ListState(long size) {
            this.size = size;
        }
    }
}
