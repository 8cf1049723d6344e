package io.cameo.record;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.Checksum;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a {@code .cix}: entries as records come, look-up table and head at the end. One thread at a time. */
final class CixWriter implements AutoCloseable {
    private static final int ENTRIES_AT_ONCE = 4096;

    private final AtomicFile file;
    private final BufferedChannel out;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean hasText;
    private boolean allNumbers = true;
    private int records;
    private long first;
    private long last;
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private boolean counter = true;
    private boolean rising = true;

    private CixWriter(AtomicFile file, long positionBytes) {
        this.file = file;
        out = new BufferedChannel(file.channel(), positionBytes);
    }

    static CixWriter create(Path cix) throws IOException {
        CixWriter writer = new CixWriter(AtomicFile.create(cix), 0);
        writer.out.write(MemorySegment.ofArray(new byte[CixLayout.HEAD_BYTES]), 0, CixLayout.HEAD_BYTES);
        return writer;
    }

    /** Goes on behind the given number of entries, all with keys that are numbers. */
    static CixWriter resume(Path cix, int records) throws IOException {
        long size = CixLayout.HEAD_BYTES + (long) CixLayout.ENTRY_BYTES * records;
        CixWriter writer = new CixWriter(AtomicFile.resume(cix, size), size);
        try (MappedFile mapped = MappedFile.open(AtomicFile.partialOf(cix))) {
            for (int i = 0; i < records; i++) {
                writer.note(mapped.segment()
                        .get(LittleEndian.LONG, CixLayout.HEAD_BYTES + (long) CixLayout.ENTRY_BYTES * i));
            }
        } catch (Throwable failure) {
            writer.close();
            throw failure;
        }
        writer.file.keepPartial();
        return writer;
    }

    /** Refuses a key of the other kind than those before. */
    void checkKind(boolean isText) {
        if (records > 0 && hasText != isText) {
            throw new IllegalArgumentException("keys of one file are all numbers or all text: records=" + records);
        }
    }

    /** Appends an entry. Label and flag are taken from the content where it is long enough for an image header. */
    void add(long key, long offset, int length, int crc, float label, int flag) throws IOException {
        note(key);
        put(key, offset, length, crc, label, flag);
    }

    /** Appends an entry whose key is text; then all of them must be. */
    void add(String key, long offset, int length, int crc, float label, int flag) throws IOException {
        hasText = true;
        allNumbers &= Keys.isNumber(key);
        text.writeBytes(key.getBytes(StandardCharsets.UTF_8));
        records++;
        put(text.size(), offset, length, crc, label, flag);
    }

    private void note(long key) {
        first = records == 0 ? key : first;
        counter &= key == first + records;
        rising &= records == 0 || key >= last;
        lowest = Math.min(lowest, key);
        highest = Math.max(highest, key);
        last = key;
        records++;
    }

    private void put(long key, long offset, int length, int crc, float label, int flag) throws IOException {
        long at = out.reserve(CixLayout.ENTRY_BYTES);
        MemorySegment buffer = out.buffer();
        buffer.set(LittleEndian.LONG, at + CixLayout.KEY_OFFSET, key);
        buffer.set(LittleEndian.LONG, at + CixLayout.OFFSET_OFFSET, offset);
        buffer.set(LittleEndian.INT, at + CixLayout.LENGTH_OFFSET, length);
        buffer.set(LittleEndian.INT, at + CixLayout.CRC_OFFSET, crc);
        buffer.set(LittleEndian.FLOAT, at + CixLayout.LABEL_OFFSET, label);
        buffer.set(LittleEndian.INT, at + CixLayout.FLAG_OFFSET, flag);
    }

    /** Brings all entries so far to disk and keeps them for a resumed run. */
    void checkpoint() throws IOException {
        if (hasText) {
            throw new IllegalStateException("a file whose keys are text cannot be resumed");
        }
        out.flush();
        file.channel().force(false);
        file.keepPartial();
    }

    void dropPartial() {
        file.dropPartial();
    }

    /** Completes the file for a record file that is whole, and brings it to disk under its partial name. */
    void complete(MemorySegment rec) throws IOException {
        out.flush();
        Path partial = AtomicFile.partialOf(file.target());
        if (hasText && allNumbers) {
            becomeNumbers(partial);
        }
        int kind = kind();
        long lookupCount = 0;
        long lookupOffset = out.positionBytes();
        if (kind >= CixLayout.DENSE) {
            try (MappedFile mapped = MappedFile.open(partial)) {
                lookupCount = writeTable(table(kind, mapped.segment()));
            }
        }
        long textOffset = out.positionBytes();
        out.write(MemorySegment.ofArray(text.toByteArray()), 0, text.size());
        out.flush();
        ByteBuffer head = ByteBuffer.allocate(CixLayout.HEAD_BYTES);
        MemorySegment fields = MemorySegment.ofBuffer(head);
        fields.set(LittleEndian.LONG, CixLayout.MAGIC_OFFSET, CixLayout.MAGIC);
        fields.set(LittleEndian.INT, CixLayout.VERSION_OFFSET, CixLayout.VERSION);
        fields.set(LittleEndian.INT, CixLayout.ENTRY_BYTES_OFFSET, CixLayout.ENTRY_BYTES);
        fields.set(LittleEndian.LONG, CixLayout.RECORDS_OFFSET, records);
        fields.set(LittleEndian.LONG, CixLayout.REC_BYTES_OFFSET, rec.byteSize());
        fields.set(LittleEndian.INT, CixLayout.REC_ENDS_OFFSET, CixFile.endsOf(rec));
        fields.set(LittleEndian.INT, CixLayout.LOOKUP_KIND_OFFSET, kind);
        fields.set(LittleEndian.LONG, CixLayout.LOWEST_KEY_OFFSET, hasText || records == 0 ? 0 : lowest);
        fields.set(LittleEndian.LONG, CixLayout.LOOKUP_OFFSET_OFFSET, lookupOffset);
        fields.set(LittleEndian.LONG, CixLayout.LOOKUP_COUNT_OFFSET, lookupCount);
        fields.set(LittleEndian.LONG, CixLayout.TEXT_OFFSET_OFFSET, textOffset);
        fields.set(LittleEndian.LONG, CixLayout.TEXT_BYTES_OFFSET, text.size());
        try (MappedFile mapped = MappedFile.open(partial)) {
            MemorySegment body = mapped.segment().asSlice(CixLayout.HEAD_BYTES);
            fields.set(LittleEndian.INT, CixLayout.BODY_CRC_OFFSET, Checksum.crc32c(body));
        }
        int headCrc = Checksum.crc32c(fields.asSlice(0, CixLayout.HEAD_CRC_OFFSET));
        fields.set(LittleEndian.INT, CixLayout.HEAD_CRC_OFFSET, headCrc);
        for (long at = 0; head.hasRemaining(); ) {
            at += file.channel().write(head, at);
        }
        file.channel().force(true);
    }

    /** Keys that were given as text but are all numbers are numbers: nobody who reads the {@code .idx} could tell. */
    private void becomeNumbers(Path partial) throws IOException {
        byte[] texts = text.toByteArray();
        int count = records;
        hasText = false;
        records = 0;
        text.reset();
        try (MappedFile mapped = MappedFile.open(partial)) {
            MemorySegment entries = mapped.segment();
            ByteBuffer some = ByteBuffer.allocate(CixLayout.ENTRY_BYTES * ENTRIES_AT_ONCE);
            MemorySegment copies = MemorySegment.ofBuffer(some);
            long begin = 0; // of the text of a key
            for (int from = 0; from < count; from += ENTRIES_AT_ONCE) {
                int many = Math.min(ENTRIES_AT_ONCE, count - from);
                long at = CixLayout.HEAD_BYTES + (long) CixLayout.ENTRY_BYTES * from;
                MemorySegment.copy(entries, at, copies, 0, (long) CixLayout.ENTRY_BYTES * many);
                for (int i = 0; i < many; i++) {
                    long field = (long) CixLayout.ENTRY_BYTES * i + CixLayout.KEY_OFFSET;
                    long end = copies.get(LittleEndian.LONG, field);
                    long key =
                            Long.parseLong(new String(texts, (int) begin, (int) (end - begin), StandardCharsets.UTF_8));
                    copies.set(LittleEndian.LONG, field, key);
                    note(key);
                    begin = end;
                }
                some.clear().limit(CixLayout.ENTRY_BYTES * many);
                for (long done = at; some.hasRemaining(); ) {
                    done += file.channel().write(some, done);
                }
            }
        }
    }

    /** Gives the completed file its name. */
    void commit() throws IOException {
        file.commit();
    }

    /** From now on, closing leaves the partial file. */
    void keepPartial() {
        file.keepPartial();
    }

    private int kind() {
        if (hasText) {
            return CixLayout.TEXT;
        }
        if (counter) {
            return CixLayout.COUNTER;
        }
        if (rising) {
            return CixLayout.RISING;
        }
        long span = highest - lowest;
        return span >= 0 && span < 2L * records && span < RecordIndex.MAX_RECORDS ? CixLayout.DENSE : CixLayout.SORTED;
    }

    private int[] table(int kind, MemorySegment entries) {
        if (kind == CixLayout.DENSE) {
            int[] table = new int[(int) (highest - lowest) + 1];
            Arrays.fill(table, CixLayout.NO_POSITION);
            for (int i = 0; i < records; i++) {
                table[(int) (keyField(entries, i) - lowest)] = i;
            }
            return table;
        }
        if (kind == CixLayout.SORTED) {
            return KeySort.positionsByKey(position -> keyField(entries, position), records);
        }
        MemorySegment keys = MemorySegment.ofArray(text.toByteArray());
        Integer[] order = new Integer[records];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order, (left, right) -> CixKeys.compare(keyText(keys, entries, left), keyText(keys, entries, right)));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static MemorySegment keyText(MemorySegment keys, MemorySegment entries, int position) {
        long from = position == 0 ? 0 : keyField(entries, position - 1);
        return keys.asSlice(from, keyField(entries, position) - from);
    }

    private static long keyField(MemorySegment entries, int position) {
        return entries.get(LittleEndian.LONG, CixLayout.HEAD_BYTES + (long) CixLayout.ENTRY_BYTES * position);
    }

    private long writeTable(int[] table) throws IOException {
        for (int position : table) {
            int at = out.reserve(Integer.BYTES);
            out.buffer().set(LittleEndian.INT, at, position);
        }
        return table.length;
    }

    Path target() {
        return file.target();
    }

    @Override
    public void close() throws IOException {
        out.close();
        file.close();
    }
}
