package io.cameo.oracle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * MXNet's {@code ImageRecordIter}: decoded pixels and labels in batches. One thread.
 *
 * <p>Give it no damaged file and no image that it cannot decode: both end the process. The last batch of an epoch, with
 * {@code round_batch=0}, is filled up with what the batch before it left there.
 */
final class MxNetImages implements AutoCloseable {
    private static final int FLOAT32 = 0;
    private static final int UINT8 = 3;
    private static final MemorySegment CREATOR = creator("ImageRecordIter");

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment number = arena.allocate(JAVA_INT);
    private final MemorySegment pointer = arena.allocate(ADDRESS);
    private final MemorySegment handle;

    /**
     * Options of an iterator that changes no pixel, in a map to add to. Names as in MXNet's documentation.
     *
     * <p>Without {@code ctx} MXNet takes the iterator that it also uses beside a GPU: one that decodes ahead.
     *
     * @param recs record files, read as one
     * @param batch samples a batch; the last one is filled up with samples of the batch before
     */
    static Map<String, String> options(List<Path> recs, int widthPx, int heightPx, int batch) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("path_imgrec", recs.stream().map(Path::toString).collect(Collectors.joining(";"))),
                Map.entry("data_shape", "(3," + heightPx + "," + widthPx + ")"),
                Map.entry("batch_size", Integer.toString(batch)),
                Map.entry("round_batch", "0"),
                Map.entry("dtype", "uint8"),
                Map.entry("verbose", "0")));
    }

    /** Makes an iterator. */
    MxNetImages(Map<String, String> options) {
        MemorySegment keys = arena.allocate(ADDRESS, options.size());
        MemorySegment values = arena.allocate(ADDRESS, options.size());
        int i = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            keys.setAtIndex(ADDRESS, i, arena.allocateFrom(option.getKey()));
            values.setAtIndex(ADDRESS, i, arena.allocateFrom(option.getValue()));
            i++;
        }
        MxNet.ITERATOR_CREATE.runBoxed(CREATOR, options.size(), keys, values, pointer);
        handle = pointer.get(ADDRESS, 0);
    }

    /** Goes to the next batch; false at the end of the epoch. */
    boolean next() {
        MxNet.ITERATOR_NEXT.run(handle, number);
        return number.get(JAVA_INT, 0) != 0;
    }

    /** Goes back to the beginning. */
    void beforeFirst() {
        MxNet.ITERATOR_BEFORE_FIRST.run(handle);
    }

    /** How many samples at the end of the batch are borrowed. */
    int padding() {
        MxNet.ITERATOR_PADDING.run(handle, number);
        return number.get(JAVA_INT, 0);
    }

    /** The batch's pixels: NCHW, RGB, for iterators made with {@code dtype=uint8}. */
    byte[] pixels() {
        MxNet.ITERATOR_DATA.run(handle, pointer);
        return elements(pointer.get(ADDRESS, 0), UINT8, 1).toArray(JAVA_BYTE);
    }

    /** The batch's labels, one row of {@code label_width} for each sample. */
    float[] labels() {
        MxNet.ITERATOR_LABEL.run(handle, pointer);
        return elements(pointer.get(ADDRESS, 0), FLOAT32, Float.BYTES).toArray(LittleEndian.FLOAT);
    }

    @Override
    public void close() {
        MxNet.ITERATOR_FREE.run(handle);
        arena.close();
    }

    /** Copies an array's elements to the heap and frees its handle. */
    private MemorySegment elements(MemorySegment array, int expectedType, int elementBytes) {
        try (Arena scratch = Arena.ofConfined()) {
            MxNet.ARRAY_TYPE.run(array, number);
            if (number.get(JAVA_INT, 0) != expectedType) {
                throw new IllegalStateException(
                        "array has another type: expected=" + expectedType + ", actual=" + number.get(JAVA_INT, 0));
            }
            long count = Arrays.stream(shape(array)).asLongStream().reduce(1, (a, b) -> a * b);
            MemorySegment copy = scratch.allocate(count * elementBytes, Float.BYTES);
            MxNet.ARRAY_COPY.run(array, copy, count);
            return MemorySegment.ofArray(copy.toArray(JAVA_BYTE));
        } finally {
            MxNet.ARRAY_FREE.run(array);
        }
    }

    private int[] shape(MemorySegment array) {
        MxNet.ARRAY_SHAPE.run(array, number, pointer);
        return MxNet.memory(pointer.get(ADDRESS, 0), 4L * number.get(JAVA_INT, 0))
                .toArray(JAVA_INT);
    }

    private static MemorySegment creator(String wanted) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_INT);
            MemorySegment out = arena.allocate(ADDRESS, 6);
            MxNet.LIST_ITERATORS.run(size, out);
            int count = size.get(JAVA_INT, 0);
            MemorySegment creators = MxNet.memory(out.get(ADDRESS, 0), count * ADDRESS.byteSize());
            for (int i = 0; i < count; i++) {
                MemorySegment creator = creators.getAtIndex(ADDRESS, i);
                MemorySegment[] fields = new MemorySegment[6];
                Arrays.setAll(fields, field -> out.asSlice(field * ADDRESS.byteSize(), ADDRESS.byteSize()));
                MxNet.ITERATOR_INFO.runBoxed(creator, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
                if (MxNet.text(fields[0].get(ADDRESS, 0)).equals(wanted)) {
                    return creator;
                }
            }
            throw new IllegalStateException("this MXNet has no such iterator: name=" + wanted);
        }
    }
}
