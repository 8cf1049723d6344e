package io.cameo.oracle;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.cameo.loader.mxnet.MxNetCall;
import io.cameo.loader.mxnet.MxNetLibrary;

/**
 * The functions of MXNet's C API that read and write records. Source: mxnet v1.9.x {@code include/mxnet/c_api.h}.
 *
 * <p>The first use links the library; where it is missing that fails, so that no comparison passes without MXNet.
 */
final class MxNet {
    static final MxNetLibrary LIBRARY = UnpackedMxNet.link();

    /** {@code (const char *uri, RecordIOHandle *out)}. */
    static final MxNetCall WRITER_CREATE = LIBRARY.call("MXRecordIOWriterCreate", ADDRESS, ADDRESS);

    /** {@code (RecordIOHandle)}: flushes and closes the file. */
    static final MxNetCall WRITER_FREE = LIBRARY.call("MXRecordIOWriterFree", ADDRESS);

    /** {@code (RecordIOHandle, const char *buf, size_t size)}. */
    static final MxNetCall WRITE_RECORD = LIBRARY.call("MXRecordIOWriterWriteRecord", ADDRESS, ADDRESS, JAVA_LONG);

    /** {@code (RecordIOHandle, size_t *pos)}. */
    static final MxNetCall WRITER_TELL = LIBRARY.call("MXRecordIOWriterTell", ADDRESS, ADDRESS);

    /** {@code (const char *uri, RecordIOHandle *out)}. */
    static final MxNetCall READER_CREATE = LIBRARY.call("MXRecordIOReaderCreate", ADDRESS, ADDRESS);

    /** {@code (RecordIOHandle)}. */
    static final MxNetCall READER_FREE = LIBRARY.call("MXRecordIOReaderFree", ADDRESS);

    /** {@code (RecordIOHandle, const char **buf, size_t *size)}: a null buffer at the end of the file. */
    static final MxNetCall READ_RECORD = LIBRARY.call("MXRecordIOReaderReadRecord", ADDRESS, ADDRESS, ADDRESS);

    /** {@code (RecordIOHandle, size_t pos)}. */
    static final MxNetCall READER_SEEK = LIBRARY.call("MXRecordIOReaderSeek", ADDRESS, JAVA_LONG);

    /** {@code (RecordIOHandle, size_t *pos)}. */
    static final MxNetCall READER_TELL = LIBRARY.call("MXRecordIOReaderTell", ADDRESS, ADDRESS);

    private MxNet() {}
}
