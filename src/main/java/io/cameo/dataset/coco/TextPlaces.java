package io.cameo.dataset.coco;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines and columns of a UTF-8 file by its bytes. Nothing is read before the first question, which reads the file once and
 * keeps a mark for every 64 KiB; every further one reads no more than that. Any number of threads may ask.
 */
final class TextPlaces {
    private static final int STEP_BYTES = 1 << 16;
    private static final int BYTE_ORDER_MARK = 3;

    private final FileChannel channel;
    private final boolean marked;
    private @Nullable Marks marks;

    /**
     * @param channel read by position only
     * @param marked whether the file begins with a byte order mark, which is no column
     */
    TextPlaces(FileChannel channel, boolean marked) {
        this.channel = channel;
        this.marked = marked;
    }

    /** @param marks of the same file */
    TextPlaces(FileChannel channel, Marks marks) {
        this(channel, marks.marked());
        this.marks = marks;
    }

    /**
     * What one reading of the file finds out: line and column for every 64 KiB.
     *
     * @param marked whether the file begins with a byte order mark
     * @param lines of the bytes at multiples of 64 KiB, from 1
     * @param columns of them, from 1; as many or more
     */
    @SuppressWarnings("ArrayRecordComponent") // two columns of a table, for who keeps it
    record Marks(boolean marked, long[] lines, long[] columns) {
        int count() {
            return lines.length;
        }
    }

    /**
     * A place as editors show it.
     *
     * @param line from 1
     * @param column in characters, from 1
     */
    record Place(long line, long column) {
        @Override
        public String toString() {
            return "line=" + line + ", column=" + column;
        }
    }

    /** The place of a byte; of the file's end for one beyond. */
    synchronized Place at(long offsetBytes) throws IOException {
        Marks known = marks();
        int step = (int) Math.min(offsetBytes / STEP_BYTES, known.count() - 1L);
        Walk walk = new Walk(known.lines()[step], known.columns()[step]);
        byte[] bytes = new byte[(int) Math.min(STEP_BYTES, offsetBytes - (long) step * STEP_BYTES)];
        walk.over(bytes, read(bytes, (long) step * STEP_BYTES));
        return new Place(walk.line, walk.column);
    }

    /** All marks, for {@link #TextPlaces(FileChannel, Marks)} elsewhere. Reads the file if nobody asked before. */
    synchronized Marks marks() throws IOException {
        Marks known = marks;
        if (known == null) {
            known = mark();
            marks = known;
        }
        return known;
    }

    private Marks mark() throws IOException {
        long[] lines = new long[16];
        long[] columns = new long[16];
        Walk walk = new Walk(1, marked ? 0 : 1);
        byte[] bytes = new byte[STEP_BYTES];
        int steps = 0;
        int length;
        do {
            if (steps == lines.length) {
                lines = Arrays.copyOf(lines, 2 * steps);
                columns = Arrays.copyOf(columns, 2 * steps);
            }
            lines[steps] = walk.line;
            columns[steps] = walk.column;
            length = read(bytes, (long) steps * STEP_BYTES);
            walk.over(bytes, length);
            steps++;
        } while (length == STEP_BYTES);
        return new Marks(marked, Arrays.copyOf(lines, steps), columns);
    }

    /** Fills the array, or as far as the file reaches, and says how far. */
    private int read(byte[] bytes, long offsetBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int got = 0;
        while (buffer.hasRemaining() && got >= 0) {
            got = channel.read(buffer, offsetBytes + buffer.position());
        }
        return buffer.position();
    }

    private static final class Walk {
        private long line;
        private long column;

        Walk(long line, long column) {
            this.line = line;
            this.column = column;
        }

        void over(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    line++;
                    column = 1;
                } else if ((bytes[i] & 0xC0) != 0x80) {
                    column++; // every byte of a character but the first looks like 10xxxxxx
                }
            }
        }
    }

    /** How many bytes of the beginning are a byte order mark. */
    static int markLength(FileChannel channel) throws IOException {
        byte[] first = new byte[BYTE_ORDER_MARK];
        ByteBuffer buffer = ByteBuffer.wrap(first);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, buffer.position()) < 0) {
                return 0;
            }
        }
        return first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF ? BYTE_ORDER_MARK : 0;
    }
}
