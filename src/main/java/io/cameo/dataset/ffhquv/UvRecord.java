package io.cameo.dataset.ffhquv;

import io.cameo.bundle.Bundle;
import io.cameo.bundle.DType;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import io.cameo.image.Image;
import io.cameo.image.ImageHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One record of FFHQ-UV: a view that its {@link UvRecords.Reader} moves from record to record. Each part is read when it is
 * asked for, checked, without touching the others. Not thread-safe.
 *
 * <p>Whatever of a record is damaged is told by a {@link CorruptDataException}.
 */
public final class UvRecord implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 16;

    private final Bundle bundle;
    private final Path file;
    private final MapDecoder maps;
    private final MemorySegment residual = MemorySegment.ofArray(new byte[UvRecordParts.RESIDUAL_LENGTH * Long.BYTES]);
    private Arena arena = Arena.ofShared();
    private MemorySegment buffer = arena.allocate(FIRST_BYTES);
    private byte[] floats = {};
    private @Nullable UvNames names;

    UvRecord(Bundle bundle, Path file, Supplier<byte @Nullable []> template) {
        this.bundle = bundle;
        this.file = file;
        maps = new MapDecoder(template);
    }

    /** The bundle was moved to another payload. */
    void moved() {
        names = null;
    }

    /** Whether this is a sample, not a template or a manifest. */
    public boolean isSample() {
        return bundle.find(UvRecordParts.NAMES) >= 0;
    }

    /** Whose record this is. Read once for each record. */
    public UvNames names() {
        UvNames known = names;
        if (known == null) {
            int part = bundle.require(UvRecordParts.NAMES);
            try {
                known = UvRecordJson.names(bytes(part));
            } catch (IOException bad) {
                throw corrupt(part, bad);
            }
            names = known;
        }
        return known;
    }

    /** As the release has it: {@code 000000}. */
    public String id() {
        return names().id();
    }

    /** Whether the sample has a part. */
    public boolean has(UvPart part) {
        return part == UvPart.MAP
                ? isSample() && !isPlaceholder()
                : bundle.find(UvRecordParts.FILE + part.word()) >= 0
                        || bundle.find(UvRecordParts.LATENT + part.word()) >= 0;
    }

    private boolean isPlaceholder() {
        return MemorySegment.ofArray(UvRecordParts.placeholder())
                        .mismatch(bundle.stored(bundle.require(UvRecordParts.IMAGE)))
                < 0;
    }

    /** Whether the map is kept as what differs from the file's template. */
    public boolean isResidual() {
        return bundle.find(UvRecordParts.RESIDUAL) >= 0;
    }

    /** The width and height of the map, in pixels; 0 without one. Of a map that is no image, 0 too. */
    public int mapPx() {
        return has(UvPart.MAP)
                ? ImageHeader.of(bundle.stored(bundle.require(UvRecordParts.IMAGE)))
                        .widthPx()
                : 0;
    }

    /** How large the map's file is, or was before it was packed; 0 without one. */
    public long mapBytes() {
        if (isResidual()) {
            readResidual();
            return residual.get(LittleEndian.LONG, 0);
        }
        return has(UvPart.MAP) ? bundle.bytes(bundle.require(UvRecordParts.IMAGE)) : 0;
    }

    /** How many bytes of the record are the map. */
    public long storedMapBytes() {
        long shared = isResidual() ? bundle.bytes(bundle.require(UvRecordParts.SHARED)) : 0;
        return has(UvPart.MAP) ? bundle.bytes(bundle.require(UvRecordParts.IMAGE)) + shared : 0;
    }

    /**
     * The image that the record begins with: the map's file, what it has besides its template, or a gray pixel. Native memory, valid
     * until the next call of a method that returns bytes.
     */
    public MemorySegment image() {
        return load(bundle.require(UvRecordParts.IMAGE));
    }

    /**
     * Decodes the map, put together with its template where that was taken out of it.
     *
     * @return three channels of 8 bits; valid until the next call
     * @throws IllegalStateException if the sample has no map
     * @throws CorruptDataException also if the map needs a template that is not in this file
     */
    public Image map() {
        if (!has(UvPart.MAP)) {
            throw new IllegalStateException("sample has no map: id=" + id() + ", file=" + file);
        }
        int part = bundle.require(UvRecordParts.IMAGE);
        try {
            MemorySegment png = image();
            if (!isResidual()) {
                return maps.decode(png);
            }
            readResidual();
            byte[] shared = bytes(bundle.require(UvRecordParts.SHARED));
            return maps.restore(png, shared, (int) residual.get(LittleEndian.LONG, Long.BYTES), (int)
                    residual.get(LittleEndian.LONG, 2L * Long.BYTES));
        } catch (MapDecoder.BadMapException bad) {
            throw corrupt(part, bad);
        }
    }

    /**
     * The file of a part, byte for byte as it was packed: native memory, valid until the next call of a method that returns
     * bytes. Null if the sample has no such part, and for a map of which only what differs from its template was kept.
     */
    public @Nullable MemorySegment file(UvPart part) {
        if (part == UvPart.MAP) {
            return has(part) && !isResidual() ? image() : null;
        }
        int whole = bundle.find(UvRecordParts.FILE + part.word());
        if (whole >= 0) {
            return load(whole);
        }
        int values = bundle.find(UvRecordParts.LATENT + part.word());
        return values < 0 ? null : join(values, bundle.require(UvRecordParts.PT + part.word()));
    }

    /** What the record is made of. */
    Bundle bundle() {
        return bundle;
    }

    /** The file of a latent, of its values and the rest. */
    private MemorySegment join(int values, int rest) {
        byte[] around = bytes(rest);
        int length = bundle.bytes(values);
        MemorySegment others = MemorySegment.ofArray(around);
        int at = around.length < Integer.BYTES ? -1 : others.get(LittleEndian.INT, 0);
        int bytes = around.length - Integer.BYTES + length;
        if (at < 0 || at > around.length - Integer.BYTES) {
            throw bundle.corrupt(rest, "values stand outside their file: at=" + at + ", bytes=" + bytes);
        }
        MemorySegment whole = room(bytes);
        MemorySegment.copy(others, Integer.BYTES, whole, 0, at);
        read(values, whole, at);
        MemorySegment.copy(others, Integer.BYTES + (long) at, whole, at + (long) length, bytes - length - (long) at);
        return whole.asSlice(0, bytes);
    }

    /** A latent and its condition; null if the sample has none. */
    public @Nullable FaceLatent latent(UvPart part) {
        if (!part.isLatent() || !has(part)) {
            return null;
        }
        int values = bundle.find(UvRecordParts.LATENT + part.word());
        if (values < 0) {
            return FaceLatent.read(pathOf(part), Objects.requireNonNull(file(part)));
        }
        int condition = bundle.find(UvRecordParts.CONDITION + part.word());
        return new FaceLatent(
                floats(values, FaceLatent.LENGTH),
                condition < 0 ? null : floats(condition, FaceLatent.CONDITION_LENGTH));
    }

    private float[] floats(int part, int length) {
        int bytes = bundle.bytes(part);
        if (bundle.dtype(part) != DType.FLOAT32 || bytes != length * Float.BYTES) {
            throw bundle.corrupt(
                    part,
                    "part has another form: expected=" + length + " float32, actual=" + bytes + " bytes of "
                            + bundle.dtype(part).numpyName());
        }
        if (floats.length < bytes) {
            floats = new byte[bytes];
        }
        read(part, MemorySegment.ofArray(floats), 0);
        float[] values = new float[length];
        MemorySegment.copy(MemorySegment.ofArray(floats), LittleEndian.FLOAT, 0, values, 0, length);
        return values;
    }

    /** What the face was like before it was edited; null if the sample has none. */
    public @Nullable FaceAttributes attributes() {
        MemorySegment json = file(UvPart.ATTRIBUTES);
        return json == null ? null : FaceAttributes.read(pathOf(UvPart.ATTRIBUTES), json.toArray(LittleEndian.BYTE));
    }

    /** What the face service said; null if the sample has none. */
    public @Nullable MsFace msFace() {
        MemorySegment pickle = file(UvPart.MS_FACE);
        return pickle == null ? null : MsFace.read(pathOf(UvPart.MS_FACE), pickle);
    }

    /** The light of the face before it was edited; null if the sample has none. */
    public @Nullable FaceLight light() {
        MemorySegment npy = file(UvPart.LIGHT);
        return npy == null ? null : FaceLight.read(pathOf(UvPart.LIGHT), npy);
    }

    /** The face model's coefficients of each view; null if the sample has none. */
    public @Nullable Map<FaceView, FaceCoeffs> coeffs() {
        MemorySegment pt = file(UvPart.COEFFS);
        return pt == null ? null : FaceCoeffs.read(pathOf(UvPart.COEFFS), pt);
    }

    /** The template's file; null if this record does not hold it. */
    byte @Nullable [] template() {
        return bundle.find(UvRecordParts.TEMPLATE) < 0 ? null : bytes(bundle.require(UvRecordParts.IMAGE));
    }

    /** The manifest; null if this record does not hold it. */
    public @Nullable UvManifest manifest() {
        int part = bundle.find(UvRecordParts.MANIFEST);
        try {
            return part < 0 ? null : UvRecordJson.manifest(bytes(part));
        } catch (IOException bad) {
            throw corrupt(part, bad);
        }
    }

    /** The meta file, byte for byte, which is with the manifest; null if this record does not hold it. */
    public byte @Nullable [] metaFile() {
        int part = bundle.find(UvRecordParts.META);
        return part < 0 ? null : bytes(part);
    }

    private Path pathOf(UvPart part) {
        return file.resolve(names().fileName(part));
    }

    private void readResidual() {
        int part = bundle.require(UvRecordParts.RESIDUAL);
        if (bundle.bytes(part) != residual.byteSize()) {
            throw bundle.corrupt(
                    part,
                    "part has another form: expected=" + residual.byteSize() + " bytes, actual=" + bundle.bytes(part));
        }
        read(part, residual, 0);
    }

    private MemorySegment load(int part) {
        int bytes = bundle.bytes(part);
        MemorySegment into = room(bytes);
        read(part, into, 0);
        return into.asSlice(0, bytes);
    }

    private MemorySegment room(long bytes) {
        if (buffer.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            buffer = arena.allocate(Math.max(bytes, 2 * buffer.byteSize()), Long.BYTES);
        }
        return buffer;
    }

    private byte[] bytes(int part) {
        byte[] bytes = new byte[bundle.bytes(part)];
        read(part, MemorySegment.ofArray(bytes), 0);
        return bytes;
    }

    private void read(int part, MemorySegment dst, long dstOffset) {
        try {
            bundle.read(part, dst, dstOffset);
        } catch (InternalError fault) {
            throw PageFault.in(file, 0, fault);
        }
    }

    private CorruptDataException corrupt(int part, Exception bad) {
        CorruptDataException corrupt = bundle.corrupt(part, String.valueOf(bad.getMessage()));
        corrupt.initCause(bad);
        return corrupt;
    }

    @Override
    public void close() {
        maps.close();
        arena.close();
    }
}
