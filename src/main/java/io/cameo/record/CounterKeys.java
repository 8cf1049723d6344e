package io.cameo.record;

/** Keys that count up by one from the first: no memory at all. What im2rec without shuffle and rec2idx write. */
record CounterKeys(long first, int size) implements Keys {
    @Override
    public long number(int position) {
        return first + position;
    }

    @Override
    public String text(int position) {
        return Long.toString(number(position));
    }

    @Override
    public int find(long key) {
        long position = key - first;
        return position >= 0 && position < size ? (int) position : -1;
    }

    @Override
    public int find(String key) {
        return Keys.isNumber(key) ? find(Long.parseLong(key)) : -1;
    }

    @Override
    public long memoryBytes() {
        return 0;
    }
}
