package io.cameo.torch;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a torch file in memory. Made for tens of thousands of small files: an entry is found by comparing bytes,
 * and nothing is built for those that nobody asks for.
 */
final class TorchEntries {
    private static final int LEGACY_PICKLE = 0x8a; // LONG1, where a name or a dictionary would begin

    private final Path file;
    private final MemorySegment bytes;
    /** Where each record begins. */
    private final long[] records;

    private final long directory;
    /** What stands before every name: {@code archive/}. */
    private final int prefixBytes;

    /** A payload: where it lies and the sum that it must have. */
    record Entry(MemorySegment payload, long offsetBytes, int crc32) {}

    private TorchEntries(Path file, MemorySegment bytes, long[] records, long directory) {
        this.file = file;
        this.bytes = bytes;
        this.records = records;
        this.directory = directory;
        prefixBytes = findPrefix();
    }

    /** @throws CorruptDataException if there is no whole directory */
    static TorchEntries read(Path file, MemorySegment bytes) {
        long end = findEnd(file, bytes);
        long directory = u32(bytes, end + TorchLayout.END_DIRECTORY_OFFSET);
        long size = u32(bytes, end + TorchLayout.END_DIRECTORY_BYTES);
        int entries = u16(bytes, end + TorchLayout.END_ENTRIES);
        if (directory == TorchLayout.ELSEWHERE) {
            throw new CorruptDataException(file, end, "torch file of 4 GiB and more is not read");
        }
        if (size > end || directory > end - size || entries > size / TorchLayout.DIRECTORY_BYTES) {
            throw new CorruptDataException(
                    file,
                    end,
                    "directory of torch file is impossible: offset=" + directory + ", bytes=" + size + ", entries="
                            + entries);
        }
        long[] records = new long[entries];
        long at = directory;
        for (int i = 0; i < entries; i++) {
            long have = directory + size - at;
            long whole = have < TorchLayout.DIRECTORY_BYTES
                    ? Long.MAX_VALUE
                    : TorchLayout.DIRECTORY_BYTES
                            + u16(bytes, at + TorchLayout.DIRECTORY_NAME_LENGTH)
                            + u16(bytes, at + TorchLayout.DIRECTORY_EXTRA_LENGTH)
                            + (long) u16(bytes, at + TorchLayout.DIRECTORY_COMMENT_LENGTH);
            if (whole > have || bytes.get(LittleEndian.INT, at) != TorchLayout.DIRECTORY_SIGNATURE) {
                throw new CorruptDataException(file, at, "directory of torch file is damaged: entry=" + i);
            }
            records[i] = at;
            at += whole;
        }
        return new TorchEntries(file, bytes, records, directory);
    }

    private static long findEnd(Path file, MemorySegment bytes) {
        long size = bytes.byteSize();
        long last = size - TorchLayout.END_BYTES;
        for (long at = last; at >= Math.max(0, last - TorchLayout.MOST_COMMENT_BYTES); at--) {
            if (bytes.get(LittleEndian.INT, at) == TorchLayout.END_SIGNATURE
                    && at + TorchLayout.END_BYTES + u16(bytes, at + TorchLayout.END_COMMENT_LENGTH) == size) {
                return at;
            }
        }
        boolean zip = size >= Integer.BYTES && bytes.get(LittleEndian.INT, 0) == TorchLayout.LOCAL_SIGNATURE;
        boolean legacy = size > 2
                && bytes.get(LittleEndian.BYTE, 0) == (byte) 0x80
                && bytes.get(LittleEndian.BYTE, 2) == (byte) LEGACY_PICKLE;
        throw new CorruptDataException(
                file,
                zip ? size : 0,
                zip
                        ? "torch file is cut off: no end of a zip archive"
                        : legacy ? "torch file of the form before torch 1.6 is not read" : "not a torch file");
    }

    private int findPrefix() {
        for (long record : records) {
            int length = u16(bytes, record + TorchLayout.DIRECTORY_NAME_LENGTH);
            int prefix = length - TorchLayout.PICKLE.length();
            if (prefix >= 0
                    && matches(record, prefix, TorchLayout.PICKLE)
                    && (prefix == 0 || byteOfName(record, prefix - 1) == '/')) {
                return prefix;
            }
        }
        throw new CorruptDataException(file, directory, "torch file has no pickle: expected=data.pkl");
    }

    /** What stands under a name, without the prefix; null if there is nothing. */
    @Nullable
    Entry find(String name) {
        for (long record : records) {
            if (u16(bytes, record + TorchLayout.DIRECTORY_NAME_LENGTH) == prefixBytes + name.length()
                    && matches(record, prefixBytes, name)
                    && hasPrefix(record)) {
                return entry(record);
            }
        }
        return null;
    }

    /** Every payload, in the order of the directory. */
    Entry[] all() {
        return Arrays.stream(records).mapToObj(this::entry).toArray(Entry[]::new);
    }

    private boolean hasPrefix(long record) {
        long name = records[0] + TorchLayout.DIRECTORY_BYTES;
        long other = record + TorchLayout.DIRECTORY_BYTES;
        return MemorySegment.mismatch(bytes, name, name + prefixBytes, bytes, other, other + prefixBytes) < 0;
    }

    private Entry entry(long record) {
        int method = u16(bytes, record + TorchLayout.DIRECTORY_METHOD);
        long size = u32(bytes, record + TorchLayout.DIRECTORY_SIZE);
        long local = u32(bytes, record + TorchLayout.DIRECTORY_OFFSET);
        if (method != TorchLayout.STORED || size != u32(bytes, record + TorchLayout.DIRECTORY_PACKED)) {
            throw new CorruptDataException(
                    file, record, "entry of torch file is not stored: method=" + method + ", size=" + size);
        }
        if (local > directory - TorchLayout.LOCAL_BYTES
                || bytes.get(LittleEndian.INT, local) != TorchLayout.LOCAL_SIGNATURE) {
            throw new CorruptDataException(file, record, "entry of torch file has no header: offset=" + local);
        }
        long payload = local
                + TorchLayout.LOCAL_BYTES
                + u16(bytes, local + TorchLayout.LOCAL_NAME_LENGTH)
                + u16(bytes, local + TorchLayout.LOCAL_EXTRA_LENGTH);
        if (payload > directory || size > directory - payload) {
            throw new CorruptDataException(
                    file, record, "entry of torch file reaches into its directory: offset=" + local + ", size=" + size);
        }
        return new Entry(
                bytes.asSlice(payload, size), payload, bytes.get(LittleEndian.INT, record + TorchLayout.DIRECTORY_CRC));
    }

    private boolean matches(long record, int offset, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (byteOfName(record, offset + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int byteOfName(long record, int index) {
        return bytes.get(LittleEndian.BYTE, record + TorchLayout.DIRECTORY_BYTES + index);
    }

    private static int u16(MemorySegment bytes, long at) {
        return Short.toUnsignedInt(bytes.get(LittleEndian.SHORT, at));
    }

    private static long u32(MemorySegment bytes, long at) {
        return Integer.toUnsignedLong(bytes.get(LittleEndian.INT, at));
    }
}
