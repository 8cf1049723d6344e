package io.cameo.bundle;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one bundle's directory: what each part is, and where. Everything it tells has been checked. Used again for the next
 * bundle, of which it knows whether it is the same but for checksums. Not thread-safe.
 */
final class Directory {
    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[1 << 10];
    private MemorySegment memory = MemorySegment.ofArray(bytes);
    /**
     * The same bytes. Not read through the segment: each width of number that a process first reads so costs it
     * milliseconds, and these are the first numbers that most processes read.
     */
    private ByteBuffer entries = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    private int[] entryAt = new int[16];
    private int count;
    private byte[] known = {};
    private boolean isAlike;
    private int faultAt;

    /** Knows no parts until the next {@link #load}. */
    void clear() {
        count = 0;
        isAlike = false;
    }

    /**
     * Copies a directory and checks it.
     *
     * @param source holds it from {@code at} on, with the footer behind it
     * @param begin where it begins in the payload
     * @param length of the directory alone
     * @return what is wrong with it, at {@link #faultAt}; null if nothing is
     */
    @Nullable
    String load(MemorySegment source, long at, long begin, int length, int parts, int expectedCrc) {
        int summed = length + BundleLayout.FOOTER_CRC;
        if (bytes.length < summed) {
            bytes = new byte[summed * 2];
            memory = MemorySegment.ofArray(bytes);
            entries = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        // Not into the array itself: the first such copy of a process makes a class.
        MemorySegment.copy(source, at, memory, 0, summed);
        crc.reset();
        crc.update(bytes, 0, summed);
        if ((int) crc.getValue() != expectedCrc) {
            faultAt = 0;
            return "directory of a bundle is damaged: expected=0x" + Integer.toHexString(expectedCrc) + ", actual=0x"
                    + Long.toHexString(crc.getValue());
        }
        isAlike = isKnown(summed);
        if (!isAlike) {
            String fault = locate(parts, length, begin);
            if (fault != null) {
                return fault;
            }
            remember(parts == 1 ? summed : 0);
        }
        count = parts;
        return null;
    }

    private @Nullable String locate(int parts, int length, long begin) {
        if (entryAt.length < parts) {
            entryAt = new int[parts];
        }
        int at = 0;
        long free = 0;
        for (int part = 0; part < parts; part++) {
            String fault = EntryCheck.fault(entries, at, length, free, begin);
            if (fault != null) {
                faultAt = at;
                return fault + ", part=" + part;
            }
            entryAt[part] = at;
            free = entries.getLong(at) + entries.getLong(at + BundleLayout.ENTRY_STORED);
            at += EntryCheck.entryBytes(entries, at);
        }
        faultAt = at;
        return at == length ? null : "bytes behind the last entry of a bundle: bytes=" + (length - at);
    }

    /** Whether this sound directory of one part is the one that was looked at before, but for the checksum of its part. */
    private boolean isKnown(int summed) {
        int behind = BundleLayout.ENTRY_CRC + Integer.BYTES;
        return summed == known.length
                && Arrays.equals(bytes, 0, BundleLayout.ENTRY_CRC, known, 0, BundleLayout.ENTRY_CRC)
                && Arrays.equals(bytes, behind, summed, known, behind, summed);
    }

    private void remember(int summed) {
        if (known.length != summed) {
            known = new byte[summed];
        }
        System.arraycopy(bytes, 0, known, 0, summed);
    }

    /** Where the last fault is, from the directory's begin. */
    int faultAt() {
        return faultAt;
    }

    int parts() {
        return count;
    }

    /** Whether it differs in nothing but checksums from the one before, and both have one part. */
    boolean isAlike() {
        return isAlike;
    }

    /** Where the stored bytes of a part begin in the payload. */
    long offset(int part) {
        return entries.getLong(entry(part));
    }

    int storedBytes(int part) {
        return (int) entries.getLong(entry(part) + BundleLayout.ENTRY_STORED);
    }

    int plainBytes(int part) {
        return (int) entries.getLong(entry(part) + BundleLayout.ENTRY_PLAIN);
    }

    /** The CRC32C of the stored bytes. */
    int crc(int part) {
        return entries.getInt(entry(part) + BundleLayout.ENTRY_CRC);
    }

    Codec codec(int part) {
        return entries.get(entry(part) + BundleLayout.ENTRY_CODEC) == Codec.LZ4.code() ? Codec.LZ4 : Codec.STORED;
    }

    DType dtype(int part) {
        return DType.ofCode(entries.get(entry(part) + BundleLayout.ENTRY_DTYPE));
    }

    int rank(int part) {
        return entries.get(entry(part) + BundleLayout.ENTRY_RANK);
    }

    long size(int part, int dimension) {
        return entries.getLong(entry(part) + BundleLayout.ENTRY_BYTES + Long.BYTES * dimension);
    }

    String name(int part) {
        return text(nameAt(part), nameBytes(part));
    }

    String mediaType(int part) {
        int length = entries.getShort(entry(part) + BundleLayout.ENTRY_MEDIA_BYTES) & 0xffff;
        return text(nameAt(part) + nameBytes(part), length);
    }

    /** Compares without making a string, unless the name has letters beyond ASCII. */
    boolean isNamed(int part, String name) {
        int length = nameBytes(part);
        int at = nameAt(part);
        boolean ascii = length == name.length();
        for (int i = 0; ascii && i < length; i++) {
            ascii = bytes[at + i] >= 0;
            if (ascii && bytes[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return ascii || (length > name.length() && name.equals(text(at, length)));
    }

    private int entry(int part) {
        if (part < 0 || part >= count) {
            throw new NoSuchElementException("no such part: part=" + part + ", parts=" + count);
        }
        return entryAt[part];
    }

    private int nameBytes(int part) {
        return entries.get(entry(part) + BundleLayout.ENTRY_NAME_BYTES) & 0xff;
    }

    private int nameAt(int part) {
        return entry(part) + BundleLayout.ENTRY_BYTES + 8 * rank(part);
    }

    private String text(int at, int length) {
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }
}
