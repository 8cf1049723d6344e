package io.cameo.dataset.matting;

/**
 * The parts of the bundles of matting data; i is the number of an instance, from 0. {@code docs/matting-records.md}
 * specifies them.
 *
 * <pre>
 *   image         uint8 [bytes]   the image file
 *   names         uint8 [bytes]   JSON: MattingNames, or the names of loose files
 *   size          int32 [2]       height, width
 *   clip          int64 [4]       ClipPlace
 *   alpha/i       uint8 [bytes]   a coded plane
 *   alpha_file/i  uint8 [bytes]   the file of the matte, where the plane does not give it back
 *   mask/i        uint8 [bytes]   a coded plane
 *   mask_file/i   uint8 [bytes]
 *   fg/i, bg      uint8 [bytes]   image files
 *
 *   file/j        uint8 [bytes]   loose files: in records of their own
 *   manifest      uint8 [bytes]   JSON: MattingManifest, in the last record
 * </pre>
 */
final class MattingParts {
    static final String IMAGE = "image";
    static final String NAMES = "names";
    static final String SIZE = "size";
    static final String CLIP = "clip";
    static final String ALPHA = "alpha/";
    static final String ALPHA_FILE = "alpha_file/";
    static final String MASK = "mask/";
    static final String MASK_FILE = "mask_file/";
    static final String FOREGROUND = "fg/";
    static final String BACKGROUND = "bg";
    static final String FILE = "file/";
    static final String MANIFEST = "manifest";

    static final String JSON_MEDIA = "application/json";
    static final String PLANE_MEDIA = "application/x-cameo-matte";

    /** The first label of records that hold no sample; of others it is the number of instances. */
    static final float NO_SAMPLE = -1;

    /** A gray pixel, so that tools that decode every record can decode this one too: a PNG of one sample. */
    private static final byte[] PLACEHOLDER = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        '\r',
        '\n',
        0x1a,
        '\n', //
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        0,
        0,
        0,
        0,
        0x3a,
        0x7e,
        (byte) 0x9b,
        0x55, //
        0,
        0,
        0,
        10,
        'I',
        'D',
        'A',
        'T',
        0x78,
        (byte) 0xda,
        0x63,
        0x68,
        0,
        0,
        0,
        (byte) 0x82,
        0,
        (byte) 0x81, //
        (byte) 0xda,
        0x45,
        0x08,
        0x3b, //
        0,
        0,
        0,
        0,
        'I',
        'E',
        'N',
        'D',
        (byte) 0xae,
        0x42,
        0x60,
        (byte) 0x82
    };

    private MattingParts() {}

    static byte[] placeholder() {
        return PLACEHOLDER.clone();
    }
}
