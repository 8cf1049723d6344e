package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** The keys in a mapped {@code .cix}, found through its look-up table. */
record CixKeys(CixFile cix) implements Keys {
    private static final int NONE = -1;

    @Override
    public long number(int position) {
        if (areText()) {
            throw new IllegalStateException("the keys of this index are text: key=" + text(position));
        }
        return cix.keyField(position);
    }

    @Override
    public String text(int position) {
        return areText()
                ? new String(keyText(position).toArray(LittleEndian.BYTE), StandardCharsets.UTF_8)
                : Long.toString(cix.keyField(position));
    }

    @Override
    public int find(long key) {
        return switch (cix.lookupKind()) {
            case CixLayout.COUNTER -> {
                long position = key - cix.lowestKey();
                yield position >= 0 && position < cix.records() ? (int) position : NONE;
            }
            case CixLayout.DENSE -> {
                long slot = key - cix.lowestKey();
                int position = slot >= 0 && slot < cix.lookupCount() ? cix.lookup((int) slot) : NONE;
                yield position;
            }
            case CixLayout.TEXT -> find(Long.toString(key));
            default -> search(key);
        };
    }

    @Override
    public int find(String key) {
        if (!areText()) {
            return Keys.isNumber(key) ? find(Long.parseLong(key)) : NONE;
        }
        MemorySegment wanted = MemorySegment.ofArray(key.getBytes(StandardCharsets.UTF_8));
        int low = 0;
        int high = cix.records();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(keyText(cix.lookup(middle)), wanted) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && compare(keyText(cix.lookup(low - 1)), wanted) == 0 ? cix.lookup(low - 1) : NONE;
    }

    @Override
    public boolean areText() {
        return cix.lookupKind() == CixLayout.TEXT;
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    /** The last of the positions with this key, in rising order of keys. */
    private int search(long key) {
        boolean sorted = cix.lookupKind() == CixLayout.SORTED;
        int low = 0;
        int high = cix.records();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cix.keyField(sorted ? cix.lookup(middle) : middle) <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return NONE;
        }
        int position = sorted ? cix.lookup(low - 1) : low - 1;
        return cix.keyField(position) == key ? position : NONE;
    }

    private MemorySegment keyText(int position) {
        return cix.text(position == 0 ? 0 : cix.keyField(position - 1), cix.keyField(position));
    }

    /** Order of UTF-8 bytes, unsigned. */
    static int compare(MemorySegment left, MemorySegment right) {
        long differs = left.mismatch(right);
        if (differs < 0) {
            return 0;
        }
        if (differs == left.byteSize() || differs == right.byteSize()) {
            return Long.compare(left.byteSize(), right.byteSize());
        }
        return Integer.compare(
                Byte.toUnsignedInt(left.get(LittleEndian.BYTE, differs)),
                Byte.toUnsignedInt(right.get(LittleEndian.BYTE, differs)));
    }
}
