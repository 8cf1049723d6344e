package io.cameo.bundle;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Puts parts together into a bundle. Meant to be used again: {@link #clear()}, {@link #add} each part, {@link #writeTo}.
 *
 * <p>Same parts, same bytes, except that another version of the LZ4 library may compress differently. Not thread-safe.
 */
public final class BundleWriter {
    private final Lz4 lz4 = new Lz4();
    private final List<Part> parts = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // the writer's own
    private record Part(
            String name,
            byte[] nameBytes,
            byte[] media,
            DType dtype,
            Codec codec,
            MemorySegment bytes,
            List<Long> shape) {
        int entryBytes() {
            return (int) BundleLayout.aligned(
                    BundleLayout.ENTRY_BYTES + 8L * shape.size() + nameBytes.length + media.length);
        }
    }

    /** Forgets all parts. */
    public void clear() {
        parts.clear();
    }

    /**
     * Adds a part behind the others. The first one stands at the very beginning of the payload, so that decoders of images
     * that ignore what follows can decode the payload itself.
     *
     * @param name not empty, at most 255 bytes of UTF-8, not yet there
     * @param mediaType as {@code image/jpeg}; printable ASCII
     * @param codec {@link Codec#LZ4} is a wish: what does not become smaller is stored
     * @param bytes native, or over a {@code byte[]}; read by {@link #writeTo}, unchanged until then. What is to be stored may
     *     stand already where it will be, such as an image that was read to where the bundle begins: it is not copied then
     * @param shape of the array, the last dimension dense; as many elements as {@code bytes} holds
     * @throws IllegalArgumentException if any of this is not so
     */
    public BundleWriter add(
            String name, String mediaType, DType dtype, Codec codec, MemorySegment bytes, long... shape) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] media = mediaType.getBytes(StandardCharsets.US_ASCII);
        if (nameBytes.length == 0 || nameBytes.length > BundleLayout.MOST_NAME_BYTES) {
            throw new IllegalArgumentException("part has no name or a long one: name=" + name + ", bytes="
                    + nameBytes.length + ", most=" + BundleLayout.MOST_NAME_BYTES);
        }
        if (!mediaType.equals(new String(media, StandardCharsets.US_ASCII))
                || media.length > BundleLayout.MOST_MEDIA_BYTES) {
            throw new IllegalArgumentException("not a media type: part=" + name + ", media_type=" + mediaType);
        }
        if (parts.size() == BundleLayout.MOST_PARTS || parts.stream().anyMatch(part -> part.name.equals(name))) {
            throw new IllegalArgumentException("part is there already, or one too many: part=" + name + ", parts="
                    + parts.size() + ", most=" + BundleLayout.MOST_PARTS);
        }
        if (shape.length > BundleLayout.MOST_RANK || bytesOf(dtype, shape) != bytes.byteSize()) {
            throw new IllegalArgumentException("shape and bytes differ: part=" + name + ", dtype=" + dtype.numpyName()
                    + ", shape=" + Arrays.toString(shape) + ", bytes=" + bytes.byteSize());
        }
        if (bytes.byteSize() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("part is too large: part=" + name + ", bytes=" + bytes.byteSize());
        }
        parts.add(new Part(
                name,
                nameBytes,
                media,
                dtype,
                codec,
                bytes,
                Arrays.stream(shape).boxed().toList()));
        return this;
    }

    /** So many bytes are enough for {@link #writeTo}. */
    public long maxBytes() {
        long bytes = BundleLayout.FOOTER_BYTES;
        for (Part part : parts) {
            long most = part.codec == Codec.LZ4 ? Lz4.most(part.bytes.byteSize()) : part.bytes.byteSize();
            bytes += BundleLayout.aligned(most) + part.entryBytes();
        }
        return bytes;
    }

    /**
     * Writes the bundle.
     *
     * @param dst native, or over a {@code byte[]}, with {@link #maxBytes()} bytes of room
     * @return how many were written
     * @throws IndexOutOfBoundsException if there is less room
     */
    public long writeTo(MemorySegment dst, long dstOffset) {
        Objects.checkFromIndexSize(dstOffset, maxBytes(), dst.byteSize());
        MemorySegment out = dst.asSlice(dstOffset);
        byte[] directory = new byte[parts.stream().mapToInt(Part::entryBytes).sum()];
        long at = 0;
        int entryAt = 0;
        for (Part part : parts) {
            at = store(part, out, at, MemorySegment.ofArray(directory), entryAt);
            entryAt += part.entryBytes();
        }
        MemorySegment.copy(directory, 0, out, LittleEndian.BYTE, at, directory.length);
        return at + directory.length + footer(out, at, directory.length);
    }

    /** Returns where the next part begins. */
    private long store(Part part, MemorySegment out, long at, MemorySegment directory, int entryAt) {
        long plain = part.bytes.byteSize();
        long stored = plain;
        Codec codec = Codec.STORED;
        if (part.codec == Codec.LZ4 && plain > 0) {
            int block = lz4.compress(part.bytes, out.asSlice(at, Lz4.most(plain)));
            if (block < plain) {
                codec = Codec.LZ4;
                stored = block;
            }
        }
        if (codec == Codec.STORED && !isInPlace(part.bytes, out, at)) {
            MemorySegment.copy(part.bytes, 0, out, at, plain);
        }
        long end = BundleLayout.aligned(at + stored);
        out.asSlice(at + stored, end - at - stored).fill((byte) 0);
        directory.set(LittleEndian.LONG, entryAt, at);
        directory.set(LittleEndian.LONG, entryAt + BundleLayout.ENTRY_STORED, stored);
        directory.set(LittleEndian.LONG, entryAt + BundleLayout.ENTRY_PLAIN, plain);
        directory.set(LittleEndian.INT, entryAt + BundleLayout.ENTRY_CRC, Checksum.crc32c(out.asSlice(at, stored)));
        directory.set(LittleEndian.BYTE, entryAt + BundleLayout.ENTRY_CODEC, (byte) codec.code());
        directory.set(LittleEndian.BYTE, entryAt + BundleLayout.ENTRY_DTYPE, (byte) part.dtype.code());
        directory.set(LittleEndian.BYTE, entryAt + BundleLayout.ENTRY_RANK, (byte) part.shape.size());
        directory.set(LittleEndian.BYTE, entryAt + BundleLayout.ENTRY_NAME_BYTES, (byte) part.nameBytes.length);
        directory.set(LittleEndian.SHORT, entryAt + BundleLayout.ENTRY_MEDIA_BYTES, (short) part.media.length);
        int textAt = entryAt + BundleLayout.ENTRY_BYTES;
        for (long size : part.shape) {
            directory.set(LittleEndian.LONG, textAt, size);
            textAt += 8;
        }
        MemorySegment.copy(part.nameBytes, 0, directory, LittleEndian.BYTE, textAt, part.nameBytes.length);
        textAt += part.nameBytes.length;
        MemorySegment.copy(part.media, 0, directory, LittleEndian.BYTE, textAt, part.media.length);
        return end;
    }

    private static boolean isInPlace(MemorySegment bytes, MemorySegment out, long at) {
        return bytes.isNative() && out.isNative() && bytes.address() == out.address() + at;
    }

    private int footer(MemorySegment out, long directoryAt, int directoryBytes) {
        long at = directoryAt + directoryBytes;
        out.set(LittleEndian.LONG, at, directoryAt);
        out.set(LittleEndian.INT, at + BundleLayout.FOOTER_DIRECTORY_BYTES, directoryBytes);
        out.set(LittleEndian.INT, at + BundleLayout.FOOTER_PARTS, parts.size());
        MemorySegment summed = out.asSlice(directoryAt, directoryBytes + BundleLayout.FOOTER_CRC);
        out.set(LittleEndian.INT, at + BundleLayout.FOOTER_CRC, Checksum.crc32c(summed));
        out.set(LittleEndian.INT, at + BundleLayout.FOOTER_VERSION, BundleLayout.VERSION);
        out.set(LittleEndian.LONG, at + BundleLayout.FOOTER_MAGIC, BundleLayout.MAGIC);
        return BundleLayout.FOOTER_BYTES;
    }

    /** How large an array is; -1 where a size is negative or the product beyond reason. */
    static long bytesOf(DType dtype, long... shape) {
        long bytes = dtype.bytes();
        for (long size : shape) {
            bytes = times(bytes, size);
        }
        return bytes;
    }

    /** The product, or -1 if one of the two is negative or it does not fit a long. */
    static long times(long bytes, long size) {
        boolean fits = bytes >= 0 && size >= 0 && Math.multiplyHigh(bytes, size) == 0 && bytes * size >= 0;
        return fits ? bytes * size : -1;
    }
}
