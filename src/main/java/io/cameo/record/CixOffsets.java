package io.cameo.record;

/** The offsets in a mapped {@code .cix}. */
record CixOffsets(CixFile cix) implements Offsets {
    @Override
    public int size() {
        return cix.records();
    }

    @Override
    public long get(int position) {
        return cix.offset(position);
    }

    @Override
    public long memoryBytes() {
        return 0;
    }
}
