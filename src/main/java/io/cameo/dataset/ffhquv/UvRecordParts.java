package io.cameo.dataset.ffhquv;

import java.util.HexFormat;

/**
 * The parts of the bundles of UV records; P is the word of a {@link UvPart}. {@code docs/uv-records.md} specifies them.
 *
 * <pre>
 *   image         uint8 [bytes]      the map's file, what differs from the template of it, or a gray pixel
 *   shared        uint8 [bytes]      a coded plane: where the map is its template
 *   residual      int64 [3]          bytes of the map's file, CRC32C of its pixels, CRC32C of the template's
 *   latent/P      float32 [18, 512]  front, left, right, latent
 *   condition/P   float32 [17]
 *   pt/P          uint8 [bytes]      the file that the latent is from, without it
 *   file/P        uint8 [bytes]      a file, byte for byte
 *   names         uint8 [bytes]      JSON: UvNames
 *
 *   template      uint8 [0]          marks the record whose image is the template
 *   meta          uint8 [bytes]      the meta file, in the last record
 *   manifest      uint8 [bytes]      JSON: UvManifest, in the last record
 * </pre>
 */
final class UvRecordParts {
    static final String IMAGE = "image";
    static final String SHARED = "shared";
    static final String RESIDUAL = "residual";
    static final String LATENT = "latent/";
    static final String CONDITION = "condition/";
    static final String PT = "pt/";
    static final String FILE = "file/";
    static final String NAMES = "names";
    static final String TEMPLATE = "template";
    static final String META = "meta";
    static final String MANIFEST = "manifest";

    static final int RESIDUAL_LENGTH = 3;

    static final String JSON_MEDIA = "application/json";
    static final String PLANE_MEDIA = "application/x-cameo-matte";

    /** The label of records that hold no sample. */
    static final float NO_SAMPLE = -1;

    /** A gray pixel, so that tools that decode every record can decode those without a map, too: a PNG of one sample. */
    private static final byte[] PLACEHOLDER = HexFormat.of()
            .parseHex("89504e470d0a1a0a" + "0000000d49484452000000010000000108000000003a7e9b55" + "0000000a49444154"
                    + "78da6368000000820081da45083b" + "0000000049454e44ae426082");

    private UvRecordParts() {}

    static byte[] placeholder() {
        return PLACEHOLDER.clone();
    }
}
