package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import io.cameo.nativelib.MappedPages;
import io.cameo.nativelib.ReadAdvice;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** A file of this machine, mapped. */
final class MappedBytes implements FileBytes {
    private final MappedFile mapped;
    private final MemorySegment segment;

    MappedBytes(Path path) throws IOException {
        mapped = MappedFile.open(path);
        segment = mapped.segment();
    }

    @Override
    public long sizeBytes() {
        return mapped.sizeBytes();
    }

    @Override
    public void expectJumps(long beginBytes, long endBytes) {
        MappedPages.advise(segment, beginBytes, endBytes - beginBytes, ReadAdvice.RANDOM);
    }

    @Override
    public void expect(long beginBytes, long endBytes) {
        MappedPages.advise(segment, beginBytes, endBytes - beginBytes, ReadAdvice.WILL_NEED);
    }

    @Override
    public MemorySegment at(long offset, int length) {
        return segment.asSlice(offset, length);
    }

    @Override
    public void read(long srcOffset, byte[] dst, int dstOffset, int length) {
        MemorySegment.copy(segment, LittleEndian.BYTE, srcOffset, dst, dstOffset, length);
        PageFault.meet();
    }

    @Override
    public CorruptDataException lost(long offset, InternalError fault) {
        return PageFault.in(mapped.path(), offset, fault);
    }

    @Override
    public void close() {
        mapped.close();
    }
}
