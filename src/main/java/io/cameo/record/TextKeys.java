package io.cameo.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys that are text: their UTF-8 bytes in one array and a hash table of positions. */
final class TextKeys implements Keys {
    private final byte[] bytes;
    private final int[] ends;
    private final int[] table;

    /**
     * @param bytes all keys, one behind the other
     * @param ends where each key ends in them
     */
    TextKeys(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
        int capacity = Integer.highestOneBit(Math.max(2, ends.length)) * 4;
        table = new int[capacity > 0 ? capacity : 1 << 30];
        Arrays.fill(table, -1);
        for (int i = 0; i < ends.length; i++) {
            table[slotOf(bytes, start(i), ends[i])] = i;
        }
    }

    @Override
    public long number(int position) {
        throw new IllegalStateException("the keys of this index are text: key=" + text(position));
    }

    @Override
    public String text(int position) {
        int start = start(position);
        return new String(bytes, start, ends[position] - start, StandardCharsets.UTF_8);
    }

    @Override
    public int find(long key) {
        return find(Long.toString(key));
    }

    @Override
    public int find(String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        return table[slotOf(wanted, 0, wanted.length)];
    }

    @Override
    public boolean areText() {
        return true;
    }

    @Override
    public long memoryBytes() {
        return bytes.length + 4L * (ends.length + table.length);
    }

    private int start(int position) {
        return position == 0 ? 0 : ends[position - 1];
    }

    /** The slot that holds an equal key, or the free one where it belongs. */
    private int slotOf(byte[] source, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        int slot = (((hash ^ (hash >>> 15)) * 0x9E3779B1) >>> 1) & (table.length - 1);
        while (table[slot] >= 0 && !equalsAt(table[slot], source, from, to)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean equalsAt(int position, byte[] source, int from, int to) {
        return Arrays.equals(bytes, start(position), ends[position], source, from, to);
    }
}
