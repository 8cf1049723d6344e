package io.cameo.dataset.matting;

import io.cameo.bundle.BundleWriter;
import io.cameo.bundle.Codec;
import io.cameo.bundle.DType;
import io.cameo.bytes.LittleEndian;
import io.cameo.image.ImageKind;
import io.cameo.record.IrHeader;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;

/**
 * Makes the bundle of a matting sample: {@link #begin}, then its parts in any order, each at most once, then
 * {@link #writeTo}; or that of loose files, or of a manifest. Everything that is given must stay as it is until it is
 * written. Meant to be used again: one for each worker. Not thread-safe.
 */
public final class MattingRecordWriter {
    private final BundleWriter bundle = new BundleWriter();
    private final MemorySegment size = MemorySegment.ofArray(new byte[2 * Integer.BYTES]);
    private final MemorySegment clip = MemorySegment.ofArray(new byte[4 * Long.BYTES]);

    /**
     * Begins a sample.
     *
     * @param image the untouched bytes of the image file; not copied if they stand already where the bundle will be written
     * @param widthPx of the image and of every plane
     * @param heightPx the same
     */
    public void begin(MattingNames names, ClipPlace place, MemorySegment image, int widthPx, int heightPx) {
        bundle.clear();
        file(MattingParts.IMAGE, image);
        json(MattingParts.NAMES, NamesJson.write(names));
        size.set(LittleEndian.INT, 0, heightPx);
        size.set(LittleEndian.INT, Integer.BYTES, widthPx);
        bundle.add(MattingParts.SIZE, "", DType.INT32, Codec.STORED, size, 2);
        clip.set(LittleEndian.LONG, 0, place.clip());
        clip.set(LittleEndian.LONG, Long.BYTES, place.firstKey());
        clip.set(LittleEndian.LONG, 2L * Long.BYTES, place.frames());
        clip.set(LittleEndian.LONG, 3L * Long.BYTES, place.frame());
        bundle.add(MattingParts.CLIP, "", DType.INT64, Codec.STORED, clip, 4);
    }

    /** Adds a matte, as {@link io.cameo.matte.PlaneEncoder} coded it. */
    public void alpha(int instance, MemorySegment coded) {
        plane(MattingParts.ALPHA + instance, coded);
    }

    /** Adds the file of a matte, byte for byte. */
    public void alphaFile(int instance, MemorySegment bytes) {
        file(MattingParts.ALPHA_FILE + instance, bytes);
    }

    /** Adds a coarse mask, coded as a matte. */
    public void mask(int instance, MemorySegment coded) {
        plane(MattingParts.MASK + instance, coded);
    }

    /** Adds the file of a mask, byte for byte. */
    public void maskFile(int instance, MemorySegment bytes) {
        file(MattingParts.MASK_FILE + instance, bytes);
    }

    /** Adds the image file of a person alone. */
    public void foreground(int instance, MemorySegment bytes) {
        file(MattingParts.FOREGROUND + instance, bytes);
    }

    /** Adds the image file without people. */
    public void background(MemorySegment bytes) {
        file(MattingParts.BACKGROUND, bytes);
    }

    /** The header that a sample's record has: the first label is the number of instances. */
    public static IrHeader header(int instances, long key) {
        return IrHeader.scalar(instances, key);
    }

    /** The header of a record that holds no sample. */
    public static IrHeader headerOfOthers(long key) {
        return IrHeader.scalar(MattingParts.NO_SAMPLE, key);
    }

    /** Begins a record of files that belong to no sample; {@link #looseFile} adds each, in this order. */
    public void beginFiles(List<String> names) {
        beginOther();
        json(MattingParts.NAMES, NamesJson.writeFiles(names));
    }

    /** Adds a file. */
    public void looseFile(int number, MemorySegment bytes) {
        file(MattingParts.FILE + number, bytes);
    }

    /** Makes the last record of a file. */
    public void manifest(MattingManifest manifest) {
        beginOther();
        json(MattingParts.MANIFEST, manifest.toJson());
    }

    private void beginOther() {
        bundle.clear();
        file(MattingParts.IMAGE, MemorySegment.ofArray(MattingParts.placeholder()));
    }

    private void plane(String name, MemorySegment coded) {
        bundle.add(name, MattingParts.PLANE_MEDIA, DType.UINT8, Codec.STORED, coded, coded.byteSize());
    }

    private void file(String name, MemorySegment bytes) {
        ImageKind kind = ImageKind.of(bytes);
        String media = kind == ImageKind.UNKNOWN
                ? "application/octet-stream"
                : "image/" + kind.name().toLowerCase(Locale.ROOT);
        bundle.add(name, media, DType.UINT8, Codec.STORED, bytes, bytes.byteSize());
    }

    private void json(String name, byte[] json) {
        bundle.add(name, MattingParts.JSON_MEDIA, DType.UINT8, Codec.LZ4, MemorySegment.ofArray(json), json.length);
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
