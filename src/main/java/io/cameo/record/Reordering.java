package io.cameo.record;

import io.cameo.bytes.LittleEndian;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the records of a file in another order, with bounded memory and without random access to the disk.
 *
 * <p>Two passes: the file is read once from front to back and every record goes to the bucket that its place in the new
 * order falls into; then one bucket after the other is loaded and its records are handed out in order. Where the whole
 * file fits into the memory given, one pass: it is loaded and read in the new order. One pass, too, where the file is in
 * the page cache already; should it be pushed out of there on the way, the records that are left take two. What is handed
 * out is the same in all three cases, so the memory given never shows in a result. On disk the buckets take the size of
 * the file once more, beside what the receiver writes; each is deleted as soon as it is loaded.
 *
 * <p>The memory given is for buffers and one bucket at a time. Not counted: 4 bytes a record for a file without an index,
 * 4 more for one that left the page cache on the way, and whatever of a single record goes beyond it.
 */
final class Reordering {
    private static final int LARGEST_SHARE_BYTES = 1 << 20;
    private static final int SMALLEST_SHARE_BYTES = 4 << 10;
    /** Per record in memory: its place in a bucket. */
    private static final int PLACE_BYTES = 8;
    /** How often to look whether the file is still in the page cache: at each sixteenth of the records. */
    private static final int LOOKS = 16;

    private final RecordSource source;
    private final Path folder;
    private final long memoryBytes;
    private final Residency residency;
    private final Watch watch;
    private int buckets;
    private int shareBytes;

    /**
     * @param folder for the buckets; must not hold anything else
     * @param memoryBytes for buffers and buckets
     * @param residency whether the file may be read in any order
     */
    Reordering(RecordSource source, Path folder, long memoryBytes, Residency residency, Watch watch) {
        this.source = source;
        this.folder = folder;
        this.memoryBytes = memoryBytes;
        this.residency = residency;
        this.watch = watch;
    }

    /** Where the record of a rank goes. Asked once for each rank, in rising order, with a view that stands on it. */
    @FunctionalInterface
    interface Destination {
        long of(int rank, RecordView view);
    }

    /** Gets the records in their new order. The content is valid during the call. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Takes the record for the next place.
         *
         * @param key the record's key; 0 where keys are text
         * @param textKey the key where keys are text, else null
         * @param crc CRC32C of the content when it was read from the file; what is written must be held against it,
         *     because the content may have been on a disk since
         */
        void accept(int destination, long key, @Nullable String textKey, MemorySegment content, int crc)
                throws IOException;
    }

    /** How many buckets the run took; 0 if it took one pass. */
    int buckets() {
        return buckets;
    }

    /**
     * Reads, reorders, hands out.
     *
     * @throws IOException if there is not enough room on the disk, found before anything is written
     * @throws IllegalArgumentException if the memory is too small for a file of this size
     */
    void run(Destination destination, Receiver receiver) throws IOException {
        source.checkNotEmpty();
        BucketFiles.deleteFolder(folder); // what a killed run left; one pass would leave it again
        int records = source.size();
        if (source.file().sizeBytes() + (long) Integer.BYTES * records <= memoryBytes) {
            if (records > 0) {
                source.file().segment().load(); // from front to back, which the order below is not
            }
            handOut(ranksByPlace(destination), file -> true, receiver);
            return;
        }
        int planned = planBuckets();
        if ((long) PLACE_BYTES * records > memoryBytes || !residency.holds(source.file())) {
            runInBuckets(planned, 0, destination, receiver);
            return;
        }
        int[] ranks = ranksByPlace(destination);
        int done = handOut(ranks, residency, receiver);
        if (done < records) {
            int[] places = new int[records];
            for (int place = 0; place < records; place++) {
                places[ranks[place]] = place;
            }
            runInBuckets(planned, done, (rank, view) -> places[rank], receiver);
        }
    }

    /** How many buckets it takes, how much buffer each gets, and whether there is room for all of them. */
    private int planBuckets() throws IOException {
        int records = source.size();
        long bytes = source.file().sizeBytes() + (long) (BucketLayout.CONTENT_OFFSET + PLACE_BYTES) * records;
        // Buckets differ in size by chance; half the memory leaves room for that.
        long count = Math.ceilDiv(bytes, Math.max(1, memoryBytes / 2));
        long share = Math.min(LARGEST_SHARE_BYTES, memoryBytes / count);
        if (share < SMALLEST_SHARE_BYTES) {
            long needed = (long) Math.ceil(Math.sqrt(2.0 * bytes * SMALLEST_SHARE_BYTES));
            throw new IllegalArgumentException("memory is too small for a file of this size: size="
                    + source.file().sizeBytes() + ", given=" + memoryBytes + ", needed=" + needed);
        }
        int planned = (int) Math.min(count, Math.max(1, records));
        // Buckets go one by one while the result grows, so both together take one bucket more than one of them.
        DiskRoom.check(folder, bytes + bytes / planned, records);
        shareBytes = (int) share;
        return planned;
    }

    private int[] ranksByPlace(Destination destination) {
        int records = source.size();
        int[] ranks = new int[records];
        Arrays.fill(ranks, -1);
        RecordView view = new RecordView();
        for (int rank = 0; rank < records; rank++) {
            source.locate(rank, view);
            ranks[checked(destination.of(rank, view))] = rank;
        }
        for (int place = 0; place < records; place++) {
            if (ranks[place] < 0) {
                throw new IllegalStateException("no record goes to a place: place=" + place);
            }
        }
        return ranks;
    }

    /** Hands out records straight from the file, as long as it stays where it is; returns the place that comes next. */
    private int handOut(int[] ranks, Residency stays, Receiver receiver) throws IOException {
        int lookEvery = Math.max(1, ranks.length / LOOKS);
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "writing", ranks.length);
        for (int place = 0; place < ranks.length; place++) {
            if (place > 0 && place % lookEvery == 0 && !stays.holds(source.file())) {
                return place;
            }
            int rank = ranks[place];
            source.read(rank, view);
            int contentCrc = source.checkedCrc(rank, view);
            receiver.accept(place, numberKey(rank), textKey(rank), view.content(), contentCrc);
            phase.step();
        }
        phase.end();
        return ranks.length;
    }

    /** Takes two passes for the places from {@code first} on. */
    private void runInBuckets(int planned, int first, Destination destination, Receiver receiver) throws IOException {
        buckets = planned;
        try (BucketFiles files = new BucketFiles(folder, buckets, shareBytes)) {
            distribute(files, first, destination);
            files.finish();
            collect(files, first, receiver);
        }
    }

    private void distribute(BucketFiles files, int first, Destination destination) throws IOException {
        int records = source.size();
        RecordView view = new RecordView();
        WatchedPhase phase = new WatchedPhase(watch, "distributing", records);
        for (int rank = 0; rank < records; rank++) {
            source.read(rank, view);
            int place = checked(destination.of(rank, view));
            if (place >= first) {
                int contentCrc = source.checkedCrc(rank, view);
                int bucket = (int) ((long) (place - first) * buckets / (records - first));
                files.add(bucket, place, contentCrc, numberKey(rank), textKey(rank), view.content());
            }
            phase.step();
        }
        phase.end();
    }

    private void collect(BucketFiles files, int first, Receiver receiver) throws IOException {
        long records = (long) source.size() - first;
        long largest = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            largest = Math.max(largest, files.sizeBytes(bucket));
        }
        WatchedPhase phase = new WatchedPhase(watch, "writing", records);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(1, largest), Long.BYTES);
            for (int bucket = 0; bucket < buckets; bucket++) {
                int from = first + (int) Math.ceilDiv(bucket * records, (long) buckets);
                int to = first + (int) Math.ceilDiv((bucket + 1) * records, (long) buckets);
                if (from < to) {
                    files.read(bucket, memory);
                    // Gone before its records are written again, so that the disk need not take in both.
                    files.delete(bucket);
                    handOutBucket(memory.asSlice(0, files.sizeBytes(bucket)), from, to, receiver, phase);
                }
            }
        }
        phase.end();
    }

    private void handOutBucket(MemorySegment bytes, int from, int to, Receiver receiver, WatchedPhase phase)
            throws IOException {
        long[] places = new long[to - from];
        Arrays.fill(places, -1);
        for (long at = 0; at < bytes.byteSize(); ) {
            places[bytes.get(LittleEndian.INT, at + BucketLayout.DESTINATION_OFFSET) - from] = at;
            at += BucketLayout.entryBytes(
                    bytes.get(LittleEndian.INT, at + BucketLayout.LENGTH_OFFSET),
                    bytes.get(LittleEndian.INT, at + BucketLayout.TEXT_LENGTH_OFFSET));
        }
        for (int place = from; place < to; place++) {
            long at = places[place - from];
            if (at < 0) {
                throw new IllegalStateException("no record goes to a place: place=" + place);
            }
            int length = bytes.get(LittleEndian.INT, at + BucketLayout.LENGTH_OFFSET);
            long textAt = at + BucketLayout.CONTENT_OFFSET + length;
            int textLength = bytes.get(LittleEndian.INT, at + BucketLayout.TEXT_LENGTH_OFFSET);
            String text = source.hasTextKeys()
                    ? new String(bytes.asSlice(textAt, textLength).toArray(LittleEndian.BYTE), StandardCharsets.UTF_8)
                    : null;
            receiver.accept(
                    place,
                    bytes.get(LittleEndian.LONG, at + BucketLayout.KEY_OFFSET),
                    text,
                    bytes.asSlice(at + BucketLayout.CONTENT_OFFSET, length),
                    bytes.get(LittleEndian.INT, at + BucketLayout.CRC_OFFSET));
            phase.step();
        }
    }

    private int checked(long place) {
        if (place < 0 || place >= source.size()) {
            throw new IllegalStateException("no such place: place=" + place + ", records=" + source.size());
        }
        return (int) place;
    }

    private long numberKey(int rank) {
        return source.hasTextKeys() ? 0 : source.key(rank);
    }

    private @Nullable String textKey(int rank) {
        return source.hasTextKeys() ? source.keyText(rank) : null;
    }
}
