package io.cameo.record;

import io.cameo.bytes.Checksum;
import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A mapped {@code .cix}: for every record its key, place, length, label and the CRC32C of its content.
 *
 * <p>Opening checks the head and no more, so it takes the same time for ten records and for ten million and puts nothing
 * on the heap. What stands behind the head is checked where it is used. Any number of threads may read. The format is
 * described in {@code docs/cix.md}.
 */
public final class CixFile implements AutoCloseable {
    private final MappedFile mapped;
    private final MemorySegment bytes;
    private final int records;
    private final int lookupKind;
    private final long lowestKey;
    private final long lookupOffset;
    private final long lookupCount;
    private final long textOffset;
    private final long textBytes;

    private CixFile(MappedFile mapped) {
        this.mapped = mapped;
        bytes = mapped.segment();
        checkHead();
        records = (int) longAt(CixLayout.RECORDS_OFFSET);
        lookupKind = intAt(CixLayout.LOOKUP_KIND_OFFSET);
        lowestKey = longAt(CixLayout.LOWEST_KEY_OFFSET);
        lookupOffset = longAt(CixLayout.LOOKUP_OFFSET_OFFSET);
        lookupCount = longAt(CixLayout.LOOKUP_COUNT_OFFSET);
        textOffset = longAt(CixLayout.TEXT_OFFSET_OFFSET);
        textBytes = longAt(CixLayout.TEXT_BYTES_OFFSET);
        checkSections();
    }

    /**
     * Maps a {@code .cix}.
     *
     * @throws CorruptDataException if its head is damaged or announces more than the file holds
     */
    public static CixFile open(Path cix) throws IOException {
        MappedFile mapped = MappedFile.open(cix);
        try {
            return new CixFile(mapped);
        } catch (Throwable failure) {
            mapped.close();
            throw failure;
        }
    }

    /** The {@code .cix} that belongs to a record file: the same name with {@code .cix} for {@code .rec}. */
    public static Path besides(Path rec) {
        return RecordIndex.besides(rec, ".cix");
    }

    public Path path() {
        return mapped.path();
    }

    /**
     * Whether this index was made for a record file as it is now: its size, and a checksum of its first and last 4 KiB,
     * are the same. Takes two page reads. A change in the middle that keeps the size is found by the checksums of the
     * records.
     */
    public boolean belongsTo(MemorySegment rec) {
        return longAt(CixLayout.REC_BYTES_OFFSET) == rec.byteSize() && intAt(CixLayout.REC_ENDS_OFFSET) == endsOf(rec);
    }

    /** How an index and a record file belong together. */
    public enum Kinship {
        /** It was made for this file as it is. */
        SAME,
        /** It was made for this file, which is no longer what it was: damaged, cut off, or appended to. */
        CHANGED,
        /** It was made for another file. */
        STRANGER
    }

    /**
     * Whether this index was made for a record file, and whether that is still what it was. Where size or ends differ, up to
     * 256 records are held against their checksums: if a quarter of them fit, it is the same file.
     */
    public Kinship kinship(RecordFile rec) {
        if (belongsTo(rec.segment())) {
            return Kinship.SAME;
        }
        return SumsGuide.isKin(rec.path(), rec.segment(), this) ? Kinship.CHANGED : Kinship.STRANGER;
    }

    /** Size of the record file that this index was made for. */
    public long recBytes() {
        return longAt(CixLayout.REC_BYTES_OFFSET);
    }

    /** Whether the part behind the head is as it was written; reads all of it. */
    public boolean bodyIsSound() {
        return Checksum.crc32c(bytes.asSlice(CixLayout.HEAD_BYTES)) == intAt(CixLayout.BODY_CRC_OFFSET);
    }

    /** Number of records. */
    public int records() {
        return records;
    }

    /** Keys and offsets, backed by this file; valid until it is closed. */
    public RecordIndex index() {
        return new RecordIndex(new CixKeys(this), new CixOffsets(this));
    }

    /** Where the record at a position begins in the record file. */
    public long offset(int position) {
        return bytes.get(LittleEndian.LONG, entry(position) + CixLayout.OFFSET_OFFSET);
    }

    /** Bytes of content of the record at a position. */
    public int contentLength(int position) {
        return lowHalf(position, CixLayout.LENGTH_OFFSET);
    }

    /** CRC32C of the content, header and labels included, parts joined, of the record at a position. */
    public int contentCrc(int position) {
        return highHalf(position, CixLayout.LENGTH_OFFSET);
    }

    /** First label of the record at a position; NaN where it has no image header. */
    public float label(int position) {
        return bytes.get(LittleEndian.FLOAT, entry(position) + CixLayout.LABEL_OFFSET);
    }

    /** Flag of the record at a position, unsigned; 0xffffffff where it has no image header. */
    public int flag(int position) {
        return highHalf(position, CixLayout.LABEL_OFFSET);
    }

    @Override
    public void close() {
        mapped.close();
    }

    /** The key itself, or where its text ends. */
    long keyField(int position) {
        return bytes.get(LittleEndian.LONG, entry(position) + CixLayout.KEY_OFFSET);
    }

    int lookupKind() {
        return lookupKind;
    }

    long lowestKey() {
        return lowestKey;
    }

    long lookupCount() {
        return lookupCount;
    }

    /** A position from the look-up table; -1 where a dense table has none. */
    int lookup(int slot) {
        int position = bytes.get(LittleEndian.INT, lookupOffset + 4L * slot);
        if (position < CixLayout.NO_POSITION || position >= records) {
            throw new CorruptDataException(
                    mapped.path(),
                    lookupOffset + 4L * slot,
                    "look-up table points beyond the records: position=" + Integer.toUnsignedString(position)
                            + ", records=" + records);
        }
        return position;
    }

    /** Whether the file is shorter than it was when it was opened. */
    boolean isCut() {
        return mapped.isCut();
    }

    MemorySegment text(long from, long to) {
        if (from < 0 || to < from || to > textBytes) {
            throw new CorruptDataException(
                    mapped.path(), textOffset, "text of a key lies outside: from=" + from + ", to=" + to);
        }
        return bytes.asSlice(textOffset + from, to - from);
    }

    static int endsOf(MemorySegment rec) {
        long size = rec.byteSize();
        long head = Math.min(size, CixLayout.END_BYTES);
        long tail = Math.min(size, CixLayout.END_BYTES);
        byte[] ends = new byte[(int) (head + tail)];
        MemorySegment.copy(rec, LittleEndian.BYTE, 0, ends, 0, (int) head);
        MemorySegment.copy(rec, LittleEndian.BYTE, size - tail, ends, (int) head, (int) tail);
        return Checksum.crc32c(MemorySegment.ofArray(ends));
    }

    /**
     * A field of four bytes, read together with the one behind it. If an int that was read by itself became a long, the
     * JVM would make one instruction of both, the one that it cannot get over where a page is gone: see {@link PageFault}.
     */
    private int lowHalf(int position, int fieldOffset) {
        return (int) bytes.get(LittleEndian.LONG, entry(position) + fieldOffset);
    }

    /** The field behind that. */
    private int highHalf(int position, int fieldOffset) {
        return (int) (bytes.get(LittleEndian.LONG, entry(position) + fieldOffset) >>> Integer.SIZE);
    }

    private long entry(int position) {
        if (position < 0 || position >= records) {
            throw new IndexOutOfBoundsException("no such record: position=" + position + ", records=" + records);
        }
        return CixLayout.HEAD_BYTES + (long) CixLayout.ENTRY_BYTES * position;
    }

    private void checkHead() {
        if (bytes.byteSize() < CixLayout.HEAD_BYTES || longAt(CixLayout.MAGIC_OFFSET) != CixLayout.MAGIC) {
            throw corrupt(0, "not a cix file");
        }
        int crc = Checksum.crc32c(bytes.asSlice(0, CixLayout.HEAD_CRC_OFFSET));
        if (crc != intAt(CixLayout.HEAD_CRC_OFFSET)) {
            throw corrupt(CixLayout.HEAD_CRC_OFFSET, "cix head is damaged");
        }
        if (intAt(CixLayout.VERSION_OFFSET) != CixLayout.VERSION
                || intAt(CixLayout.ENTRY_BYTES_OFFSET) != CixLayout.ENTRY_BYTES) {
            throw corrupt(
                    CixLayout.VERSION_OFFSET,
                    "cix version is not known: expected=" + CixLayout.VERSION + ", actual="
                            + intAt(CixLayout.VERSION_OFFSET));
        }
        long count = longAt(CixLayout.RECORDS_OFFSET);
        if (count < 0 || count > RecordIndex.MAX_RECORDS) {
            throw corrupt(CixLayout.RECORDS_OFFSET, "cix has more records than one index may have: actual=" + count);
        }
    }

    private void checkSections() {
        long size = bytes.byteSize();
        long entriesEnd = CixLayout.HEAD_BYTES + (long) CixLayout.ENTRY_BYTES * records;
        boolean fits = lookupOffset >= entriesEnd
                && lookupCount >= 0
                && lookupCount <= 2L * RecordIndex.MAX_RECORDS
                && lookupOffset <= size - 4 * lookupCount
                && textOffset >= lookupOffset + 4 * lookupCount
                && textBytes >= 0
                && textBytes <= size - textOffset;
        boolean known = lookupKind >= CixLayout.COUNTER && lookupKind <= CixLayout.TEXT;
        boolean enough = (lookupKind != CixLayout.SORTED && lookupKind != CixLayout.TEXT) || lookupCount == records;
        if (!fits || !known || !enough) {
            throw corrupt(CixLayout.LOOKUP_KIND_OFFSET, "cix is cut off or its sections overlap: size=" + size);
        }
    }

    private CorruptDataException corrupt(long offset, String reason) {
        return new CorruptDataException(mapped.path(), offset, reason);
    }

    private int intAt(long offset) {
        return bytes.get(LittleEndian.INT, offset);
    }

    private long longAt(long offset) {
        return bytes.get(LittleEndian.LONG, offset);
    }
}
