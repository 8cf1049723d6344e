package io.cameo.dataset.ffhquv;

import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.bytes.Checksum;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.Image;
import io.cameo.image.ImageKind;
import io.cameo.record.IrHeader;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Makes the bundle of a sample: one of the {@code begin} methods, then its other parts, each at most once, {@link #end}, then
 * {@link #writeTo}; or that of a template, or of a manifest. What is small comes last, beside the directory, so that it is
 * read without touching the map. Everything that is given must stay as it is until it is written. Meant to be used again: one for
 * each worker. Not thread-safe.
 */
public final class UvRecordWriter {
    private final BundleWriter bundle = new BundleWriter();
    private final MemorySegment residual = MemorySegment.ofArray(new byte[UvRecordParts.RESIDUAL_LENGTH * Long.BYTES]);

    /**
     * Begins a sample with the file of its map, byte for byte; one without a map with a gray pixel.
     *
     * @param map not copied if it stands already where the bundle will be written; null for none
     */
    public void begin(@Nullable MemorySegment map) {
        bundle.clear();
        stored(UvRecordParts.IMAGE, map == null ? MemorySegment.ofArray(UvRecordParts.placeholder()) : map);
    }

    /**
     * Begins a sample with what of its map is not its template.
     *
     * @param png the map, black where it is its template
     * @param shared where that is, as {@link io.cameo.matte.PlaneEncoder} coded it
     * @param mapBytes how large the map's file is
     * @param mapSum {@link #sum} of the map as it was
     * @param templateSum {@link #sum} of the template
     */
    public void begin(MemorySegment png, MemorySegment shared, long mapBytes, int mapSum, int templateSum) {
        begin(png);
        bundle.add(
                UvRecordParts.SHARED, UvRecordParts.PLANE_MEDIA, DType.UINT8, Codec.STORED, shared, shared.byteSize());
        residual.set(LittleEndian.LONG, 0, mapBytes);
        residual.set(LittleEndian.LONG, Long.BYTES, Integer.toUnsignedLong(mapSum));
        residual.set(LittleEndian.LONG, 2L * Long.BYTES, Integer.toUnsignedLong(templateSum));
        bundle.add(UvRecordParts.RESIDUAL, "", DType.INT64, Codec.STORED, residual, UvRecordParts.RESIDUAL_LENGTH);
    }

    /** The CRC32C of the pixels of an image, row by row without gaps. */
    public static int sum(Image image) {
        CRC32C sum = new CRC32C();
        for (int y = 0; y < image.heightPx(); y++) {
            Checksum.update(sum, image.pixels().asSlice(y * image.strideBytes(), image.rowBytes()));
        }
        return (int) sum.getValue();
    }

    /** Adds the values of a latent: 18 layers of 512 floats, little-endian. */
    public void latent(UvPart part, MemorySegment values) {
        bundle.add(
                UvRecordParts.LATENT + part.word(),
                "",
                DType.FLOAT32,
                Codec.STORED,
                values,
                FaceLatent.LAYERS,
                FaceLatent.LAYER_LENGTH);
    }

    /** Adds the condition of a latent: 17 floats, little-endian. */
    public void condition(UvPart part, MemorySegment values) {
        bundle.add(
                UvRecordParts.CONDITION + part.word(),
                "",
                DType.FLOAT32,
                Codec.STORED,
                values,
                FaceLatent.CONDITION_LENGTH);
    }

    /**
     * Adds what makes the file of a latent whole again.
     *
     * @param rest where its values stood in the file, 4 bytes little-endian, then the file without them
     */
    public void restOfLatent(UvPart part, MemorySegment rest) {
        bundle.add(UvRecordParts.PT + part.word(), "", DType.UINT8, Codec.LZ4, rest, rest.byteSize());
    }

    /** Adds a file of any part but the map, byte for byte. */
    public void file(UvPart part, MemorySegment bytes) {
        String name = UvRecordParts.FILE + part.word();
        ImageKind kind = ImageKind.of(bytes);
        if (kind == ImageKind.UNKNOWN || kind == ImageKind.NPY) {
            String media = part == UvPart.ATTRIBUTES ? UvRecordParts.JSON_MEDIA : "application/octet-stream";
            bundle.add(name, media, DType.UINT8, Codec.LZ4, bytes, bytes.byteSize());
        } else {
            stored(name, bytes);
        }
    }

    /** Ends a sample. */
    public void end(UvNames names) {
        json(UvRecordParts.NAMES, UvRecordJson.write(names));
    }

    /** The header that a sample's record has: its label is the gender, 1 for male, 0 for female, NaN where it is not known. */
    public static IrHeader header(UvNames names) {
        UvMetaEntry meta = names.meta();
        Integer gender = meta == null ? null : meta.gender();
        float label = gender != null && (gender == 0 || gender == 1) ? gender.floatValue() : Float.NaN;
        return IrHeader.scalar(label, names.number());
    }

    /** The header of a record that holds no sample. */
    public static IrHeader headerOfOthers(long key) {
        return IrHeader.scalar(UvRecordParts.NO_SAMPLE, key);
    }

    /** Makes the record of the template, its file byte for byte. */
    public void template(MemorySegment png) {
        begin(png);
        bundle.add(UvRecordParts.TEMPLATE, "", DType.UINT8, Codec.STORED, MemorySegment.ofArray(new byte[0]), 0);
    }

    /**
     * Makes the last record of a file.
     *
     * @param meta the meta file, byte for byte; null if there was none
     */
    public void manifest(UvManifest manifest, byte @Nullable [] meta) {
        begin(null);
        if (meta != null) {
            json(UvRecordParts.META, meta);
        }
        json(UvRecordParts.MANIFEST, UvRecordJson.write(manifest));
    }

    private void stored(String name, MemorySegment bytes) {
        String media = "image/" + ImageKind.of(bytes).name().toLowerCase(Locale.ROOT);
        bundle.add(name, media, DType.UINT8, Codec.STORED, bytes, bytes.byteSize());
    }

    private void json(String name, byte[] json) {
        bundle.add(name, UvRecordParts.JSON_MEDIA, DType.UINT8, Codec.LZ4, MemorySegment.ofArray(json), json.length);
    }

    /** The most bytes that {@link #writeTo} can need for what was given. */
    public long maxBytes() {
        return bundle.maxBytes();
    }

    /** Writes the bundle; see {@link BundleWriter#writeTo}. */
    public long writeTo(MemorySegment dst, long dstOffset) {
        return bundle.writeTo(dst, dstOffset);
    }
}
