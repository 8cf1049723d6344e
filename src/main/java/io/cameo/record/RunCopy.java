package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Copies all records of a file behind those of another as they stand, heads and padding included: some hundred kilobytes at a
 * time go straight to where they are written from, and are taken apart and summed up there. One thread at a time.
 */
final class RunCopy {
    private static final long RUN_BYTES = 256 << 10; // fits the second cache, and the output's buffer

    private final RecordSource source;
    private final RecordWriter writer;
    private final RecordView view = new RecordView();

    RunCopy(RecordSource source, RecordWriter writer) {
        this.source = source;
        this.writer = writer;
    }

    /** @throws CorruptDataException at the first damage */
    void run() throws IOException {
        source.checkNotEmpty();
        for (int rank = 0; rank < source.size(); ) {
            int end = endOfRun(rank);
            if (end > rank) {
                copy(rank, end);
            } else {
                end = rank + 1;
                copyAlone(rank);
            }
            writer.forceIfDue();
            rank = end;
        }
        source.file().checkWhole();
    }

    /** The rank behind the last of those that are copied at once; the rank itself where it is large, or no place to begin. */
    private int endOfRun(int rank) {
        long begin = source.offset(rank);
        int end = rank;
        boolean sound = begin >= 0 && (rank > 0 || begin == 0);
        while (sound && end < source.size() && source.offset(end + 1) - begin <= RUN_BYTES) {
            sound = source.offset(end + 1) > source.offset(end)
                    && source.offset(end + 1) <= source.file().sizeBytes();
            end += sound ? 1 : 0;
        }
        return end;
    }

    private void copy(int from, int to) throws IOException {
        long begin = source.offset(from);
        int length = (int) (source.offset(to) - begin);
        RecordOutput out = writer.output();
        long outBegin = out.recBytes();
        MemorySegment run = out.reserve(length);
        MemorySegment.copy(source.file().segment(), begin, run, 0, length);
        PageFault.meet();
        for (int rank = from; rank < to; rank++) {
            int crc = check(rank, run, begin);
            MemorySegment content = view.content();
            for (long padding = -view.contentLength() & 3; padding > 0; padding--) {
                run.set(LittleEndian.BYTE, view.endBytes() - padding, (byte) 0); // no checksum knows of it
            }
            out.note(
                    source.hasTextKeys() ? source.keyText(rank) : null,
                    source.hasTextKeys() ? 0 : source.key(rank),
                    outBegin + source.offset(rank) - begin,
                    view.contentLength(),
                    crc,
                    RecordOutput.labelOf(content),
                    RecordOutput.flagOf(content));
        }
    }

    /** Moves the view to a record of the run, and returns the checksum of its content. */
    private int check(int rank, MemorySegment run, long begin) throws IOException {
        try {
            FrameParser.parse(source.file().path(), run, run.byteSize(), source.offset(rank) - begin, view);
            if (view.endBytes() == source.offset(rank + 1) - begin) {
                return source.checkedCrc(rank, view);
            }
        } catch (CorruptDataException inRun) {
            // It counts from the run's begin: what follows says where in the file.
        }
        source.read(rank, view);
        source.checkedCrc(rank, view);
        throw new IOException(
                "file changed while it was copied: file=" + source.file().path() + ", offset=" + source.offset(rank));
    }

    private void copyAlone(int rank) throws IOException {
        source.read(rank, view);
        source.checkedCrc(rank, view);
        if (source.hasTextKeys()) {
            writer.write(source.keyText(rank), view.content());
        } else {
            writer.write(source.key(rank), view.content());
        }
    }
}
