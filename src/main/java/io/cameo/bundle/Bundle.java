package io.cameo.bundle;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one bundle, each read without touching the others: a view that {@link #wrap} moves from one payload to the
 * next. {@code docs/bundle.md} specifies the format.
 *
 * <p>The directory is checked when a payload is wrapped; a part is, against its CRC32C, when it is read. Reading allocates
 * nothing once the view has seen a bundle of that size. Not thread-safe: one for each thread. Owns no part of the payload.
 */
public final class Bundle {
    private @Nullable Lz4 lz4; // made for the first part that is packed: the library takes long to find its code
    private final CRC32C crc = new CRC32C();
    private final byte[] footBytes = new byte[BundleLayout.FOOTER_BYTES];
    private final MemorySegment footMemory = MemorySegment.ofArray(footBytes);
    private final ByteBuffer foot = ByteBuffer.wrap(footBytes).order(ByteOrder.LITTLE_ENDIAN);
    private final Directory directory = new Directory();
    private final BufferView target = new BufferView();
    private MemorySegment source = MemorySegment.NULL;
    private long payloadAt;
    private @Nullable Path file;
    private long fileOffset;

    /** Whether bytes end as a bundle does; says nothing about the rest of them. */
    public static boolean isBundle(MemorySegment payload) {
        return isBundle(payload, 0, payload.byteSize());
    }

    /** As {@link #isBundle(MemorySegment)}, for bytes within other memory. */
    public static boolean isBundle(MemorySegment memory, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, memory.byteSize());
        long magic = offset + length - BundleLayout.FOOTER_BYTES + BundleLayout.FOOTER_MAGIC;
        return length >= BundleLayout.FOOTER_BYTES && memory.get(LittleEndian.LONG, magic) == BundleLayout.MAGIC;
    }

    /**
     * Moves to a payload and checks its directory.
     *
     * @param newPayload mapped, native or heap; must stay as it is while the view stands on it
     * @param newFile the file it is from, for the text of exceptions
     * @param offsetBytes where the payload begins in it
     * @throws CorruptDataException if this is no bundle, or one of another version, or its directory is damaged
     */
    public Bundle wrap(MemorySegment newPayload, Path newFile, long offsetBytes) {
        return wrap(newPayload, 0, newPayload.byteSize(), newFile, offsetBytes);
    }

    /** As {@link #wrap(MemorySegment, Path, long)}, for a payload within other memory: no slice is made of it. */
    public Bundle wrap(MemorySegment memory, long offset, long length, Path newFile, long offsetBytes) {
        Objects.checkFromIndexSize(offset, length, memory.byteSize());
        source = memory;
        payloadAt = offset;
        file = newFile;
        fileOffset = offsetBytes;
        directory.clear();
        long footer = length - BundleLayout.FOOTER_BYTES;
        if (footer < 0) {
            throw corruptAt(0, "not a bundle: bytes=" + length);
        }
        // A copy: an int of a mapped page that is gone must not become a long at once.
        MemorySegment.copy(source, payloadAt + footer, footMemory, 0, BundleLayout.FOOTER_BYTES);
        if (foot.getLong(BundleLayout.FOOTER_MAGIC) != BundleLayout.MAGIC) {
            PageFault.meet();
            throw corruptAt(0, "not a bundle: bytes=" + length);
        }
        int version = foot.getInt(BundleLayout.FOOTER_VERSION);
        if (version != BundleLayout.VERSION) {
            throw corruptAt(
                    footer, "bundle of another version: expected=" + BundleLayout.VERSION + ", actual=" + version);
        }
        long begin = foot.getLong(0);
        int bytes = foot.getInt(BundleLayout.FOOTER_DIRECTORY_BYTES);
        int parts = foot.getInt(BundleLayout.FOOTER_PARTS);
        if (bytes < 0
                || bytes > BundleLayout.MOST_DIRECTORY_BYTES
                || begin != footer - bytes
                || parts < 0
                || parts > BundleLayout.MOST_PARTS) {
            throw corruptAt(
                    footer,
                    "directory of a bundle does not fit: directory=" + begin + ", bytes=" + bytes + ", footer=" + footer
                            + ", parts=" + parts);
        }
        int crcOfDirectory = foot.getInt(BundleLayout.FOOTER_CRC);
        String fault = directory.load(source, payloadAt + begin, begin, bytes, parts, crcOfDirectory);
        if (fault != null) {
            PageFault.meet();
            throw corruptAt(begin + directory.faultAt(), fault);
        }
        return this;
    }

    /**
     * Whether this bundle and the one before have one part each, and directories that differ in nothing but checksums: what
     * was found out about one is true of the other.
     */
    public boolean isAlike() {
        return directory.isAlike();
    }

    /** How many parts there are. */
    public int parts() {
        return directory.parts();
    }

    /** The place of a part, or -1. */
    public int find(String name) {
        for (int part = 0; part < directory.parts(); part++) {
            if (directory.isNamed(part, name)) {
                return part;
            }
        }
        return -1;
    }

    /**
     * The place of a part that must be there.
     *
     * @throws CorruptDataException if it is not
     */
    public int require(String name) {
        int part = find(name);
        if (part < 0) {
            throw corruptAt(0, "bundle has no such part: part=" + name + ", parts=" + names());
        }
        return part;
    }

    public String name(int part) {
        return directory.name(part);
    }

    /** Such as {@code image/jpeg}; may be empty. */
    public String mediaType(int part) {
        return directory.mediaType(part);
    }

    public DType dtype(int part) {
        return directory.dtype(part);
    }

    public Codec codec(int part) {
        return directory.codec(part);
    }

    /** How many dimensions a part has. */
    public int rank(int part) {
        return directory.rank(part);
    }

    /** One dimension of a part, from 0 for the slowest to {@link #rank} - 1 for the dense one. */
    public long size(int part, int dimension) {
        Objects.checkIndex(dimension, rank(part));
        return directory.size(part, dimension);
    }

    /** All dimensions of a part, in a new array. */
    public long[] shape(int part) {
        long[] shape = new long[rank(part)];
        Arrays.setAll(shape, dimension -> size(part, dimension));
        return shape;
    }

    /** Bytes of a part once it is read. */
    public int bytes(int part) {
        return directory.plainBytes(part);
    }

    /** Bytes of a part as it is stored. */
    public int storedBytes(int part) {
        return directory.storedBytes(part);
    }

    /** The stored bytes of a part, unchecked: a slice of the payload. */
    public MemorySegment stored(int part) {
        return source.asSlice(storedAt(part), storedBytes(part));
    }

    /**
     * Compares a part with its CRC32C, which is that of the stored bytes.
     *
     * @throws CorruptDataException if they differ
     */
    public void check(int part) {
        compare(part, Checksum.crc32c(stored(part)));
    }

    /**
     * Reads a part, checked and decoded.
     *
     * @param dst native, or over a {@code byte[]}; receives {@link #bytes} bytes
     * @throws IndexOutOfBoundsException if there is less room
     * @throws CorruptDataException if the part is damaged; what {@code dst} then holds is not defined
     */
    public void read(int part, MemorySegment dst, long dstOffset) {
        int bytes = bytes(part);
        Objects.checkFromIndexSize(dstOffset, bytes, dst.byteSize());
        if (codec(part) == Codec.STORED) {
            MemorySegment.copy(source, storedAt(part), dst, dstOffset, bytes);
            crc.reset();
            crc.update(target.slice(dst, dstOffset, bytes));
            compare(part, (int) crc.getValue());
            return;
        }
        int length = storedBytes(part);
        Lz4 codec = lz4;
        if (codec == null) {
            codec = new Lz4();
            lz4 = codec;
        }
        byte[] block = codec.load(source, storedAt(part), length);
        crc.reset();
        crc.update(block, 0, length);
        compare(part, (int) crc.getValue());
        String fault = codec.decompress(length, target.slice(dst, dstOffset, bytes));
        if (fault != null) {
            throw corrupt(part, fault);
        }
    }

    /** Reads a part into a new array, checked and decoded. */
    public byte[] read(int part) {
        byte[] out = new byte[bytes(part)];
        read(part, MemorySegment.ofArray(out), 0);
        return out;
    }

    /** The names of all parts, in order. */
    public List<String> names() {
        return IntStream.range(0, parts()).mapToObj(this::name).toList();
    }

    private void compare(int part, int actual) {
        int expected = directory.crc(part);
        if (actual != expected) {
            PageFault.meet();
            throw corrupt(
                    part,
                    "checksum mismatch: expected=0x" + Integer.toHexString(expected) + ", actual=0x"
                            + Integer.toHexString(actual));
        }
    }

    /** What to throw where a part is sound but not what a reader needs: names the part and its place. */
    public CorruptDataException corrupt(int part, String reason) {
        return corruptAt(directory.offset(part), reason + ", part=" + name(part));
    }

    private CorruptDataException corruptAt(long at, String reason) {
        return new CorruptDataException(Objects.requireNonNull(file), fileOffset + at, reason);
    }

    /** Where the stored bytes of a part begin in the memory that holds the payload. */
    private long storedAt(int part) {
        return payloadAt + directory.offset(part);
    }
}
