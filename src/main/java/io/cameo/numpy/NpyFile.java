package io.cameo.numpy;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One array of numpy, from a {@code .npy} file of version 1, 2 or 3, mapped and never copied whole.
 *
 * <p>Seen as rows: the first dimension counts them, all others together are a row, in C order, whichever order the file
 * has. An array without dimensions is one row of one value. Any number of threads may read until {@link #close()}.
 */
public final class NpyFile implements FloatRows, AutoCloseable {
    private final @Nullable MappedFile mapped;
    private final MemorySegment data;
    private final NpyHeader header;
    private final long rows;
    private final int rowLength;

    private NpyFile(Path file, @Nullable MappedFile mapped, MemorySegment bytes) {
        this.mapped = mapped;
        this.header = NpyHeader.read(file, bytes);
        Shape shape = header.shape();
        this.rows = shape.dimensions() == 0 ? 1 : shape.size(0);
        long length = 1;
        for (int i = 1; i < shape.dimensions(); i++) {
            // An array without elements may claim rows of any length.
            length =
                    length > Integer.MAX_VALUE ? length : Math.multiplyExact(length, Math.min(shape.size(i), 1L << 31));
        }
        if (length > Integer.MAX_VALUE) {
            throw new CorruptDataException(
                    file, header.dataOffsetBytes(), "array has rows that are too long: shape=" + shape);
        }
        this.rowLength = (int) length;
        this.data = bytes.asSlice(
                header.dataOffsetBytes(), header.values() * header.type().sizeBytes());
    }

    /**
     * Maps an array file.
     *
     * @throws CorruptDataException if it is no array, is cut off, or has a type that is not read
     * @throws IOException if it cannot be opened
     */
    public static NpyFile open(Path file) throws IOException {
        MappedFile mapped = MappedFile.open(file);
        try {
            return new NpyFile(file, mapped, mapped.segment());
        } catch (Throwable failure) {
            mapped.close();
            throw failure;
        }
    }

    /**
     * Reads an array from the bytes of an array file, which stay the caller's.
     *
     * @param file named in messages only
     * @throws CorruptDataException as {@link #open}
     */
    public static NpyFile of(Path file, MemorySegment bytes) {
        return new NpyFile(file, null, bytes);
    }

    public NpyType type() {
        return header.type();
    }

    /** The dimensions, as a copy. */
    public long[] shape() {
        return header.shape().toArray();
    }

    /** Whether the file holds columns instead of rows one after another. */
    public boolean fortranOrder() {
        return header.fortranOrder();
    }

    /** All elements in the order and type of the file; valid until {@link #close()}. */
    public MemorySegment data() {
        return data;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int rowLength() {
        return rowLength;
    }

    @Override
    public void readRow(long row, float[] dst, int dstOffset) {
        Objects.checkIndex(row, rows);
        Objects.checkFromIndexSize(dstOffset, rowLength, dst.length);
        if (header.type() == NpyType.FLOAT32 && !header.fortranOrder()) {
            MemorySegment.copy(data, LittleEndian.FLOAT, row * rowLength * Float.BYTES, dst, dstOffset, rowLength);
            return;
        }
        for (int i = 0; i < rowLength; i++) {
            dst[dstOffset + i] = (float) header.type().doubleAt(data, offsetBytes(row, i));
        }
    }

    /** One element of a row as a double; whole numbers beyond 2^53 are rounded. */
    public double doubleAt(long row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, rowLength);
        return header.type().doubleAt(data, offsetBytes(row, column));
    }

    /** One element of a row as a whole number; a fraction is cut off. Labels are read so. */
    public long longAt(long row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, rowLength);
        return header.type().longAt(data, offsetBytes(row, column));
    }

    @Override
    public void close() {
        if (mapped != null) {
            mapped.close();
        }
    }

    private long offsetBytes(long row, int column) {
        long index = row * rowLength + column;
        if (header.fortranOrder()) {
            Shape shape = header.shape();
            long rest = column;
            long step = header.values();
            index = row;
            for (int i = shape.dimensions() - 1; i > 0; i--) {
                step /= shape.size(i);
                index += rest % shape.size(i) * step;
                rest /= shape.size(i);
            }
        }
        return index * header.type().sizeBytes();
    }
}
