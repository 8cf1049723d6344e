package io.cameo.convert.coco;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What a worker hands to the HDF5 writer: pixels with their plane, and key points. One thread at a time. */
final class CocoPixels implements AutoCloseable {
    private static final long FIRST_BYTES = 640 * 480 * 4;

    private Arena arena = Arena.ofShared();
    private MemorySegment buffer = arena.allocate(FIRST_BYTES);
    private long length;
    private double[] keypoints = {};
    private int persons;
    private boolean whole;

    /** A buffer of that many bytes; what it held is gone. */
    MemorySegment resize(long bytes) {
        if (buffer.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofShared();
            buffer = arena.allocate(bytes);
        }
        length = bytes;
        return bgre();
    }

    void setKeypoints(double[] newKeypoints, int newPersons, boolean newWhole) {
        keypoints = newKeypoints;
        persons = newPersons;
        whole = newWhole;
    }

    MemorySegment bgre() {
        return buffer.asSlice(0, length);
    }

    double[] keypoints() {
        return keypoints;
    }

    int persons() {
        return persons;
    }

    boolean whole() {
        return whole;
    }

    long weightBytes() {
        return buffer.byteSize();
    }

    @Override
    public void close() {
        arena.close();
    }
}
