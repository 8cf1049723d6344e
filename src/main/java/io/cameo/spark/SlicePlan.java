package io.cameo.spark;

import io.cameo.bytes.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Cuts files into what each task reads. */
final class SlicePlan {
    private static final long ALIGNMENT = 4;

    private SlicePlan() {}

    /**
     * Slices of at most a size, small ones put together up to it; files in order, so that rows come in order of files and
     * offsets.
     */
    static List<List<Slice>> bySize(List<ListedFile> files, long splitBytes) {
        long size = Math.max(ALIGNMENT, (splitBytes + ALIGNMENT - 1) & -ALIGNMENT);
        List<List<Slice>> all = new ArrayList<>();
        List<Slice> open = new ArrayList<>();
        long openBytes = 0;
        for (ListedFile file : files) {
            for (long begin = 0; begin < file.sizeBytes(); begin += size) {
                Slice slice = new Slice(file, begin, Math.min(begin + size, file.sizeBytes()));
                long bytes = slice.endBytes() - begin;
                if (openBytes + bytes > size && !open.isEmpty()) {
                    all.add(open);
                    open = new ArrayList<>();
                    openBytes = 0;
                }
                open.add(slice);
                openBytes += bytes;
            }
        }
        if (!open.isEmpty()) {
            all.add(open);
        }
        return all;
    }

    /**
     * The parts of MXNet's {@code ImageRecordIter} with {@code num_parts}: task i reads what {@code part_index} i reads.
     * Source: dmlc-core {@code src/io/input_split_base.cc}, {@code ResetPartition}. Some may be empty.
     *
     * @throws CorruptDataException if the size of a file is not a multiple of 4
     */
    static List<List<Slice>> asMxnet(List<ListedFile> files, int parts) {
        long total = 0;
        for (ListedFile file : files) {
            if (file.sizeBytes() % ALIGNMENT != 0) {
                throw new CorruptDataException(
                        FileBytes.named(file.location()),
                        file.sizeBytes(),
                        "size of a record file is not a multiple of 4: size=" + file.sizeBytes());
            }
            total += file.sizeBytes();
        }
        long step = (Math.ceilDiv(total, (long) parts) + ALIGNMENT - 1) & -ALIGNMENT;
        List<List<Slice>> all = new ArrayList<>();
        for (int rank = 0; rank < parts; rank++) {
            long begin = Math.min(step * rank, total);
            long end = Math.min(step * (rank + 1), total);
            List<Slice> part = new ArrayList<>();
            long fileBegin = 0;
            for (ListedFile file : files) {
                long from = Math.max(begin - fileBegin, 0);
                long to = Math.min(end - fileBegin, file.sizeBytes());
                if (from < to) {
                    part.add(new Slice(file, from, to));
                }
                fileBegin += file.sizeBytes();
            }
            all.add(part);
        }
        return all;
    }

    /** Which machines hold the most of a slice's beginning; none where that is not known. */
    static List<String> hosts(List<Slice> slices, Configuration conf) throws IOException {
        if (slices.isEmpty()) {
            return List.of();
        }
        Slice first = slices.getFirst();
        if (first.file().isLocal()) {
            return List.of();
        }
        Path path = new Path(first.file().location());
        FileStatus status = new FileStatus(first.file().sizeBytes(), false, 1, 1, 0, path);
        BlockLocation[] blocks = path.getFileSystem(conf)
                .getFileBlockLocations(status, first.beginBytes(), first.endBytes() - first.beginBytes());
        return blocks == null || blocks.length == 0 ? List.of() : List.of(blocks[0].getHosts());
    }
}
