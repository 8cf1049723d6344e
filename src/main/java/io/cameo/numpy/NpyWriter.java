package io.cameo.numpy;

import io.cameo.bytes.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes a {@code .npy} file as {@code numpy.save} would, byte for byte what numpy 1.23 and later write: C order, version 1.
 * An array of any shape and type in one go, or float32 rows, one after another.
 *
 * <p>The number of rows need not be known before. The file appears whole with {@link #finish()}, or not at all. One
 * thread at a time.
 */
public final class NpyWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final AtomicFile file;
    private final int rowLength;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long rows;

    private NpyWriter(AtomicFile file, int rowLength) {
        this.file = file;
        this.rowLength = rowLength;
    }

    /**
     * Starts a file of shape {@code (rows, rowLength)}.
     *
     * @throws IllegalArgumentException if rows would be empty
     * @throws IOException if the file cannot be made
     */
    public static NpyWriter create(Path path, int rowLength) throws IOException {
        if (rowLength <= 0) {
            throw new IllegalArgumentException("rows have no length: rowLength=" + rowLength);
        }
        NpyWriter writer = new NpyWriter(AtomicFile.create(path), rowLength);
        writer.buffer.put(writer.head(0));
        return writer;
    }

    /** Writes a whole table in one go. */
    public static void write(Path path, FloatRows rows) throws IOException {
        float[] row = new float[rows.rowLength()];
        try (NpyWriter writer = create(path, rows.rowLength())) {
            for (long i = 0; i < rows.rows(); i++) {
                rows.readRow(i, row, 0);
                writer.append(row, 0);
            }
            writer.finish();
        }
    }

    /**
     * The bytes of a file of any shape.
     *
     * @param data all elements in C order, little-endian; stays the caller's
     * @param shape of no length for a single value
     * @throws IllegalArgumentException if the data does not fit the shape, or 2 GiB
     */
    public static byte[] bytes(NpyType type, MemorySegment data, long... shape) {
        long values = new Shape(shape.clone()).values();
        long sizeBytes = data.byteSize();
        if (values < 0 || values > sizeBytes || values * type.sizeBytes() != sizeBytes) {
            throw new IllegalArgumentException("array does not fit its shape: bytes=" + sizeBytes + ", type="
                    + type.descr() + ", shape=" + Arrays.toString(shape));
        }
        byte[] head = head(type.descr(), shape);
        if (sizeBytes > Integer.MAX_VALUE - 8 - head.length) {
            throw new IllegalArgumentException("array is too large for the heap: bytes=" + sizeBytes);
        }
        byte[] bytes = Arrays.copyOf(head, head.length + (int) sizeBytes);
        MemorySegment.copy(data, 0, MemorySegment.ofArray(bytes), head.length, sizeBytes);
        return bytes;
    }

    /** Appends {@code rowLength} values. */
    public void append(float[] src, int srcOffset) throws IOException {
        Objects.checkFromIndexSize(srcOffset, rowLength, src.length);
        for (int i = 0; i < rowLength; i++) {
            if (buffer.remaining() < Float.BYTES) {
                flush();
            }
            buffer.putFloat(src[srcOffset + i]);
        }
        rows++;
    }

    /** Writes the number of rows into the head and gives the file its name. */
    public void finish() throws IOException {
        flush();
        FileChannel channel = file.channel();
        channel.position(0);
        buffer.put(head(rows));
        flush();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Of the same length for any number of rows: numpy leaves room for the first dimension to grow. */
    private byte[] head(long count) {
        return head(NpyType.FLOAT32.descr(), count, rowLength);
    }

    /**
     * What stands before the elements of an array in C order, for those who write these themselves: of the same length for
     * any first dimension.
     *
     * @param descr the type of elements as numpy writes it; also one that is not read here, as {@code <U6}
     * @param shape of no length for a single value
     */
    public static byte[] head(String descr, long... shape) {
        byte[] text = NpyLayout.dictionary(descr, shape).getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(NpyLayout.SHORT_HEAD_BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NpyLayout.MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.channel().write(buffer);
        }
        buffer.clear();
    }
}
