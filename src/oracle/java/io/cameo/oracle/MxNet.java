package io.cameo.oracle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of MXNet's C API that read and write records. Source: mxnet v1.9.x {@code include/mxnet/c_api.h}.
 *
 * <p>The first use links the library; where it is missing that fails, so that no comparison passes without MXNet.
 */
final class MxNet {
    /** What {@code MXGetVersion} gives for 1.9.x: the release that the expectations here were written for. */
    static final int EXPECTED_VERSION = 10_900;

    private static final SymbolLookup LIBRARY = MxNetLibrary.link();

    /** {@code const char *MXGetLastError()}: of the calling thread. */
    private static final MethodHandle LAST_ERROR = lastErrorHandle();

    /** {@code (int *out)}. */
    private static final NativeCall GET_VERSION = NativeCall.of(LIBRARY, "MXGetVersion", ADDRESS);

    /** {@code (const char *uri, RecordIOHandle *out)}. */
    static final NativeCall WRITER_CREATE = NativeCall.of(LIBRARY, "MXRecordIOWriterCreate", ADDRESS, ADDRESS);

    /** {@code (RecordIOHandle)}: flushes and closes the file. */
    static final NativeCall WRITER_FREE = NativeCall.of(LIBRARY, "MXRecordIOWriterFree", ADDRESS);

    /** {@code (RecordIOHandle, const char *buf, size_t size)}. */
    static final NativeCall WRITE_RECORD =
            NativeCall.of(LIBRARY, "MXRecordIOWriterWriteRecord", ADDRESS, ADDRESS, JAVA_LONG);

    /** {@code (RecordIOHandle, size_t *pos)}. */
    static final NativeCall WRITER_TELL = NativeCall.of(LIBRARY, "MXRecordIOWriterTell", ADDRESS, ADDRESS);

    /** {@code (const char *uri, RecordIOHandle *out)}. */
    static final NativeCall READER_CREATE = NativeCall.of(LIBRARY, "MXRecordIOReaderCreate", ADDRESS, ADDRESS);

    /** {@code (RecordIOHandle)}. */
    static final NativeCall READER_FREE = NativeCall.of(LIBRARY, "MXRecordIOReaderFree", ADDRESS);

    /** {@code (RecordIOHandle, const char **buf, size_t *size)}: a null buffer at the end of the file. */
    static final NativeCall READ_RECORD =
            NativeCall.of(LIBRARY, "MXRecordIOReaderReadRecord", ADDRESS, ADDRESS, ADDRESS);

    /** {@code (RecordIOHandle, size_t pos)}. */
    static final NativeCall READER_SEEK = NativeCall.of(LIBRARY, "MXRecordIOReaderSeek", ADDRESS, JAVA_LONG);

    /** {@code (RecordIOHandle, size_t *pos)}. */
    static final NativeCall READER_TELL = NativeCall.of(LIBRARY, "MXRecordIOReaderTell", ADDRESS, ADDRESS);

    /** {@code (uint32_t *out_size, DataIterCreator **out_array)}: the array is MXNet's own. */
    static final NativeCall LIST_ITERATORS = NativeCall.of(LIBRARY, "MXListDataIters", ADDRESS, ADDRESS);

    /**
     * {@code (DataIterCreator, const char **name, const char **description, uint32_t *num_args, const char ***arg_names,
     * const char ***arg_type_infos, const char ***arg_descriptions)}.
     */
    static final NativeCall ITERATOR_INFO = NativeCall.of(
            LIBRARY, "MXDataIterGetIterInfo", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

    /** {@code (DataIterCreator, uint32_t num_param, const char **keys, const char **vals, DataIterHandle *out)}. */
    static final NativeCall ITERATOR_CREATE =
            NativeCall.of(LIBRARY, "MXDataIterCreateIter", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

    /** {@code (DataIterHandle)}. */
    static final NativeCall ITERATOR_FREE = NativeCall.of(LIBRARY, "MXDataIterFree", ADDRESS);

    /** {@code (DataIterHandle, int *out)}: 1 while there is a batch. */
    static final NativeCall ITERATOR_NEXT = NativeCall.of(LIBRARY, "MXDataIterNext", ADDRESS, ADDRESS);

    /** {@code (DataIterHandle)}: back to the beginning. */
    static final NativeCall ITERATOR_BEFORE_FIRST = NativeCall.of(LIBRARY, "MXDataIterBeforeFirst", ADDRESS);

    /** {@code (DataIterHandle, NDArrayHandle *out)}: the caller frees the array's handle. */
    static final NativeCall ITERATOR_DATA = NativeCall.of(LIBRARY, "MXDataIterGetData", ADDRESS, ADDRESS);

    /** {@code (DataIterHandle, NDArrayHandle *out)}: the caller frees the array's handle. */
    static final NativeCall ITERATOR_LABEL = NativeCall.of(LIBRARY, "MXDataIterGetLabel", ADDRESS, ADDRESS);

    /** {@code (DataIterHandle, int *pad)}. */
    static final NativeCall ITERATOR_PADDING = NativeCall.of(LIBRARY, "MXDataIterGetPadNum", ADDRESS, ADDRESS);

    /** {@code (NDArrayHandle, int *out_dim, const int **out_pdata)}. */
    static final NativeCall ARRAY_SHAPE = NativeCall.of(LIBRARY, "MXNDArrayGetShapeEx", ADDRESS, ADDRESS, ADDRESS);

    /** {@code (NDArrayHandle, int *out_dtype)}. */
    static final NativeCall ARRAY_TYPE = NativeCall.of(LIBRARY, "MXNDArrayGetDType", ADDRESS, ADDRESS);

    /** {@code (NDArrayHandle, void *data, size_t size)}: size counts elements; waits until they are there. */
    static final NativeCall ARRAY_COPY = NativeCall.of(LIBRARY, "MXNDArraySyncCopyToCPU", ADDRESS, ADDRESS, JAVA_LONG);

    /** {@code (NDArrayHandle)}. */
    static final NativeCall ARRAY_FREE = NativeCall.of(LIBRARY, "MXNDArrayFree", ADDRESS);

    private MxNet() {}

    /** The library's version, as {@code major * 10000 + minor * 100 + patch}; patch releases of 1.9 all say 10900. */
    static int version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_INT);
            GET_VERSION.run(out);
            return out.get(JAVA_INT, 0);
        }
    }

    /** What went wrong in this thread's last call. */
    static String lastError() {
        try {
            return text((MemorySegment) LAST_ERROR.invokeExact());
        } catch (Throwable failure) {
            throw new IllegalStateException("native call failed: function=MXGetLastError", failure);
        }
    }

    /** A C string that MXNet owns. */
    @SuppressWarnings("restricted")
    static String text(MemorySegment pointer) {
        return pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /** Makes memory out of a bare pointer of MXNet's. */
    @SuppressWarnings("restricted")
    static MemorySegment memory(MemorySegment pointer, long bytes) {
        return pointer.reinterpret(bytes);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle lastErrorHandle() {
        return Linker.nativeLinker()
                .downcallHandle(LIBRARY.findOrThrow("MXGetLastError"), FunctionDescriptor.of(ADDRESS));
    }
}
