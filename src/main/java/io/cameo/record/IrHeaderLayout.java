package io.cameo.record;

/**
 * The image-record header at the start of a record's content.
 *
 * <pre>
 *  +---------------------------------------------------------------+
 *  |  0  flag   u32   0: one label, in `label`; n: n labels follow |
 *  +---------------------------------------------------------------+
 *  |  4  label  f32   ignored by readers where flag is not 0       |
 *  +---------------------------------------------------------------+
 *  |  8  id     u64   the key, as a rule                           |
 *  +---------------------------------------------------------------+
 *  | 16  id2    u64   0                                            |
 *  +---------------------------------------------------------------+
 *  | 24  labels f32 x flag                                         |
 *  +---------------------------------------------------------------+
 *  |     payload, to the end of the content                        |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Little-endian, packed. Source: mxnet {@code src/io/image_recordio.h}, {@code python/mxnet/recordio.py}.
 */
final class IrHeaderLayout {
    static final int FLAG_OFFSET = 0;
    static final int LABEL_OFFSET = 4;
    static final int ID_OFFSET = 8;
    static final int ID2_OFFSET = 16;
    static final int LABELS_OFFSET = 24;
    static final int BYTES = 24;

    private IrHeaderLayout() {}
}
