package io.cameo.loader.mxnet;

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
public final class MxNetImages implements AutoCloseable {
    private static final String ITERATOR = "ImageRecordIter";
    private static final int FLOAT32 = 0;
    private static final int UINT8 = 3;
    private static final int INFO_FIELDS = 6;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment number = arena.allocate(JAVA_INT);
    private final MemorySegment pointer = arena.allocate(ADDRESS);
    private final Calls calls;
    private final MemorySegment handle;

    /**
     * What is called, as declared in {@code mxnet/c_api.h}.
     *
     * @param next {@code (DataIterHandle, int *out)}: 1 while there is a batch
     * @param beforeFirst {@code (DataIterHandle)}: back to the beginning
     * @param padding {@code (DataIterHandle, int *pad)}
     * @param data {@code (DataIterHandle, NDArrayHandle *out)}: the caller frees the array's handle
     * @param label {@code (DataIterHandle, NDArrayHandle *out)}: the caller frees the array's handle
     * @param free {@code (DataIterHandle)}
     * @param shape {@code (NDArrayHandle, int *out_dim, const int **out_pdata)}
     * @param type {@code (NDArrayHandle, int *out_dtype)}
     * @param await {@code (NDArrayHandle)}: returns when the array's elements are there
     * @param pixels {@code (NDArrayHandle, void **out_pdata)}: MXNet's own memory, valid until the next batch
     * @param freeArray {@code (NDArrayHandle)}
     */
    private record Calls(
            MxNetCall next,
            MxNetCall beforeFirst,
            MxNetCall padding,
            MxNetCall data,
            MxNetCall label,
            MxNetCall free,
            MxNetCall shape,
            MxNetCall type,
            MxNetCall await,
            MxNetCall pixels,
            MxNetCall freeArray) {
        static Calls of(MxNetLibrary library) {
            return new Calls(
                    library.call("MXDataIterNext", ADDRESS, ADDRESS),
                    library.call("MXDataIterBeforeFirst", ADDRESS),
                    library.call("MXDataIterGetPadNum", ADDRESS, ADDRESS),
                    library.call("MXDataIterGetData", ADDRESS, ADDRESS),
                    library.call("MXDataIterGetLabel", ADDRESS, ADDRESS),
                    library.call("MXDataIterFree", ADDRESS),
                    library.call("MXNDArrayGetShapeEx", ADDRESS, ADDRESS, ADDRESS),
                    library.call("MXNDArrayGetDType", ADDRESS, ADDRESS),
                    library.call("MXNDArrayWaitToRead", ADDRESS),
                    library.call("MXNDArrayGetData", ADDRESS, ADDRESS),
                    library.call("MXNDArrayFree", ADDRESS));
        }
    }

    /**
     * Options of an iterator that changes no pixel, in a map to add to. Names as in MXNet's documentation.
     *
     * <p>Without {@code ctx} MXNet takes the iterator that it also uses beside a GPU: one that decodes ahead.
     *
     * @param recs record files, read as one
     * @param batch samples a batch; the last one is filled up with samples of the batch before
     */
    public static Map<String, String> options(List<Path> recs, int widthPx, int heightPx, int batch) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("path_imgrec", recs.stream().map(Path::toString).collect(Collectors.joining(";"))),
                Map.entry("data_shape", "(3," + heightPx + "," + widthPx + ")"),
                Map.entry("batch_size", Integer.toString(batch)),
                Map.entry("round_batch", "0"),
                Map.entry("dtype", "uint8"),
                Map.entry("verbose", "0")));
    }

    /**
     * Makes an iterator. It sets aside some 64 MB, and one without {@code ctx=cpu} begins to decode.
     *
     * @throws MxNetException if MXNet does not take the options
     */
    public MxNetImages(MxNetLibrary library, Map<String, String> options) {
        calls = Calls.of(library);
        MemorySegment keys = arena.allocate(ADDRESS, options.size());
        MemorySegment values = arena.allocate(ADDRESS, options.size());
        int i = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            keys.setAtIndex(ADDRESS, i, arena.allocateFrom(option.getKey()));
            values.setAtIndex(ADDRESS, i, arena.allocateFrom(option.getValue()));
            i++;
        }
        // (DataIterCreator, uint32_t num_param, const char **keys, const char **vals, DataIterHandle *out)
        library.call("MXDataIterCreateIter", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS)
                .runBoxed(creator(library), options.size(), keys, values, pointer);
        handle = pointer.get(ADDRESS, 0);
    }

    /** Goes to the next batch; false at the end of the epoch. */
    public boolean next() {
        calls.next.run(handle, number);
        return number.get(JAVA_INT, 0) != 0;
    }

    /** Goes back to the beginning. An iterator without {@code ctx=cpu} begins to decode. */
    public void beforeFirst() {
        calls.beforeFirst.run(handle);
    }

    /** How many samples at the end of the batch are borrowed. */
    public int padding() {
        calls.padding.run(handle, number);
        return number.get(JAVA_INT, 0);
    }

    /**
     * The batch's images as they stand in MXNet's memory, NCHW, RGB, of the iterator's {@code dtype}; valid until the next
     * batch is asked for, and read only.
     */
    public MemorySegment images() {
        calls.data.run(handle, pointer);
        return elements(pointer.get(ADDRESS, 0)).asReadOnly();
    }

    /** The batch's pixels: NCHW, RGB, for iterators made with {@code dtype=uint8}. */
    public byte[] pixels() {
        return images().toArray(JAVA_BYTE);
    }

    /** The batch's numbers: NCHW, RGB, for iterators made with {@code dtype=float32}. */
    public float[] floats() {
        return images().toArray(LittleEndian.FLOAT);
    }

    /** The batch's labels, one row of {@code label_width} for each sample. */
    public float[] labels() {
        calls.label.run(handle, pointer);
        return elements(pointer.get(ADDRESS, 0)).toArray(LittleEndian.FLOAT);
    }

    @Override
    public void close() {
        calls.free.run(handle);
        arena.close();
    }

    /** An array's elements once they are there; frees the array's handle, which is not the last one on them. */
    private MemorySegment elements(MemorySegment array) {
        try {
            calls.type.run(array, number);
            int type = number.get(JAVA_INT, 0);
            if (type != FLOAT32 && type != UINT8) {
                throw new IllegalStateException("array has an unknown type: type=" + type);
            }
            calls.shape.run(array, number, pointer);
            int[] shape = MxNetLibrary.memory(pointer.get(ADDRESS, 0), 4L * number.get(JAVA_INT, 0))
                    .toArray(JAVA_INT);
            long count = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
            calls.await.run(array);
            calls.pixels.run(array, pointer);
            return MxNetLibrary.memory(pointer.get(ADDRESS, 0), type == UINT8 ? count : count * Float.BYTES);
        } finally {
            calls.freeArray.run(array);
        }
    }

    private static MemorySegment creator(MxNetLibrary library) {
        // (DataIterCreator, const char **name, const char **description, uint32_t *num_args, const char ***arg_names,
        // const char ***arg_type_infos, const char ***arg_descriptions)
        MxNetCall info =
                library.call("MXDataIterGetIterInfo", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment size = scratch.allocate(JAVA_INT);
            MemorySegment out = scratch.allocate(ADDRESS, INFO_FIELDS);
            // (uint32_t *out_size, DataIterCreator **out_array): the array is MXNet's own.
            library.call("MXListDataIters", ADDRESS, ADDRESS).run(size, out);
            int count = size.get(JAVA_INT, 0);
            MemorySegment creators = MxNetLibrary.memory(out.get(ADDRESS, 0), count * ADDRESS.byteSize());
            for (int i = 0; i < count; i++) {
                MemorySegment creator = creators.getAtIndex(ADDRESS, i);
                MemorySegment[] fields = new MemorySegment[INFO_FIELDS];
                Arrays.setAll(fields, field -> out.asSlice(field * ADDRESS.byteSize(), ADDRESS.byteSize()));
                info.runBoxed(creator, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
                if (MxNetLibrary.text(fields[0].get(ADDRESS, 0)).equals(ITERATOR)) {
                    return creator;
                }
            }
            throw new IllegalStateException("this MXNet has no such iterator: name=" + ITERATOR);
        }
    }
}
