package io.cameo.bundle;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
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
    private final Lz4 lz4 = new Lz4();
    private final CRC32C crc = new CRC32C();
    private final MemorySegment foot = MemorySegment.ofArray(new byte[BundleLayout.FOOTER_BYTES]);
    private byte[] directory = new byte[1 << 10];
    private MemorySegment entries = MemorySegment.ofArray(directory);
    private int[] entryAt = new int[16];
    private int count;
    private final BufferView target = new BufferView();
    private MemorySegment source = MemorySegment.NULL;
    private long payloadAt;
    private @Nullable Path file;
    private long fileOffset;

    /** Whether bytes end as a bundle does; says nothing about the rest of them. */
    public static boolean isBundle(MemorySegment payload) {
        long footer = payload.byteSize() - BundleLayout.FOOTER_BYTES;
        return footer >= 0 && payload.get(LittleEndian.LONG, footer + BundleLayout.FOOTER_MAGIC) == BundleLayout.MAGIC;
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
        count = 0;
        long footer = length - BundleLayout.FOOTER_BYTES;
        if (footer < 0) {
            throw corruptAt(0, "not a bundle: bytes=" + length);
        }
        // A copy: an int of a mapped page that is gone must not become a long at once.
        MemorySegment.copy(source, payloadAt + footer, foot, 0, BundleLayout.FOOTER_BYTES);
        if (foot.get(LittleEndian.LONG, BundleLayout.FOOTER_MAGIC) != BundleLayout.MAGIC) {
            PageFault.meet();
            throw corruptAt(0, "not a bundle: bytes=" + length);
        }
        int version = foot.get(LittleEndian.INT, BundleLayout.FOOTER_VERSION);
        if (version != BundleLayout.VERSION) {
            throw corruptAt(
                    footer, "bundle of another version: expected=" + BundleLayout.VERSION + ", actual=" + version);
        }
        long begin = foot.get(LittleEndian.LONG, 0);
        int bytes = foot.get(LittleEndian.INT, BundleLayout.FOOTER_DIRECTORY_BYTES);
        int parts = foot.get(LittleEndian.INT, BundleLayout.FOOTER_PARTS);
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
        load(begin, bytes, foot.get(LittleEndian.INT, BundleLayout.FOOTER_CRC));
        locate(parts, bytes, begin);
        count = parts;
        return this;
    }

    private void load(long begin, int bytes, int expectedCrc) {
        int summed = bytes + BundleLayout.FOOTER_CRC;
        if (directory.length < summed) {
            directory = new byte[summed * 2];
            entries = MemorySegment.ofArray(directory);
        }
        MemorySegment.copy(source, LittleEndian.BYTE, payloadAt + begin, directory, 0, summed);
        crc.reset();
        crc.update(directory, 0, summed);
        if ((int) crc.getValue() != expectedCrc) {
            PageFault.meet();
            throw corruptAt(
                    begin,
                    "directory of a bundle is damaged: expected=0x" + Integer.toHexString(expectedCrc) + ", actual=0x"
                            + Long.toHexString(crc.getValue()));
        }
    }

    private void locate(int parts, int bytes, long directoryAt) {
        if (entryAt.length < parts) {
            entryAt = new int[parts];
        }
        int at = 0;
        long free = 0;
        for (int part = 0; part < parts; part++) {
            String fault = EntryCheck.fault(entries, at, bytes, free, directoryAt);
            if (fault != null) {
                throw corruptAt(directoryAt + at, fault + ", part=" + part);
            }
            entryAt[part] = at;
            free = entries.get(LittleEndian.LONG, at) + entries.get(LittleEndian.LONG, at + BundleLayout.ENTRY_STORED);
            at += EntryCheck.entryBytes(entries, at);
        }
        if (at != bytes) {
            throw corruptAt(directoryAt + at, "bytes behind the last entry of a bundle: bytes=" + (bytes - at));
        }
    }

    /** How many parts there are. */
    public int parts() {
        return count;
    }

    /** The place of a part, or -1. */
    public int find(String name) {
        for (int part = 0; part < count; part++) {
            if (isNamed(part, name)) {
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
        return text(nameAt(part), nameBytes(part));
    }

    /** Such as {@code image/jpeg}; may be empty. */
    public String mediaType(int part) {
        int length = entries.get(LittleEndian.SHORT, entry(part) + BundleLayout.ENTRY_MEDIA_BYTES) & 0xffff;
        return text(nameAt(part) + nameBytes(part), length);
    }

    public DType dtype(int part) {
        return DType.ofCode(entries.get(LittleEndian.BYTE, entry(part) + BundleLayout.ENTRY_DTYPE));
    }

    public Codec codec(int part) {
        return entries.get(LittleEndian.BYTE, entry(part) + BundleLayout.ENTRY_CODEC) == Codec.LZ4.code()
                ? Codec.LZ4
                : Codec.STORED;
    }

    /** How many dimensions a part has. */
    public int rank(int part) {
        return entries.get(LittleEndian.BYTE, entry(part) + BundleLayout.ENTRY_RANK);
    }

    /** One dimension of a part, from 0 for the slowest to {@link #rank} - 1 for the dense one. */
    public long size(int part, int dimension) {
        Objects.checkIndex(dimension, rank(part));
        return entries.get(LittleEndian.LONG, entry(part) + BundleLayout.ENTRY_BYTES + 8L * dimension);
    }

    /** All dimensions of a part, in a new array. */
    public long[] shape(int part) {
        long[] shape = new long[rank(part)];
        Arrays.setAll(shape, dimension -> size(part, dimension));
        return shape;
    }

    /** Bytes of a part once it is read. */
    public int bytes(int part) {
        return (int) entries.get(LittleEndian.LONG, entry(part) + BundleLayout.ENTRY_PLAIN);
    }

    /** Bytes of a part as it is stored. */
    public int storedBytes(int part) {
        return (int) entries.get(LittleEndian.LONG, entry(part) + BundleLayout.ENTRY_STORED);
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
        byte[] block = lz4.load(source, storedAt(part), length);
        crc.reset();
        crc.update(block, 0, length);
        compare(part, (int) crc.getValue());
        String fault = lz4.decompress(length, target.slice(dst, dstOffset, bytes));
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
        return IntStream.range(0, count).mapToObj(this::name).toList();
    }

    private void compare(int part, int actual) {
        int expected = entries.get(LittleEndian.INT, entry(part) + BundleLayout.ENTRY_CRC);
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
        return corruptAt(entries.get(LittleEndian.LONG, entry(part)), reason + ", part=" + name(part));
    }

    private CorruptDataException corruptAt(long at, String reason) {
        return new CorruptDataException(Objects.requireNonNull(file), fileOffset + at, reason);
    }

    /** Where the stored bytes of a part begin in the memory that holds the payload. */
    private long storedAt(int part) {
        return payloadAt + entries.get(LittleEndian.LONG, entry(part));
    }

    private int entry(int part) {
        if (part < 0 || part >= count) {
            throw new NoSuchElementException("no such part: part=" + part + ", parts=" + count);
        }
        return entryAt[part];
    }

    /** Compares without making a string, unless the name has letters beyond ASCII. */
    private boolean isNamed(int part, String name) {
        int length = nameBytes(part);
        int at = nameAt(part);
        boolean ascii = length == name.length();
        for (int i = 0; ascii && i < length; i++) {
            ascii = directory[at + i] >= 0;
            if (ascii && directory[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return ascii || (length > name.length() && name.equals(text(at, length)));
    }

    private int nameBytes(int part) {
        return entries.get(LittleEndian.BYTE, entry(part) + BundleLayout.ENTRY_NAME_BYTES) & 0xff;
    }

    private int nameAt(int part) {
        return entry(part) + BundleLayout.ENTRY_BYTES + 8 * rank(part);
    }

    private String text(int at, int length) {
        return new String(directory, at, length, StandardCharsets.UTF_8);
    }
}
