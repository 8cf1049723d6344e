package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.MappedFile;
import io.cameo.bytes.PageFault;
import io.cameo.nativelib.MappedPages;
import io.cameo.nativelib.ReadAdvice;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of this machine, mapped; read at positions where that costs less. */
final class MappedBytes implements FileBytes {
    private final MappedFile mapped;
    private final MemorySegment segment;
    private @Nullable PositionedReads jumps;

    MappedBytes(Path path) throws IOException {
        mapped = MappedFile.open(path);
        segment = mapped.segment();
    }

    @Override
    public long sizeBytes() {
        return mapped.sizeBytes();
    }

    @Override
    public void expectJumps(long beginBytes, long endBytes) throws IOException {
        if (jumps == null) {
            jumps = new PositionedReads(mapped.path(), mapped.sizeBytes());
        }
        MappedPages.advise(segment, beginBytes, endBytes - beginBytes, ReadAdvice.RANDOM);
    }

    @Override
    public void expect(long beginBytes, long endBytes) {
        MappedPages.advise(segment, beginBytes, endBytes - beginBytes, ReadAdvice.WILL_NEED);
    }

    /** Linux tells only those who may write a file, and says "all of it" to everybody else. */
    @Override
    public boolean isInMemory(long beginBytes, long endBytes) {
        return Files.isWritable(mapped.path())
                && segment.asSlice(beginBytes, endBytes - beginBytes).isLoaded();
    }

    @Override
    public MemorySegment at(long offset, int length) throws IOException {
        return jumps == null ? segment.asSlice(offset, length) : jumps.at(offset, length);
    }

    @Override
    public void read(long srcOffset, byte[] dst, int dstOffset, int length) throws IOException {
        if (jumps != null) {
            jumps.read(srcOffset, dst, dstOffset, length);
            return;
        }
        MemorySegment.copy(segment, LittleEndian.BYTE, srcOffset, dst, dstOffset, length);
        PageFault.meet();
    }

    @Override
    public CorruptDataException lost(long offset, InternalError fault) {
        return PageFault.in(mapped.path(), offset, fault);
    }

    @Override
    public void close() throws IOException {
        try (mapped) {
            if (jumps != null) {
                jumps.close();
            }
        }
    }
}
