package io.cameo.record;

import io.cameo.bytes.CorruptDataException;
import io.cameo.bytes.LittleEndian;
import io.cameo.bytes.PageFault;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts record files into parts for distributed readers, exactly as MXNet does: by bytes without an index, by records with
 * one. Every record belongs to exactly one part.
 *
 * <p>Source: dmlc-core {@code src/io/input_split_base.cc} ({@code ResetPartition}), {@code src/io/recordio_split.cc},
 * {@code src/io/indexed_recordio_split.cc}.
 */
public final class RecordPartition {
    /**
     * A run of records in one file: those whose first head stands in {@code [beginBytes, endBytes)}.
     *
     * @param file which of the files, from 0
     */
    public record Span(int file, long beginBytes, long endBytes) {}

    /**
     * A run of records of an index sorted by offset.
     *
     * @param beginRecord the first
     * @param endRecord one past the last
     */
    public record Range(int beginRecord, int endRecord) {}

    private RecordPartition() {}

    /**
     * The part of one reader where files are cut by bytes, as {@code ImageRecordIter} does without {@code path_imgidx}.
     * The files count as one, in the given order; empty ones are passed over.
     *
     * @param rank which part, from 0 to {@code parts} - 1
     * @return the spans to read, in order; empty where more parts are asked for than there is data
     * @throws CorruptDataException if the size of a file is not a multiple of 4
     */
    public static List<Span> byBytes(List<RecordFile> files, int rank, int parts) {
        checkRank(rank, parts);
        long[] starts = new long[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            long size = files.get(i).sizeBytes();
            if (size % RecordLayout.ALIGNMENT != 0) {
                throw new CorruptDataException(
                        files.get(i).path(), size, "size of a record file is not a multiple of 4: size=" + size);
            }
            starts[i + 1] = starts[i] + size;
        }
        long total = starts[files.size()];
        long step = RecordLayout.aligned(Math.ceilDiv(total, (long) parts));
        long begin = Math.min(step * rank, total);
        long end = Math.min(step * (rank + 1), total);
        if (begin == end) {
            return List.of();
        }
        return spans(starts, toRecordBegin(files, starts, begin), toRecordBegin(files, starts, end));
    }

    /**
     * The part of one reader where records are counted, as with {@code path_imgidx}. A rank beyond the last record gets
     * an empty range (MXNet hangs there).
     */
    public static Range byCount(int records, int rank, int parts) {
        checkRank(rank, parts);
        long step = Math.ceilDiv((long) records, (long) parts);
        int begin = (int) Math.min(step * rank, records);
        return new Range(begin, (int) Math.min(step * (rank + 1), records));
    }

    private static void checkRank(int rank, int parts) {
        if (parts < 1 || rank < 0 || rank >= parts) {
            throw new IllegalArgumentException("no such part: rank=" + rank + ", parts=" + parts);
        }
    }

    /** Moves a place in the files to the next record's first head, or to the end of the file that it lies in. */
    private static long toRecordBegin(List<RecordFile> files, long[] starts, long place) {
        int file = 0;
        while (starts[file + 1] <= place && file + 2 < starts.length) {
            file++;
        }
        long offset = place - starts[file];
        if (offset == 0 || place == starts[file + 1]) {
            return place;
        }
        return starts[file] + nextRecordBegin(files.get(file), offset);
    }

    /** The next aligned magic whose cflag begins a record; the file's size where there is none. */
    private static long nextRecordBegin(RecordFile file, long from) {
        try {
            return nextRecordBegin(file, new FileScan(file.segment()), from);
        } catch (InternalError fault) {
            throw PageFault.in(file.path(), from, fault);
        }
    }

    private static long nextRecordBegin(RecordFile file, FileScan scan, long from) {
        long size = file.sizeBytes();
        long at = scan.find(from, size);
        PageFault.meet();
        while (at >= 0 && at + RecordLayout.HEAD_BYTES <= size) {
            int cflag = RecordLayout.cflag(file.segment().get(LittleEndian.INT, at + RecordLayout.LENGTH_OFFSET));
            if (cflag == RecordLayout.WHOLE || cflag == RecordLayout.FIRST) {
                return at;
            }
            at = scan.find(at + RecordLayout.HEAD_BYTES, size);
            PageFault.meet();
        }
        return size;
    }

    private static List<Span> spans(long[] starts, long begin, long end) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < starts.length; i++) {
            long from = Math.max(begin, starts[i]);
            long to = Math.min(end, starts[i + 1]);
            if (from < to) {
                spans.add(new Span(i, from - starts[i], to - starts[i]));
            }
        }
        return spans;
    }
}
