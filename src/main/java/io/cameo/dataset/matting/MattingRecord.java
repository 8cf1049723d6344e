package io.cameo.dataset.matting;

import io.cameo.bundle.Bundle;
import io.cameo.bundle.DType;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import io.cameo.matte.BadPlaneException;
import io.cameo.matte.PlaneDecoder;
import io.cameo.matte.PlaneHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of matting data: a view that its {@link MattingRecords.Reader} moves from record to record. Each part is read
 * when it is asked for, checked, without touching the others. Not thread-safe.
 *
 * <p>Whatever of a record is damaged is told by a {@link CorruptDataException}.
 */
public final class MattingRecord implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 16;

    private final Bundle bundle;
    private final Path file;
    private final PlaneDecoder decoder = PlaneDecoder.create();
    private final MemorySegment size = MemorySegment.ofArray(new byte[2 * Integer.BYTES]);
    private final MemorySegment clip = MemorySegment.ofArray(new byte[4 * Long.BYTES]);
    private Arena arena = Arena.ofShared();
    private MemorySegment buffer = arena.allocate(FIRST_BYTES);
    private byte[] coded = {};
    private int instances;
    private @Nullable MattingNames names;

    MattingRecord(Bundle bundle, Path file) {
        this.bundle = bundle;
        this.file = file;
    }

    /** The bundle was moved to another payload. */
    void moved() {
        names = null;
        instances = 0;
        if (isSample()) {
            numbers(MattingParts.SIZE, DType.INT32, size);
            if (widthPx() < 1 || heightPx() < 1) {
                throw bundle.corrupt(
                        bundle.require(MattingParts.SIZE),
                        "image has no pixels: width=" + widthPx() + ", height=" + heightPx());
            }
            while (bundle.find(MattingParts.ALPHA + instances) >= 0) {
                instances++;
            }
        }
    }

    /** Whether this is an image with mattes, not loose files or a manifest. */
    public boolean isSample() {
        return bundle.find(MattingParts.CLIP) >= 0;
    }

    /** Of the image and every plane. */
    public int widthPx() {
        return size.get(LittleEndian.INT, Integer.BYTES);
    }

    /** Of the image and every plane. */
    public int heightPx() {
        return size.get(LittleEndian.INT, 0);
    }

    /** How many people there are, each with a matte. */
    public int instances() {
        return instances;
    }

    /** Where the frame stands in its clip. */
    public ClipPlace clip() {
        int part = numbers(MattingParts.CLIP, DType.INT64, clip);
        long frames = clip.get(LittleEndian.LONG, 2L * Long.BYTES);
        long frame = clip.get(LittleEndian.LONG, 3L * Long.BYTES);
        try {
            return new ClipPlace(
                    clip.get(LittleEndian.LONG, 0),
                    clip.get(LittleEndian.LONG, Long.BYTES),
                    Math.toIntExact(frames),
                    Math.toIntExact(frame));
        } catch (IllegalArgumentException | ArithmeticException bad) {
            throw bundle.corrupt(part, "not a place in a clip: frames=" + frames + ", frame=" + frame);
        }
    }

    /** Split, sample, ids and the names of all files. Read once for each record. */
    public MattingNames names() {
        MattingNames known = names;
        if (known == null) {
            int part = bundle.require(MattingParts.NAMES);
            try {
                known = NamesJson.read(json(part));
            } catch (IOException bad) {
                throw corrupt(part, bad);
            }
            if (known.instances().size() != instances) {
                throw bundle.corrupt(
                        part,
                        "names and mattes differ in number: names="
                                + known.instances().size() + ", mattes=" + instances);
            }
            names = known;
        }
        return known;
    }

    /** The id of an instance: the same person has the same in every frame of a video. */
    public String id(int instance) {
        return names().instances().get(instance).id();
    }

    /** The image file, byte for byte: native memory, valid until the next call of a method that returns bytes. */
    public MemorySegment image() {
        return bytes(MattingParts.IMAGE);
    }

    /** What a matte is before it is decoded: its size and format, and the box of all that is not 0. */
    public PlaneHeader header(int instance) {
        return headerOf(load(MattingParts.ALPHA + instance));
    }

    /**
     * Decodes a matte.
     *
     * @param instance from 0 to {@link #instances()} - 1
     * @param dst receives {@link #heightPx} rows of {@link #widthPx} samples, 16-bit ones in the machine's order
     * @param dstOffset where the first row begins
     * @param strideBytes from row to row
     * @return of which format the samples are
     * @throws IndexOutOfBoundsException if there is less room
     */
    public PlaneHeader plane(int instance, MemorySegment dst, long dstOffset, long strideBytes) {
        return decode(MattingParts.ALPHA + instance, dst, dstOffset, strideBytes);
    }

    /** Whether an instance has a coarse mask. */
    public boolean hasMask(int instance) {
        return bundle.find(MattingParts.MASK + instance) >= 0;
    }

    /** Decodes a coarse mask, as {@link #plane} does a matte. */
    public PlaneHeader mask(int instance, MemorySegment dst, long dstOffset, long strideBytes) {
        return decode(MattingParts.MASK + instance, dst, dstOffset, strideBytes);
    }

    /** What a mask is before it is decoded. */
    public PlaneHeader maskHeader(int instance) {
        return headerOf(load(MattingParts.MASK + instance));
    }

    /** The file of a matte, or null where the record holds only its samples; valid as {@link #image}. */
    public @Nullable MemorySegment alphaFile(int instance) {
        return bytesIfThere(MattingParts.ALPHA_FILE + instance);
    }

    /** The file of a mask, or null; valid as {@link #image}. */
    public @Nullable MemorySegment maskFile(int instance) {
        return bytesIfThere(MattingParts.MASK_FILE + instance);
    }

    /** The image file of a person alone, or null; valid as {@link #image}. */
    public @Nullable MemorySegment foreground(int instance) {
        return bytesIfThere(MattingParts.FOREGROUND + instance);
    }

    /** The image file without people, or null; valid as {@link #image}. */
    public @Nullable MemorySegment background() {
        return bytesIfThere(MattingParts.BACKGROUND);
    }

    /** The names of loose files; none where the record is no such one. */
    public List<String> looseFiles() {
        int part = isSample() ? -1 : bundle.find(MattingParts.NAMES);
        try {
            return part < 0 ? List.of() : NamesJson.readFiles(json(part));
        } catch (IOException bad) {
            throw corrupt(part, bad);
        }
    }

    /** A loose file, by its place among {@link #looseFiles}; valid as {@link #image}. */
    public MemorySegment looseFile(int number) {
        return bytes(MattingParts.FILE + number);
    }

    /** The manifest, or null where the record is another one. */
    public @Nullable MattingManifest manifest() {
        int part = bundle.find(MattingParts.MANIFEST);
        try {
            return part < 0 ? null : MattingManifest.fromJson(json(part));
        } catch (IOException bad) {
            throw corrupt(part, bad);
        }
    }

    private PlaneHeader decode(String name, MemorySegment dst, long dstOffset, long strideBytes) {
        int part = load(name);
        PlaneHeader _ = headerOf(part);
        try {
            return decoder.decode(codedSegment(part), dst, dstOffset, strideBytes);
        } catch (BadPlaneException bad) {
            throw corrupt(part, bad);
        }
    }

    /** Its size is that of the image, whatever the plane says. */
    private PlaneHeader headerOf(int part) {
        try {
            PlaneHeader header = PlaneHeader.of(codedSegment(part));
            if (header.widthPx() != widthPx() || header.heightPx() != heightPx()) {
                throw new BadPlaneException("plane has another size than its image: expected=" + widthPx() + "x"
                        + heightPx() + ", actual=" + header.widthPx() + "x" + header.heightPx());
            }
            return header;
        } catch (BadPlaneException bad) {
            throw corrupt(part, bad);
        }
    }

    private MemorySegment codedSegment(int part) {
        return MemorySegment.ofArray(coded).asSlice(0, bundle.bytes(part));
    }

    private int load(String name) {
        int part = bundle.require(name);
        int bytes = bundle.bytes(part);
        if (coded.length < bytes) {
            coded = new byte[bytes + bytes / 4];
        }
        read(part, MemorySegment.ofArray(coded));
        return part;
    }

    private @Nullable MemorySegment bytesIfThere(String name) {
        return bundle.find(name) < 0 ? null : bytes(name);
    }

    private MemorySegment bytes(String name) {
        int part = bundle.require(name);
        int bytes = bundle.bytes(part);
        if (buffer.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            buffer = arena.allocate(Math.max(bytes, 2 * buffer.byteSize()));
        }
        read(part, buffer);
        return buffer.asSlice(0, bytes);
    }

    private int numbers(String name, DType dtype, MemorySegment into) {
        int part = bundle.require(name);
        if (bundle.dtype(part) != dtype || bundle.bytes(part) != into.byteSize()) {
            throw bundle.corrupt(
                    part,
                    "part has another form: expected=" + dtype.numpyName() + " of " + into.byteSize()
                            + " bytes, actual=" + bundle.dtype(part).numpyName() + " of " + bundle.bytes(part));
        }
        read(part, into);
        return part;
    }

    private byte[] json(int part) {
        byte[] json = new byte[bundle.bytes(part)];
        read(part, MemorySegment.ofArray(json));
        return json;
    }

    private void read(int part, MemorySegment dst) {
        try {
            bundle.read(part, dst, 0);
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
        decoder.close();
        arena.close();
    }
}
