package io.cameo.lst;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds and counts line breaks without parsing lines. Reads by position: the channel's own position stays. */
final class LstLines {
    private static final int BUFFER_BYTES = 1 << 16;

    private LstLines() {}

    /**
     * Where a part of the file begins that was cut at a byte: after the next LF, as dmlc-core's
     * {@code LineSplitter::SeekRecordBegin} does. The ends of the file are cuts as they are.
     */
    static long nextStart(FileChannel channel, long cutBytes, long sizeBytes) throws IOException {
        if (cutBytes == 0 || cutBytes >= sizeBytes) {
            return cutBytes;
        }
        byte[] bytes = new byte[BUFFER_BYTES];
        long at = cutBytes;
        for (int read = read(channel, bytes, at); read > 0; read = read(channel, bytes, at)) {
            for (int i = 0; i < read; i++) {
                if (bytes[i] == '\n') {
                    return at + i + 1;
                }
            }
            at += read;
        }
        return at;
    }

    /** How many LF stand in {@code [begin, end)}. */
    static long breaks(FileChannel channel, long beginBytes, long endBytes) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        long count = 0;
        long at = beginBytes;
        while (at < endBytes) {
            int read = read(channel, bytes, at);
            if (read <= 0) {
                break;
            }
            int usable = (int) Math.min(read, endBytes - at);
            for (int i = 0; i < usable; i++) {
                count += bytes[i] == '\n' ? 1 : 0;
            }
            at += read;
        }
        return count;
    }

    /** How many lines have more in them than a line break. */
    static long count(FileChannel channel) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        long count = 0;
        long at = 0;
        boolean empty = true;
        for (int read = read(channel, bytes, at); read > 0; read = read(channel, bytes, at)) {
            for (int i = 0; i < read; i++) {
                byte b = bytes[i];
                if (b == '\n') {
                    count += empty ? 0 : 1;
                    empty = true;
                } else if (b != '\r') {
                    empty = false;
                }
            }
            at += read;
        }
        return empty ? count : count + 1;
    }

    private static int read(FileChannel channel, byte[] bytes, long offsetBytes) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes), offsetBytes);
    }
}
