package io.cameo.record;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keys and offsets of a record file, in the order of its {@code .idx}: primitive arrays, 4 to 16 bytes an entry, or a
 * mapped {@code .cix} and no heap at all.
 *
 * <p>Keys are whole numbers in any order, or text if any of them is not a number as Cameo writes it, without needless zeros:
 * {@code 007} is text. The same holds of {@code .idx} and {@code .cix}, however the keys were given. Where a key occurs twice both entries
 * stay and a look-up gives the later one, as in MXNet. Immutable; any number of threads may use it.
 */
public final class RecordIndex {
    /** The most records a file may have here; a limit of Java's arrays. */
    public static final int MAX_RECORDS = Integer.MAX_VALUE - 8;

    private static final int UNKNOWN = 0;
    private static final int RISING = 1;
    private static final int UNORDERED = 2;

    private final Keys keys;
    private final Offsets offsets;
    private volatile int fileOrder = UNKNOWN;

    RecordIndex(Keys keys, Offsets offsets) {
        this.keys = keys;
        this.offsets = offsets;
    }

    /**
     * Reads an {@code .idx} file: lines of {@code key TAB offset}.
     *
     * @throws io.cameo.bytes.CorruptDataException at the first line that is not one
     */
    public static RecordIndex read(Path idx) throws IOException {
        return IdxParser.read(idx);
    }

    /** The index that belongs to a record file: the same name with {@code .idx} for {@code .rec}. */
    public static Path besides(Path rec) {
        return besides(rec, ".idx");
    }

    static Path besides(Path rec, String extension) {
        String name = rec.getFileName().toString();
        String stem = name.endsWith(".rec") ? name.substring(0, name.length() - 4) : name;
        return rec.resolveSibling(stem + extension);
    }

    /** Number of entries. */
    public int size() {
        return offsets.size();
    }

    /** Offset in the record file of entry {@code position}, from 0 to {@link #size()} - 1. */
    public long offset(int position) {
        return offsets.get(position);
    }

    /** Whether keys are text. Then {@link #key(int)} and {@link #find(long)} do not apply. */
    public boolean hasTextKeys() {
        return keys.areText();
    }

    /**
     * The key of entry {@code position}.
     *
     * @throws IllegalStateException if keys are text
     */
    public long key(int position) {
        return keys.number(position);
    }

    /** The key of entry {@code position} as text. */
    public String keyText(int position) {
        return keys.text(position);
    }

    /** The position of a key, the last one if it occurs more than once; -1 if it does not. */
    public int find(long key) {
        return keys.find(key);
    }

    /** The position of a key given as text, which may be a number; -1 if there is none. */
    public int find(String key) {
        return keys.find(key);
    }

    /** Whether offsets rise from entry to entry, as they do when the index was written with the records. */
    public boolean inFileOrder() {
        int known = fileOrder;
        if (known == UNKNOWN) {
            known = offsetsRise() ? RISING : UNORDERED;
            fileOrder = known; // two threads may both look; they see the same
        }
        return known == RISING;
    }

    private boolean offsetsRise() {
        if (offsets instanceof CixOffsets) {
            return true; // by its format; a reader compares each offset before it believes it
        }
        for (int i = 1; i < size(); i++) {
            if (offsets.get(i) <= offsets.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Memory that the index takes, in bytes. */
    public long memoryBytes() {
        return keys.memoryBytes() + offsets.memoryBytes();
    }
}
