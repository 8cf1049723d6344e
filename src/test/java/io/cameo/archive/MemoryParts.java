package io.cameo.archive;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** Parts that are arrays. */
record MemoryParts(List<byte[]> bytes) implements PartSource {
    @Override
    public int parts() {
        return bytes.size();
    }

    @Override
    public Path name(int part) {
        return Path.of("part" + (part + 1));
    }

    @Override
    public long sizeBytes(int part) {
        return bytes.get(part).length;
    }

    @Override
    public void read(int part, long offsetBytes, MemorySegment dst) {
        MemorySegment.copy(MemorySegment.ofArray(bytes.get(part)), offsetBytes, dst, 0, dst.byteSize());
    }

    @Override
    public void close() {}
}
